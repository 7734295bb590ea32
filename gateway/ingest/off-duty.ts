import type { CloudEvent } from '../contract/cloudevent.ts';
import type { DraftEntry } from '../contract/entry.ts';
import { EVENT_TYPES } from '../contract/event-types.ts';
import type { RawEvent } from './items.ts';

/** The terminals that call for help in these events: the state does not know of it before they are appended. */
export function callingForHelp(events: readonly RawEvent[]): ReadonlySet<unknown> {
  const calls = events.map((raw) => ('value' in raw ? (raw.value as Partial<CloudEvent> | null) : null));
  return new Set(calls.filter((call) => call?.type === 'terminal.sos_raised').map((call) => call?.subject));
}

/**
 * A report of a terminal off duty without its position (decisions D10): that it is heard, its battery and its interval
 * are kept. The digest stays that of what was sent, so that the report sent again is known.
 */
export function withoutPosition(draft: DraftEntry): DraftEntry {
  const { battery, intervalS } = draft.data;
  const data = {
    online: true,
    ...(battery === undefined ? {} : { battery }),
    ...(intervalS === undefined ? {} : { intervalS }),
  };
  const type = 'terminal.status_changed';
  return { ...draft, type, v: EVENT_TYPES[type].version, data, area: null, flags: ['position_dropped'] };
}
