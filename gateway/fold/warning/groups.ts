import type { RuleOf, WarningRule } from '../../contract/warning-rules.ts';
import type { WarningSubject } from '../../contract/warnings.ts';
import type { Sight, Turn } from './sight.ts';

/** What one rule looks at together: the same place, category or unit. */
export interface GroupKey {
  readonly about: WarningSubject;
  readonly id: string;
  readonly category: string | null;
}

/** A sight in a group: at the instant (epoch ms) by which the rule counts it; `bad` of a turn. */
export interface Member {
  readonly sight: Sight;
  readonly at: number;
  readonly bad: boolean;
}

/** Group of a sight under a rule, and as what it counts there; null when the rule does not look at it. */
export function placeIn(rule: WarningRule, sight: Sight): readonly [GroupKey, Member] | null {
  const at = sight.at;
  if (rule.signal === 'SILENT') return null;
  if (rule.signal === 'STREAK') {
    const turn = sight.turns.find(({ of }) => of === rule.of);
    return turn === undefined ? null : [keyOf('UNIT', turn.unit), memberOf(sight, turn)];
  }
  const key = rule.signal === 'SURGE' ? surgeKey(rule, sight) : repeatKey(rule, sight);
  return key === null ? null : [key, { sight, at, bad: true }];
}

/** One text for a key; the parts cannot run into each other. */
export function nameOf({ about, id, category }: GroupKey): string {
  return JSON.stringify(category === null ? [about, id] : [about, id, category]);
}

/** The key that such a text names. */
export function keyNamed(name: string): GroupKey {
  const [about, id, category = null] = JSON.parse(name) as [WarningSubject, string, string?];
  return { about, id, category };
}

function keyOf(about: WarningSubject, id: string, category: string | null = null): GroupKey {
  return { about, id, category };
}

function memberOf(sight: Sight, { at, bad }: Turn): Member {
  return { sight, at, bad };
}

function surgeKey({ of, by, kinds }: RuleOf<'SURGE'>, sight: Sight): GroupKey | null {
  const { kind, category, street, village } = sight;
  const alarm = kind === 'ALARM';
  if (alarm !== (of === 'ALARMS')) return null;
  if (!alarm && kinds !== undefined && !kinds.includes(kind)) return null;
  const type = alarm ? category : null;
  if (by === 'CATEGORY') return keyOf('CATEGORY', category);
  if (by === 'SITE') return keyOf('SITE', '', type);
  const id = by === 'STREET' ? street : village;
  return id === null ? null : keyOf(by, id, type);
}

function repeatKey({ at, kinds, alarms }: RuleOf<'REPEAT'>, sight: Sight): GroupKey | null {
  const { kind, category, village, facility } = sight;
  if (kind === 'ALARM' ? !alarms : !kinds.includes(kind)) return null;
  if (at === 'FACILITY') return facility === null ? null : keyOf('FACILITY', facility, category);
  return village === null ? null : keyOf('VILLAGE', village, category);
}
