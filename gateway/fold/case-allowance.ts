import type { Allowance } from '../contract/deadlines.ts';
import type { CaseRecord } from './case.ts';
import { boundAt } from './case-due.ts';
import { presented } from './case-item.ts';
import type { Context } from './context.ts';
import { distinct } from './life/steps.ts';

/** What a seat would grant after all that was told. */
const NOW_BY_DESK = { at: Number.POSITIVE_INFINITY, grantedAt: Number.POSITIVE_INFINITY };

/**
 * How far a seat may extend an item's deadline by the rules; null where nothing bounds it. What its course is judged by
 * bounds it, and what its course counts is used up.
 */
export function allowanceOf(kept: CaseRecord, context: Context): Allowance | null {
  const record = presented(kept, context);
  const bound = boundAt(record, context.setting, NOW_BY_DESK);
  if (bound === null) return null;
  const { limit, startAt, beside } = bound;
  const given = distinct(record.steps).filter(
    ({ type, extended, at }) => type === 'case.extended' && extended !== undefined && at >= startAt,
  );
  const { id, unit, extension } = limit;
  return { id, unit, extension, used: given.length, beside };
}
