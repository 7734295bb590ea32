import type { CaseEntity } from '../../gateway/contract/entities.ts';
import { durationWords } from '../locale/time.ts';
import type { Say } from '../locale/words.ts';

/** How a clock of an item stands; its looks follow it. */
export type ClockTone = 'overdue' | 'due-soon' | 'normal' | 'paused';

const TONES: Readonly<Partial<Record<CaseEntity['sla'], ClockTone>>> = {
  OVERDUE: 'overdue',
  OVERDUE_REASONED: 'overdue',
  DUE_SOON: 'due-soon',
  NORMAL: 'normal',
  PAUSED: 'paused',
};

/** How the clock of an item stands; null without one that runs or stands. */
export function toneOf({ sla }: Pick<CaseEntity, 'sla'>): ClockTone | null {
  return TONES[sla] ?? null;
}

/** An item's clock in its big words (decisions D7). @param now server time, ms */
export function clockWords(
  { dueAt, remainingWorkdays, restsUntil, urgency }: CaseEntity,
  tone: ClockTone,
  { now, say }: { readonly now: number; readonly say: Say },
): string {
  if (tone === 'paused' || dueAt === null) return say('timer.paused');
  const left = dueAt - now;
  const late = tone === 'overdue';
  if (!late && remainingWorkdays !== null && remainingWorkdays >= 1)
    return say('timer.workdays', { n: remainingWorkdays });
  if (!late && restsUntil !== null && restsUntil > now) return say('timer.rests');
  const duration = durationWords(late ? -left : left, say, { seconds: urgency === 'U1' });
  return say(late ? 'timer.overdue' : 'timer.left', { duration });
}
