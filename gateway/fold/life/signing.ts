import { type DueRecord, subjectAt } from '../case-due.ts';
import type { Setting } from '../context.ts';
import { stepDue } from './stage.ts';

type Sent = Pick<DueRecord, 'cells' | 'marks' | 'steps' | 'signDues'>;

/** Until when each dispatch had, or has, to be signed; null without a limit. Instants are epoch ms. */
export function signDueOf(record: Sent, setting: Setting): (sentAt: number) => number | null {
  return (sentAt) => {
    const kept = record.signDues.find((each) => each.sentAt === sentAt);
    if (kept !== undefined) return kept.dueAt;
    const facts = { subject: subjectAt(record, setting, sentAt), marks: record.marks };
    return stepDue('SIGN', sentAt, facts, setting.deadlines);
  };
}

/** What is kept when other rules come into force: a dispatch that was answered stays judged by the limit it ran under. */
export function signDuesAfter(
  record: Sent,
  { former, setting }: { readonly former: Setting; readonly setting: Setting },
): Sent['signDues'] {
  const [then, now] = [signDueOf(record, former), signDueOf(record, setting)];
  const changed = answered(record).filter((sentAt) => then(sentAt) !== now(sentAt));
  if (changed.length === 0) return record.signDues;
  return [...record.signDues, ...changed.map((sentAt) => ({ sentAt, dueAt: then(sentAt) }))];
}

/** Dispatches that something came after. */
function answered({ marks }: Sent): readonly number[] {
  const last = marks.findLastIndex(({ state }) => state !== 'DISPATCHED');
  const sent = marks.slice(0, last + 1).filter(({ state }) => state === 'DISPATCHED');
  return [...new Set(sent.map(({ at }) => at))];
}
