import type { AlarmEntity } from '../contract/entities.ts';

/**
 * True when `after` stands in an episode that `before` knew nothing of: also in one that was over when its raise was
 * heard, because the clearing came first; and also when a late raise told that it began earlier.
 */
export function isNewEpisode(before: AlarmEntity | undefined, after: AlarmEntity): boolean {
  if (before === undefined) return true;
  if (before.raisedAt === after.raisedAt) return before.finishedAt !== null && after.finishedAt === null;
  return before.finishedAt !== null || after.finishedAt === null;
}

/** When this very episode was said to have begun until a late raise told otherwise, epoch ms; null when none did. */
export function formerBeginning(before: AlarmEntity | undefined, after: AlarmEntity): number | null {
  if (before === undefined || before.raisedAt === after.raisedAt) return null;
  const [over, isOver] = [before.finishedAt !== null, after.finishedAt !== null];
  const same = over === isOver && (!over || after.raisedAt < before.raisedAt);
  return same ? before.raisedAt : null;
}
