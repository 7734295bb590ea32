import type { SupportStep } from '../../contract/life.ts';
import type { Support } from '../../contract/life-clocks.ts';
import type { Context, Setting } from '../context.ts';
import { type StepFacts, stepRun } from './stage.ts';
import { isOver, type LifeStep } from './steps.ts';

const INSTANT = {
  CALLED: 'calledAt',
  READ: 'readAt',
  SIGNED: 'signedAt',
  REPORTED: 'reportedAt',
  FEDBACK: 'fedbackAt',
  RELEASED: 'releasedAt',
} as const satisfies Record<SupportStep, keyof Support>;

/** One call of a supporting unit 吹哨, as far as its steps were told. Epoch ms. */
type Call = Partial<Record<(typeof INSTANT)[SupportStep], number>>;

const NONE: readonly Support[] = [];

interface SupportSetting extends Context {
  readonly open: boolean;
}

/**
 * The calls of each supporting unit, the units in the order in which they came in. A call after the unit has fed back, was
 * released or the item was over is another one; before that it is the same call, told again.
 */
export function callsOf(steps: readonly LifeStep[]): ReadonlyMap<string, readonly Call[]> {
  const units = new Map<string, readonly Call[]>();
  const done = new Set<string>();
  for (const { state, support, at } of steps) {
    if (isOver(state ?? null)) for (const unit of units.keys()) done.add(unit);
    if (support === undefined) continue;
    const { unit, step } = support;
    const anew = step === 'CALLED' && done.delete(unit);
    if (step === 'FEDBACK' || step === 'RELEASED') done.add(unit);
    const calls = units.get(unit) ?? [];
    const present = anew ? {} : (calls.at(-1) ?? {});
    const name = INSTANT[step];
    units.set(unit, [...(anew ? calls : calls.slice(0, -1)), { ...present, [name]: present[name] ?? at }]);
  }
  return units;
}

/** Supporting units by their last call, each with its own clocks, which stand where their limits say so. */
export function supportsOf(
  steps: readonly LifeStep[],
  facts: StepFacts,
  { now, open, setting }: SupportSetting,
): readonly Support[] {
  const units = callsOf(steps);
  if (units.size === 0) return NONE;
  return [...units].map(([unit, calls]) => {
    const support = supportOf(unit, calls.at(-1) ?? {}, facts, setting);
    return { ...support, overdue: open && clocksOf(support).some((dueAt) => now > dueAt) };
  });
}

/** When a supporting unit of an open item turns late by itself; null for never. */
export function supportsTurnAt(supports: readonly Support[], now: number): number | null {
  const ahead = supports.flatMap(clocksOf).filter((dueAt) => dueAt >= now);
  return ahead.length === 0 ? null : Math.min(...ahead) + 1;
}

/** The clocks of a supporting unit that run: to sign, or report for duty, and to feed back. */
function clocksOf(support: Omit<Support, 'overdue'>): readonly number[] {
  const { signedAt, reportedAt, fedbackAt, releasedAt, signDueAt, feedbackDueAt } = support;
  if (fedbackAt !== null || releasedAt !== null) return [];
  const sign = signedAt === null && reportedAt === null ? signDueAt : null;
  return [sign, feedbackDueAt].filter((dueAt) => dueAt !== null);
}

function supportOf(
  unit: string,
  call: Call,
  { subject, marks }: StepFacts,
  setting: Setting,
): Omit<Support, 'overdue'> {
  const { calledAt = null, readAt = null, signedAt = null } = call;
  const { reportedAt = null, fedbackAt = null, releasedAt = null } = call;
  const own = { subject: { ...subject, unit }, marks };
  const running = (clock: 'SIGN' | 'SUPPORT', from: number | null) => {
    const run = from === null ? null : stepRun(clock, from, own, setting.deadlines);
    return run === null || run.stands ? null : run;
  };
  const sign = running('SIGN', calledAt);
  const feedback = running('SUPPORT', signedAt ?? calledAt);
  return {
    unit,
    name: setting.units.get(unit)?.shortName ?? unit,
    calledAt,
    readAt,
    signedAt,
    reportedAt,
    fedbackAt,
    releasedAt,
    signDueAt: sign?.dueAt ?? null,
    signLimit: sign?.limit ?? null,
    signProvisional: sign?.provisional ?? false,
    feedbackDueAt: feedback?.dueAt ?? null,
    feedbackLimit: feedback?.limit ?? null,
    feedbackProvisional: feedback?.provisional ?? false,
  };
}
