import { isAnnounced } from '../../contract/alarms.ts';
import type { FallingClock } from '../../contract/deadlines.ts';
import type { AlarmEntity, CaseEntity } from '../../contract/entities.ts';
import { FINAL_CASE_STATES } from '../../contract/vocabulary.ts';
import type { InstructionEntity, WarningEntity } from '../../contract/warnings.ts';

/** A clock that something is waited for by. */
export interface Clock {
  readonly clock: FallingClock;
  /** The unit that is waited for, where it is not the holder. */
  readonly unit?: string;
  /** Epoch ms; null without a limit. */
  readonly dueAt: number | null;
  /** Id of the limit, or the key of the clock in `warnings.json` or `alarms.json`; null for a date that somebody set. */
  readonly limit: string | null;
  readonly provisional: boolean;
}

/** What clocks run for. */
export interface Clocked {
  readonly items: Iterable<CaseEntity>;
  readonly warnings: Iterable<WarningEntity>;
  readonly instructions: Iterable<InstructionEntity>;
}

/** The same with alarms; what other rules do to theirs is not told among what they moved. */
export interface Falling extends Clocked {
  readonly alarms: Iterable<AlarmEntity>;
}

/** The clocks of an item that is not over: its own, its present step's, those of its supporting units and letters. */
export function clocksOf({ state, dueAt, limit, provisional, life }: CaseEntity): readonly Clock[] {
  if (FINAL_CASE_STATES.includes(state)) return [];
  const { stage, supports, letters } = life;
  return [
    { clock: 'RESOLVE', dueAt, limit, provisional },
    ...(stage === null || stage.clock === 'RESOLVE' ? [] : [stageClock(stage)]),
    ...supports.flatMap(supportClocks),
    ...letters.flatMap(letterClock),
  ];
}

function stageClock({ clock, dueAt, limit, provisional }: NonNullable<CaseEntity['life']['stage']>): Clock {
  return { clock, dueAt, limit, provisional };
}

function supportClocks(support: CaseEntity['life']['supports'][number]): readonly Clock[] {
  const { unit, signedAt, reportedAt, fedbackAt, releasedAt } = support;
  if (releasedAt !== null || fedbackAt !== null) return [];
  const answer: Clock = {
    clock: 'SUPPORT',
    unit,
    dueAt: support.feedbackDueAt,
    limit: support.feedbackLimit,
    provisional: support.feedbackProvisional,
  };
  if (signedAt !== null || reportedAt !== null) return [answer];
  const { signDueAt: dueAt, signLimit: limit, signProvisional: provisional } = support;
  return [{ clock: 'SIGN', unit, dueAt, limit, provisional }, answer];
}

function letterClock({ to, answerBy, answeredAt }: CaseEntity['life']['letters'][number]): readonly Clock[] {
  if (answeredAt !== null || answerBy === null) return [];
  return [{ clock: 'LETTER', unit: to, dueAt: answerBy, limit: null, provisional: false }];
}

/** The clock that a warning waits by, to be signed or to be answered. */
export function warningClock(warning: WarningEntity): Clock {
  const { state, level, unit, signDueAt, answerDueAt, provisional } = warning;
  const to = unit === null ? {} : { unit };
  if (state === 'ISSUED')
    return { clock: 'SIGN', ...to, dueAt: signDueAt, limit: `clocks.${level}.sign`, provisional };
  const dueAt = state === 'SIGNED' ? answerDueAt : null;
  return { clock: 'ANSWER', ...to, dueAt, limit: `clocks.${level}.answer`, provisional };
}

/** The receipt that an instruction waits for. */
export function instructionClock(instruction: InstructionEntity): Clock {
  const { state, unit, readDueAt, doneDueAt, provisional } = instruction;
  if (state === 'SENT')
    return { clock: 'READ', unit, dueAt: readDueAt, limit: 'instructions.read', provisional };
  const dueAt = state === 'READ' ? doneDueAt : null;
  return { clock: 'DONE', unit, dueAt, limit: 'instructions.done', provisional };
}

/**
 * The clock of an alarm that asks for attention: to be acknowledged, or until its acknowledgement lapses. One that is shelved
 * asks again when that is over, and is late then at once if its time had run out. None for one that ends by itself before.
 */
export function alarmClocks(alarm: AlarmEntity): readonly Clock[] {
  const { acked, ackBy, ackUntil, expiresAt, priority, shelved } = alarm;
  if (!isAnnounced({ ...alarm, shelved: null })) return [];
  const of = acked
    ? ({ clock: 'LAPSE', dueAt: ackUntil, limit: `acknowledgementHoldsS.${priority}` } as const)
    : ({ clock: 'ACKNOWLEDGE', dueAt: ackBy, limit: `acknowledgeWithinS.${priority}` } as const);
  const dueAt = of.dueAt === null ? null : Math.max(of.dueAt, shelved?.until ?? of.dueAt);
  if (dueAt === null || (expiresAt !== null && expiresAt <= dueAt)) return [];
  return [{ ...of, dueAt, provisional: false }];
}
