import { WARNING_RULE_PREFIXES } from '../contract/kpi-warning.ts';
import type { InstructionEntity, WarningEntity } from '../contract/warnings.ts';
import { one } from './contribution.ts';
import type { Contribution } from './kpi.ts';

const list = (...ids: readonly (string | false)[]): readonly Contribution[] =>
  ids.filter((id) => id !== false).map(one);

/** What one warning adds: where it stands, what came of it today, and what its rule was worth. */
export function warningContributions(warning: WarningEntity, today: number): readonly Contribution[] {
  const { generatedAt, issuedAt } = warning;
  return [
    ...standing(warning),
    ...ofRule(warning),
    ...list(
      generatedAt >= today && 'warning.generatedToday',
      issuedAt !== null && issuedAt >= today && 'warning.issuedToday',
    ),
  ];
}

function standing({ state, level, late, issuedAt, endedAt }: WarningEntity): readonly Contribution[] {
  if (endedAt !== null) return [];
  return list(
    'warning.open',
    `warning.open.${level}`,
    state === 'GENERATED' && 'warning.generated',
    state === 'CONFIRMED' && 'warning.confirmed',
    issuedAt !== null && 'warning.issued',
    state === 'ISSUED' && 'warning.unsigned',
    state === 'SIGNED' && 'warning.unanswered',
    late === 'SIGN' && 'warning.signLate',
    late === 'ANSWER' && 'warning.answerLate',
  );
}

function ofRule(warning: WarningEntity): readonly Contribution[] {
  const { rule, state, late, verdict, issuedAt, signedAt, signDueAt, answeredAt, answerDueAt } = warning;
  const its = WARNING_RULE_PREFIXES;
  const inTime = signedAt !== null && signDueAt !== null && signedAt <= signDueAt;
  const wasLate = isPast(signedAt, signDueAt) || isPast(answeredAt, answerDueAt);
  return list(
    its.GENERATED + rule,
    issuedAt !== null && its.ISSUED + rule,
    inTime && its.SIGNED_IN_TIME + rule,
    answeredAt !== null && its.ANSWERED + rule,
    (late !== null || wasLate) && its.OVERDUE + rule,
    state === 'CONVERTED' && its.CONVERTED + rule,
    verdict === 'USEFUL' && its.USEFUL + rule,
    verdict === 'FALSE' && its.FALSE + rule,
  );
}

/** Late stays late: a signature that came after its time takes nothing back. */
function isPast(at: number | null, dueAt: number | null): boolean {
  return at !== null && dueAt !== null && at > dueAt;
}

/** What one instruction adds: its receipts, today's and those still to come. */
export function instructionContributions(
  { state, late, sentAt, readAt, doneAt }: InstructionEntity,
  today: number,
): readonly Contribution[] {
  const isToday = (at: number | null) => at !== null && at >= today;
  return list(
    state !== 'DONE' && 'instruction.open',
    state === 'SENT' && 'instruction.unread',
    late !== null && 'instruction.late',
    isToday(sentAt) && 'instruction.sentToday',
    isToday(readAt) && 'instruction.readToday',
    isToday(doneAt) && 'instruction.doneToday',
  );
}
