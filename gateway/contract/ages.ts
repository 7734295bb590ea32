import type { KpiDefinition } from './kpi.ts';
import { LEVEL_CELLS } from './kpi-case.ts';
import { CASE_KINDS, SCREEN_KIND_OF, SCREEN_KINDS, STAGES } from './vocabulary.ts';

/** What the ids of all ages begin with; the rest is the id of the count whose items they are the ages of. */
export const AGE_PREFIX = 'age.';

/** Id of the age that belongs to a count: `age.case.kind.HAZARD`. */
export function ageKpi(count: string): string {
  return `${AGE_PREFIX}${count}`;
}

const age = (count: string, zh: string, what: string): KpiDefinition => ({
  id: ageKpi(count),
  zh,
  counts: `${what}: value the instant since when the oldest waits, part the same of the middle one (nearest rank), of how many`,
});

/** Kinds of item that are shown as hazards. */
export const HAZARD_KINDS = CASE_KINDS.filter((kind) => SCREEN_KIND_OF[kind] === 'HAZARDS');

/**
 * Ages of what is open, told as instants (epoch ms; 0 while there is nothing), so that they stand still until an item
 * comes or goes: a page subtracts them from the server's time. `subject` names the oldest as `kind:id`. An item waits
 * since it was received, an alarm since it asks to be acknowledged. Hazards are also told by category, with an open end.
 */
export const AGE_KPIS: readonly KpiDefinition[] = [
  ...SCREEN_KINDS.map((kind) => age(`case.${kind}.open`, `${kind} 时长`, `open items shown under ${kind}`)),
  ...HAZARD_KINDS.map((kind) => age(`case.kind.${kind}`, `${kind} 未整改时长`, `open ${kind} items`)),
  ...LEVEL_CELLS.map((level) =>
    age(`case.DISPUTES.level.${level}`, `矛盾纠纷 ${level} 时长`, `open disputes at level ${level}`),
  ),
  ...STAGES.map((stage) =>
    age(`case.DISPUTES.stage.${stage}`, `矛盾纠纷 ${stage} 时长`, `open disputes in step ${stage}`),
  ),
  age('alarm.unacked', '未确认最长等待', 'alarms that nobody has acknowledged'),
];
