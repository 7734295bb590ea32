import type { CloudEvent } from '../contract/cloudevent.ts';
import type { DraftEntry } from '../contract/entry.ts';
import { EVENT_TYPES } from '../contract/event-types.ts';
import type { StateView } from '../fold/port.ts';
import type { RawEvent } from './items.ts';

/** What the state knows of terminals and of duty. */
type Known = Pick<StateView, 'get' | 'rostered'>;

interface Said {
  readonly unit?: unknown;
  readonly onDuty?: unknown;
}

/**
 * Which terminals are off duty for these events: what the events themselves say (a call for help, the beginning of duty)
 * is not in the state before they are appended. One that nobody has heard of yet has duty when the roster gives it to its
 * unit; while there is no state, everybody has.
 */
export function offDutyIn(events: readonly RawEvent[], known: Known | null): (terminal: string) => boolean {
  const told = events.map((raw) => ('value' in raw ? (raw.value as Partial<CloudEvent> | null) : null));
  const calling = new Set(told.filter((each) => each?.type === HELP).map((each) => each?.subject));
  const said = new Map(
    told.filter((each) => each?.type === STATUS).map((each) => [each?.subject, (each?.data ?? {}) as Said]),
  );
  return (id) => {
    if (known === null || calling.has(id)) return false;
    const { unit, onDuty } = said.get(id) ?? {};
    if (onDuty === true) return false;
    const terminal = known.get('terminal', id);
    if (terminal !== undefined) return !terminal.onDuty && terminal.sosAt === null;
    return onDuty === false || !known.rostered(typeof unit === 'string' ? unit : null);
  };
}

const HELP = 'terminal.sos_raised';
const STATUS = 'terminal.status_changed';

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
  return {
    ...draft,
    type: STATUS,
    v: EVENT_TYPES[STATUS].version,
    data,
    area: null,
    flags: ['position_dropped'],
  };
}
