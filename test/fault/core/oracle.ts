import type { RawEntry } from './raw-log.ts';

/**
 * The independent oracle: a small reducer of its own over the raw log, written without looking at the fold. It knows
 * one rule, "within an entity the larger sequence was said later, whatever the order of arrival", and says what must be
 * seen: which items are open, which alarms are active, where each terminal stands.
 */
export interface OracleState {
  /** Item id → its state. */
  readonly cases: ReadonlyMap<string, string>;
  /** Alarm id → is the condition there. */
  readonly alarms: ReadonlyMap<string, boolean>;
  /** Terminal id → `lng,lat`. */
  readonly terminals: ReadonlyMap<string, string>;
  readonly leads: ReadonlySet<string>;
  /** Alarm id → has somebody seen it: only those of which the log leaves no doubt. */
  readonly acked: ReadonlyMap<string, boolean>;
}

const STATE: Readonly<Record<string, string>> = {
  'case.received': 'RECEIVED',
  'case.verified': 'VERIFYING',
  'case.dispatched': 'DISPATCHED',
  'case.signed': 'ACCEPTED',
  'case.started': 'IN_PROGRESS',
  'case.fedback': 'FEEDBACK',
  'case.closed': 'CLOSED',
  'case.reopened': 'IN_PROGRESS',
};

const CONDITION: Readonly<Record<string, boolean>> = {
  'alarm.raised': true,
  'alarm.returned': false,
  'alarm.cleared': false,
};

/** Last word of each subject among the entries that say something about `what`. */
function lastWords<Word>(
  entries: readonly RawEntry[],
  what: (entry: RawEntry) => Word | undefined,
): Map<string, Word> {
  const last = new Map<string, { readonly rank: readonly number[]; readonly word: Word }>();
  for (const entry of entries) {
    const word = what(entry);
    if (word === undefined) continue;
    const rank = [entry.epoch, entry.sequence ?? -1, entry.n];
    const known = last.get(entry.subject);
    if (known === undefined || isLater(rank, known.rank)) last.set(entry.subject, { rank, word });
  }
  return new Map(Array.from(last, ([subject, { word }]) => [subject, word]));
}

function isLater(rank: readonly number[], known: readonly number[]): boolean {
  for (const [i, value] of rank.entries()) {
    if (value !== known[i]) return value > (known[i] ?? 0);
  }
  return false;
}

interface Said {
  readonly state?: string;
  readonly location?: { readonly lng: number; readonly lat: number };
}

function dataOf(entry: RawEntry): Said {
  try {
    return JSON.parse(entry.data) as Said;
  } catch {
    return {};
  }
}

/** What the entries up to and including `upTo` mean. */
export function consult(log: readonly RawEntry[], upTo = Number.POSITIVE_INFINITY): OracleState {
  const entries = log.filter(({ n }) => n <= upTo);
  const of = (feed: string) => entries.filter((entry) => entry.feed === feed);
  const received = new Set(
    of('case').flatMap(({ type, subject }) => (type === 'case.received' ? subject : [])),
  );
  const raised = new Set(
    of('alarm').flatMap(({ type, subject }) => (type === 'alarm.raised' ? subject : [])),
  );
  const cases = lastWords(of('case'), (entry) => dataOf(entry).state ?? STATE[entry.type]);
  const alarms = lastWords(of('alarm'), ({ type }) => CONDITION[type]);
  const terminals = lastWords(of('terminal'), (entry) => {
    const { location } = dataOf(entry);
    return location === undefined ? undefined : `${location.lng},${location.lat}`;
  });
  return {
    cases: new Map([...cases].filter(([subject]) => received.has(subject))),
    alarms: new Map([...alarms].filter(([subject]) => raised.has(subject))),
    terminals,
    leads: new Set(of('video').map(({ subject }) => subject)),
    acked: acknowledged(entries, raised),
  };
}

/** No acknowledgement lapses sooner. */
const ACK_HOLDS_MS = 1_800_000;

const LOOKED_AT = 200;

/** Nobody has seen what nobody acknowledged; what was acknowledged after its last word a while ago at most, somebody has. */
function acknowledged(entries: readonly RawEntry[], raised: ReadonlySet<string>): Map<string, boolean> {
  const now = Math.max(...entries.slice(-LOOKED_AT).map(({ received }) => received));
  const lastWord = new Map(
    entries.flatMap(({ feed, subject, n }) => (feed === 'alarm' ? [[subject, n]] : [])),
  );
  const acks = Map.groupBy(
    entries.filter(({ type }) => type === 'operation.acknowledged'),
    ({ subject }) => subject,
  );
  const isSure = ({ n, data, time }: RawEntry, id: string) =>
    n > (lastWord.get(id) ?? 0) && !data.includes('"seen"') && now - time < ACK_HOLDS_MS;
  const known = new Map<string, boolean>();
  for (const id of raised) {
    const own = acks.get(`alarm:${id}`);
    if (own === undefined) known.set(id, false);
    else if (own.some((ack) => isSure(ack, id))) known.set(id, true);
  }
  return known;
}
