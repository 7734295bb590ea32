import type { ClockName, Limit } from '../../contract/deadlines.ts';
import type { ResolutionTrack } from '../../contract/life.ts';
import type { CaseKind, Channel, Urgency } from '../../contract/vocabulary.ts';

/** What a limit may ask about an item; nothing about a person. */
export interface LimitSubject {
  readonly kind: CaseKind;
  readonly category: string | null;
  readonly urgency: Urgency | null;
  /** Unit that holds it. */
  readonly unit: string | null;
  readonly track: ResolutionTrack | null;
  readonly channel: Channel | null;
}

/** The limits of each clock in the order of the file. */
export type LimitTable = ReadonlyMap<ClockName, readonly Limit[]>;

export function limitTable(limits: readonly Limit[]): LimitTable {
  const table = new Map<ClockName, Limit[]>();
  for (const each of limits) table.set(each.clock, [...(table.get(each.clock) ?? []), each]);
  return table;
}

/** The first limit of the clock that fits; null when none does. */
export function limitFor(table: LimitTable, clock: ClockName, subject: LimitSubject): Limit | null {
  return table.get(clock)?.find(({ when }) => fits(when, subject)) ?? null;
}

function fits(when: Limit['when'], subject: LimitSubject): boolean {
  const { kinds, categories, urgencies, units, tracks, channels } = when;
  return (
    holds(kinds, subject.kind) &&
    holds(categories, subject.category) &&
    holds(urgencies, subject.urgency ?? 'NONE') &&
    holds(units, subject.unit) &&
    holds(tracks, subject.track) &&
    holds(channels, subject.channel)
  );
}

function holds(list: readonly string[] | undefined, value: string | null): boolean {
  return list === undefined || (value !== null && list.includes(value));
}
