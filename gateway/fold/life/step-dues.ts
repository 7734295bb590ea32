import type { ClockName } from '../../contract/deadlines.ts';
import { type DueRecord, dueBefore, subjectAt } from '../case-due.ts';
import type { Setting } from '../context.ts';
import { givenAt } from './acts.ts';
import { dispatchesOf } from './dispatches.ts';
import { endedSteps } from './late-steps.ts';
import { stepDue } from './stage.ts';

/**
 * Until when a step that began at an instant had, or has, to be done; null without a limit. Of RESOLVE: how the item was due
 * when it was given more time at that instant. Instants are epoch ms.
 */
export function stepDueOf(
  record: DueRecord,
  setting: Setting,
): (clock: ClockName, since: number) => number | null {
  return (clock, since) => {
    const kept = record.stepDues.find((each) => each.clock === clock && each.since === since);
    if (kept !== undefined) return kept.dueAt;
    if (clock === 'RESOLVE') return dueBefore(record, setting, since);
    const facts = { subject: subjectAt(record, setting, since), marks: record.marks };
    return stepDue(clock, since, facts, setting.deadlines);
  };
}

/** What is kept when other rules come into force: a step that is done stays judged by the limit it ran under. */
export function stepDuesAfter(
  record: DueRecord,
  { former, setting }: { readonly former: Setting; readonly setting: Setting },
): DueRecord['stepDues'] {
  const [then, now] = [stepDueOf(record, former), stepDueOf(record, setting)];
  const done = [...answered(record), ...endedSteps(record), ...extended(record)];
  const changed = done.filter(({ clock, since }) => then(clock, since) !== now(clock, since));
  if (changed.length === 0) return record.stepDues;
  return [
    ...record.stepDues,
    ...changed.map(({ clock, since }) => ({ clock, since, dueAt: then(clock, since) })),
  ];
}

/** When more time was given. */
function extended({ steps }: DueRecord): readonly { readonly clock: ClockName; readonly since: number }[] {
  const given = steps.filter(({ type }) => type === 'case.extended').map(givenAt);
  return [...new Set(given)].map((since) => ({ clock: 'RESOLVE', since }));
}

/** Dispatches that something came after, if only another one to another unit. */
function answered(record: DueRecord): readonly { readonly clock: ClockName; readonly since: number }[] {
  const { marks } = record;
  const last = marks.findLastIndex(({ state }) => state !== 'DISPATCHED');
  const sent = marks.slice(0, last + 1).flatMap(({ state, at }) => (state === 'DISPATCHED' ? [at] : []));
  const left = dispatchesOf(record).flatMap(({ sentAt, leftAt }) => (leftAt === null ? [] : [sentAt]));
  return [...new Set([...sent, ...left])].map((since) => ({ clock: 'SIGN', since }));
}
