import { WARNING_STEPS, type WarningEntity } from '../../contract/warnings.ts';
import type { Context, Setting } from '../context.ts';
import type { Heard, TypeOf } from '../event.ts';
import { seatOf } from '../model.ts';
import { clockEnds, unitBy } from './clocks.ts';

type Operation = Heard<TypeOf<'operation'>>;
const STEPS: Readonly<
  Record<string, { readonly from: readonly string[]; readonly to: WarningEntity['state'] }>
> = WARNING_STEPS;

/**
 * A warning after a command; the same when the command comes too late for the state it is in. The door has refused what
 * did not fit; here only a command that lost a race is passed over.
 */
export function warningAfter(warning: WarningEntity, heard: Operation, setting: Setting): WarningEntity {
  const step = STEPS[heard.type];
  if (step === undefined || !step.from.includes(warning.state)) return warning;
  const moved = { state: step.to, version: warning.version + 1, movedBy: heard.entry.n };
  const next = { ...warning, ...doneBy(warning, heard, setting), ...moved };
  return { ...next, late: lateAt(next, heard.entry.time) };
}

function doneBy(warning: WarningEntity, heard: Operation, setting: Setting): Partial<WarningEntity> {
  const { time: at } = heard.entry;
  switch (heard.type) {
    case 'operation.warning_confirmed':
      return { confirmedAt: at, level: heard.data.level ?? warning.level };
    case 'operation.warning_issued': {
      const to = heard.data.unit === undefined ? {} : unitBy(heard.data.unit, setting);
      return { issuedAt: at, issuedBy: seatOf(heard.entry), ...to, ...signing(warning, at, setting) };
    }
    case 'operation.warning_signed':
      return { signedAt: at, ...answering(warning, at, setting) };
    case 'operation.warning_answered':
      return { answeredAt: at, answer: heard.data.note };
    case 'operation.warning_lifted':
      return { endedAt: at, verdict: heard.data.verdict };
    case 'operation.linked': {
      const item = heard.data.item ?? `warning:${warning.id}`;
      return { endedAt: at, verdict: 'USEFUL', item };
    }
    default:
      return {};
  }
}

function signing({ level }: WarningEntity, issuedAt: number, setting: Setting) {
  const { dueAt, provisional } = clockEnds(setting.rules.warnings.clocks[level].sign, issuedAt, setting);
  return { signDueAt: dueAt, provisional };
}

function answering({ level }: WarningEntity, signedAt: number, setting: Setting) {
  const { dueAt, provisional } = clockEnds(setting.rules.warnings.clocks[level].answer, signedAt, setting);
  return { answerDueAt: dueAt, provisional };
}

/** A warning under other rules or another calendar: the clock that runs is reckoned anew, none that was answered. */
export function warningReckoned(warning: WarningEntity, { now, setting }: Context): WarningEntity {
  const { state, issuedAt, signedAt } = warning;
  const signs = state === 'ISSUED' && issuedAt !== null ? signing(warning, issuedAt, setting) : {};
  const answers = state === 'SIGNED' && signedAt !== null ? answering(warning, signedAt, setting) : {};
  const next = { ...warning, ...signs, ...answers };
  return { ...next, late: lateAt(next, now) };
}

/** The clock that has run out at an instant. */
export function lateAt(
  { state, signDueAt, answerDueAt }: Omit<WarningEntity, 'late'>,
  now: number,
): WarningEntity['late'] {
  if (state === 'ISSUED' && signDueAt !== null && now > signDueAt) return 'SIGN';
  return state === 'SIGNED' && answerDueAt !== null && now > answerDueAt ? 'ANSWER' : null;
}
