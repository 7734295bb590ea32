import type { RiskHit, RiskInput } from '../../contract/risk.ts';
import type { RiskFacts } from './criteria.ts';

/** A ground that two seats knew when they lowered: a criterion with what it showed then, or the mark of what the source told. */
export type Accepted = Pick<RiskHit, 'id' | 'inputs'>;

/**
 * Counts of the item itself: more of them than was accepted is more than anybody has judged. Clocks run on by themselves,
 * and a village's counts are one number for all its items: of these the same criterion does not ask a second time.
 */
const COUNTED: readonly RiskInput[] = ['people', 'owed', 'returns', 'reworks', 'reopenings', 'supports'];
const CLOCKED: readonly RiskInput[] = ['usedShare', 'overdueHours'];

/** Does the ground show no more than when it was accepted? */
export function isAccepted(ground: Accepted, accepted: readonly Accepted[]): boolean {
  return accepted.some(
    (known) => known.id === ground.id && COUNTED.every((name) => amount(ground, name) <= amount(known, name)),
  );
}

function amount({ inputs }: Accepted, name: RiskInput): number {
  const value = inputs[name];
  return typeof value === 'number' ? value : 0;
}

/** What an item asks for now: the criteria that hold, and what its source told. */
export function groundsOf(hits: readonly RiskHit[], mark: string | null): readonly Accepted[] {
  const ruled = hits.map(({ id, inputs }) => ({ id, inputs }));
  return mark === null ? ruled : [...ruled, { id: mark, inputs: {} }];
}

/**
 * What of the accepted grounds lasts; the same list when all of it does. While its clock stands still an item has not
 * ceased to be late.
 */
export function stillAccepted(
  accepted: readonly Accepted[],
  grounds: readonly Accepted[],
  { used }: Pick<RiskFacts, 'used'>,
): readonly Accepted[] {
  const lasts = (known: Accepted) => {
    if (used === null && CLOCKED.some((name) => known.inputs[name] !== undefined)) return true;
    const present = grounds.find(({ id }) => id === known.id);
    return present !== undefined && isAccepted(present, [known]);
  };
  return accepted.every(lasts) ? accepted : accepted.filter(lasts);
}
