import type { CloudEvent } from '../contract/cloudevent.ts';
import type { DraftEntry } from '../contract/entry.ts';
import { EVENT_TYPES } from '../contract/event-types.ts';
import type { StateView } from '../fold/port.ts';
import type { RawEvent } from './items.ts';

/** What the state knows of terminals and of duty. */
type Known = Pick<StateView, 'get' | 'rostered' | 'hadDuty'>;

interface Said {
  readonly unit?: unknown;
  readonly onDuty?: unknown;
}

/** A fix no older than this is judged by the duty of now; an older one was kept back, and is judged by the duty of then. */
const LATE_MS = 300_000;

/**
 * Which terminals were off duty when a fix was taken (epoch ms), for these events: a device that uploads its night in the
 * morning tells nothing of the night, and what it took on duty is taken after duty. What the events themselves say (a call for help, the beginning of duty)
 * is not in the state before they are appended. One that nobody has heard of yet has duty when the roster gives it to its
 * unit; while there is no state, everybody has.
 */
export function offDutyIn(
  events: readonly RawEvent[],
  known: Known | null,
  now: number,
): (terminal: string, fixAt: number) => boolean {
  const told = events.map((raw) => ('value' in raw ? (raw.value as Partial<CloudEvent> | null) : null));
  const calling = new Set(told.filter((each) => each?.type === HELP).map((each) => each?.subject));
  const said = new Map(
    told
      .filter((each) => each?.type === STATUS)
      .map((each) => [each?.subject, { ...((each?.data ?? {}) as Said), time: each?.time }]),
  );
  return (id, fixAt) => {
    if (known === null || calling.has(id)) return false;
    const { unit, onDuty, time } = said.get(id) ?? {};
    const late = fixAt < now - LATE_MS;
    if (onDuty === true && !(late && fixAt < Date.parse(String(time)))) return false;
    const terminal = known.get('terminal', id);
    if (terminal === undefined)
      return onDuty === false || !known.rostered(typeof unit === 'string' ? unit : null, fixAt);
    if (terminal.sosAt !== null) return false;
    return late ? !known.hadDuty(id, fixAt) : !terminal.onDuty;
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
