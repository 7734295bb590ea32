import { createHash } from 'node:crypto';
import type { DraftEntry } from '../contract/entry.ts';
import { EVENT_TYPES, type EventData } from '../contract/event-types.ts';
import type { SystemConfigured } from '../contract/events/system.ts';
import { canonicalJson, hash64, hex64 } from '../contract/hash.ts';

/** Source of everything that the gateway itself says. */
export const GATEWAY_SOURCE = 'urn:yitu:gateway';

/** The clock as an entry. `fence` of the lease makes the id unique per term of office; a retry repeats the id. */
export function tickDraft(at: number, fence: number): DraftEntry {
  return draft('system.ticked', `tick-${fence}-${at}`, { at }, at);
}

/** What a configuration is made of, as its loader hands it in. */
type Loaded = Pick<SystemConfigured, 'rules' | 'utcOffsetMinutes' | 'unjudgedLeadDays'> & {
  readonly [Part in 'calendars' | 'areas' | 'units']: Readonly<SystemConfigured[Part]>;
};

/** A configuration under the hash by which it is known in the log. */
export function configurationOf(loaded: Loaded): SystemConfigured {
  const { calendars, areas, units } = loaded;
  const content = { ...loaded, calendars: [...calendars], areas: [...areas], units: [...units] };
  return { hash: createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, 16), ...content };
}

/** The configuration that the fold shall use from here on. Said again under another id when another came between. */
export function configuredDraft(config: SystemConfigured, at: number, fence: number): DraftEntry {
  return draft('system.configured', `configured-${fence}-${at}-${config.hash}`, config, at);
}

/** That entries are tombstones now; the id names them, so that the same erasure is announced once a moment. */
export function erasedDraft(data: EventData<'operation.erased'>, at: number): DraftEntry {
  return draft('operation.erased', `erased-${at}-${hex64(hash64(canonicalJson(data)))}`, data, at);
}

function draft(
  type: 'system.ticked' | 'system.configured' | 'operation.erased',
  id: string,
  data: Readonly<Record<string, unknown>>,
  at: number,
): DraftEntry {
  return {
    feed: type === 'operation.erased' ? 'operation' : 'system',
    type,
    v: EVENT_TYPES[type].version,
    id,
    source: GATEWAY_SOURCE,
    subject: 'gateway',
    time: at,
    receivedAt: at,
    sequence: null,
    producerEpoch: 0,
    reality: 'actual',
    producer: 'gateway',
    area: null,
    flags: [],
    data,
    digest: hex64(hash64(canonicalJson(data))),
  };
}
