import { isAnnounced } from '../../contract/alarms.ts';
import type { AlarmEntity } from '../../contract/entities.ts';
import type { AlarmRecord } from '../alarm.ts';
import { counts, type Heard } from '../event.ts';
import type { DeskPart, DeskWorld } from './port.ts';

interface Raise {
  readonly id: string;
  readonly at: number;
}

/** The alarm that stands for its device and type, and what was raised of these lately. */
interface First extends Raise {
  readonly raises: readonly Raise[];
}

/** Enough raises of one device to see whether it chatters. */
const RAISES_KEPT = 16;
/** Episodes of which it is remembered how many joined them. */
const EPISODES_KEPT = 32;

export interface Twins extends DeskPart {
  raised(id: string): void;
  /** An acknowledgement of an alarm is one of all that it stands for. */
  acknowledged(id: string, heard: Heard<'operation.acknowledged'>): void;
  /** An alarm changed: does it still stand for its twins, or another one for it? */
  changed(id: string): void;
}

/**
 * Alarms of one device and type raised within a minute of each other are one alarm on the wall (domain §5.3): the first
 * heard stands for the others, for as long as none of them says more than it does.
 */
export function createTwins(world: DeskWorld): Twins {
  const { ledger, store, alarms, evidence, context } = world;
  const firsts = ledger.table<First>('alarm first');
  const index = createIndex();
  const release = (id: string) => {
    index.remove(id);
    alarms.adjust(id, (record) => ({ ...record, duplicateOf: null }));
  };
  const settle = (id: string) => {
    const twin = store.get('alarm', id);
    const first = store.get('alarm', index.firstOf(id) ?? '');
    if (twin === undefined || !standsFor(first, twin)) release(id);
  };
  const windowMs = () => context().setting.rules.alarms.duplicateWithinS * 1_000;
  const chatterMs = () => context().setting.rules.alarms.chattering.withinS * 1_000;
  /** What a device has raised under other ids counts with what stands for it (domain §5.3: the rate is the device's). */
  const echo = (id: string, raises: readonly Raise[]) => {
    const others = raises.filter((raise) => raise.id !== id);
    if (others.length === 0) return;
    const ns = others.flatMap((raise) => evidence.entriesOf('alarm', raise.id));
    evidence.leaned('alarm', id, ns);
    alarms.adjust(id, (record) => ({ ...record, echoes: others.map(({ at }) => at) }));
  };
  const join = (id: string, first: string) => {
    index.add(id, first);
    alarms.adjust(id, (record) => ({ ...record, duplicateOf: first }));
    const { raisedAt } = store.get('alarm', first) ?? { raisedAt: 0 };
    alarms.adjust(first, (record) => ({ ...record, duplicates: withOne(record.duplicates, raisedAt) }));
  };
  return {
    raised(id) {
      const alarm = store.get('alarm', id);
      if (alarm === undefined || alarm.device === null || !isAnnounced(alarm)) return;
      const key = keyOf(alarm);
      const first = firsts.get(key);
      const raise = { id, at: alarm.raisedAt };
      const near = first !== undefined && Math.abs(raise.at - first.at) <= windowMs();
      const joins = near && first.id !== id && standsFor(store.get('alarm', first.id), alarm);
      if (joins) join(id, first.id);
      const others = first?.raises.filter((each) => each.id !== id || each.at !== raise.at) ?? [];
      const raises = [...others, raise].filter(({ at }) => Math.abs(at - raise.at) <= chatterMs());
      const { id: standing, at } = joins ? first : raise;
      firsts.put(key, { id: standing, at, raises: raises.slice(-RAISES_KEPT) });
      echo(standing, raises);
    },
    acknowledged(id, heard) {
      if (store.get('alarm', id)?.acked !== true) return;
      const { seen: _, ...data } = heard.entry.data;
      const same = { ...heard, entry: { ...heard.entry, data } };
      for (const twin of index.twinsOf(id)) alarms.operate(twin, same);
    },
    changed(id) {
      if (index.firstOf(id) !== undefined) settle(id);
      for (const twin of index.twinsOf(id)) settle(twin);
    },
    look() {
      for (const twin of index.all()) settle(twin);
      const oldest = context().now - Math.max(windowMs(), chatterMs());
      for (const [key, { raises }] of [...firsts.entries()])
        if (raises.every(({ at }) => at < oldest)) firsts.delete(key);
    },
    image: () => [...firsts.entries()],
    load(rows) {
      for (const [key, row] of rows) firsts.put(key, row as First);
      for (const { id, duplicateOf } of store.all('alarm'))
        if (duplicateOf !== null) index.add(id, duplicateOf);
    },
  };
}

/** One more that joined the episode that began then. */
function withOne(duplicates: AlarmRecord['duplicates'], raisedAt: number): AlarmRecord['duplicates'] {
  const count = duplicates.find(([at]) => at === raisedAt)?.[1] ?? 0;
  return [...duplicates.filter(([at]) => at !== raisedAt).slice(1 - EPISODES_KEPT), [raisedAt, count + 1]];
}

/** One for all alarms of a device that are of the same type, source and lane. */
export function keyOf({ reality, source, device, type }: AlarmEntity): string {
  return JSON.stringify([counts(reality), source, device, type]);
}

/** Nothing active, unacknowledged or graver is ever hidden behind an alarm that is less (decisions D8). */
function standsFor(first: AlarmEntity | undefined, twin: AlarmEntity): boolean {
  if (first === undefined || !isAnnounced(first) || twin.finishedAt !== null) return false;
  return (twin.acked || !first.acked) && (first.active || !twin.active) && first.priority <= twin.priority;
}

/** Who stands for whom, both ways. */
function createIndex() {
  const firstOf = new Map<string, string>();
  const twinsOf = new Map<string, Set<string>>();
  return {
    firstOf: (id: string) => firstOf.get(id),
    twinsOf: (first: string) => [...(twinsOf.get(first) ?? [])],
    all: () => [...firstOf.keys()],
    add(id: string, first: string) {
      firstOf.set(id, first);
      twinsOf.set(first, (twinsOf.get(first) ?? new Set()).add(id));
    },
    remove(id: string) {
      const first = firstOf.get(id);
      if (first === undefined) return;
      firstOf.delete(id);
      twinsOf.get(first)?.delete(id);
      if (twinsOf.get(first)?.size === 0) twinsOf.delete(first);
    },
  };
}
