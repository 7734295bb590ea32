import type { FallingClock } from '../../contract/deadlines.ts';
import type { CaseEntity } from '../../contract/entities.ts';
import { FINAL_CASE_STATES } from '../../contract/vocabulary.ts';

/** A clock that something is waited for by. */
export interface Clock {
  readonly clock: FallingClock;
  /** The unit that is waited for, where it is not the holder. */
  readonly unit?: string;
  /** Epoch ms; null without a limit. */
  readonly dueAt: number | null;
}

/** The clocks of an item that is not over: its own, its present step's, those of its supporting units and letters. */
export function clocksOf({ state, dueAt, life }: CaseEntity): readonly Clock[] {
  if (FINAL_CASE_STATES.includes(state)) return [];
  const { stage, supports, letters } = life;
  const step =
    stage === null || stage.clock === 'RESOLVE' ? [] : [{ clock: stage.clock, dueAt: stage.dueAt }];
  return [
    { clock: 'RESOLVE', dueAt },
    ...step,
    ...supports.flatMap(supportClocks),
    ...letters.flatMap(letterClock),
  ];
}

function supportClocks(support: CaseEntity['life']['supports'][number]): readonly Clock[] {
  const { unit, signedAt, reportedAt, fedbackAt, releasedAt, signDueAt, feedbackDueAt } = support;
  if (releasedAt !== null || fedbackAt !== null) return [];
  const answer: Clock = { clock: 'SUPPORT', unit, dueAt: feedbackDueAt };
  return signedAt === null && reportedAt === null
    ? [{ clock: 'SIGN', unit, dueAt: signDueAt }, answer]
    : [answer];
}

function letterClock({ to, answerBy, answeredAt }: CaseEntity['life']['letters'][number]): readonly Clock[] {
  return answeredAt === null && answerBy !== null ? [{ clock: 'LETTER', unit: to, dueAt: answerBy }] : [];
}
