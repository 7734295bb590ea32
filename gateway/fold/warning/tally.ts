import type { WarningRule } from '../../contract/warning-rules.ts';
import { type GroupKey, nameOf, placeIn } from './groups.ts';
import { createMembers, type Members } from './members.ts';
import type { Sight } from './sight.ts';

const DAY_MS = 86_400_000;

/** Members of one group, and how many of them fall on each site-local day (days since 1970-01-01). */
export interface Group {
  readonly key: GroupKey;
  readonly members: Members;
  readonly days: Map<number, number>;
}

/** The groups of one rule, kept by the change of single sights. */
export interface RuleTally {
  readonly rule: WarningRule;
  add(sight: Sight): void;
  remove(sight: Sight): void;
  group(name: string): Group | undefined;
  /** Names of groups that changed since they were last settled, in order. */
  waiting(): readonly string[];
  /** From now on just these are to be looked at. */
  wait(names: readonly string[]): void;
  /** Had it enough observations when it was last looked at? When it comes to speak, everything is looked at. */
  speaks(enough: boolean): void;
  readonly spoke: boolean;
  /** Everything is looked at next time: another day. */
  touchAll(): void;
  /** Members of all groups on the days `[from, to]`. */
  counted(from: number, to: number): number;
  /** These one by one. */
  seen(from: number, to: number): Iterable<Sight>;
  dayOf(at: number): number;
}

export function createRuleTally(rule: WarningRule, utcOffsetMs: number): RuleTally {
  const groups = new Map<string, Group>();
  const days = new Map<number, number>();
  const dirty = new Set<string>();
  let spoke = false;
  const dayOf = (at: number) => Math.floor((at + utcOffsetMs) / DAY_MS);
  const count = (group: Group, at: number, by: 1 | -1) => {
    raise(group.days, dayOf(at), by);
    raise(days, dayOf(at), by);
  };
  const touchAll = () => {
    for (const name of groups.keys()) dirty.add(name);
  };
  return {
    rule,
    add(sight) {
      const placed = placeIn(rule, sight);
      if (placed === null) return;
      const [key, member] = placed;
      const name = nameOf(key);
      const group = groups.get(name) ?? { key, members: createMembers(), days: new Map() };
      groups.set(name, group);
      group.members.put(member);
      count(group, member.at, 1);
      dirty.add(name);
    },
    remove(sight) {
      const placed = placeIn(rule, sight);
      if (placed === null) return;
      const [key, member] = placed;
      const name = nameOf(key);
      const group = groups.get(name);
      if (group === undefined || !group.members.delete(member)) return;
      count(group, member.at, -1);
      if (group.members.size === 0) groups.delete(name);
      dirty.add(name);
    },
    group: (name) => groups.get(name),
    waiting: () => [...dirty].sort(),
    wait(names) {
      dirty.clear();
      for (const name of names) dirty.add(name);
    },
    touchAll,
    speaks(enough) {
      if (enough && !spoke) touchAll();
      spoke = enough;
    },
    get spoke() {
      return spoke;
    },
    counted: (from, to) => sumOf(days, from, to),
    *seen(from, to) {
      for (const { members } of groups.values()) {
        for (const { at, sight } of members.latest()) {
          if (dayOf(at) >= from && dayOf(at) <= to) yield sight;
        }
      }
    },
    dayOf,
  };
}

/** Sum of what falls on the days `[from, to]`. */
export function sumOf(days: ReadonlyMap<number, number>, from: number, to: number): number {
  let sum = 0;
  for (let day = from; day <= to; day += 1) sum += days.get(day) ?? 0;
  return sum;
}

function raise(days: Map<number, number>, day: number, by: 1 | -1): void {
  const value = (days.get(day) ?? 0) + by;
  if (value === 0) days.delete(day);
  else days.set(day, value);
}
