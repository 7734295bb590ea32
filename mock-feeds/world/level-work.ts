import type { Command, RiskLevel } from '../../gateway/contract/index.ts';
import { nextWorking } from './cases/hours.ts';
import { type CasePlan, type CaseWorld, LONGEST_DAYS } from './cases/stream.ts';
import { dayCache } from './day-cache.ts';
import type { Officers, TimedCommand } from './officers.ts';
import { type Draw, draws } from './rng.ts';
import type { WorldBasis } from './stream.ts';
import { DAY, HOUR } from './time.ts';

/** Hours between two reviews: a little less than the shipped rules allow. */
const REVIEW_H: Readonly<Record<RiskLevel, number>> = { HIGH: 21, MEDIUM: 64, LOW: 156 };
const LATE_BY = 1.5;
const CLEAN_SHARE = 0.35;
const REJECTED_SHARE = 0.2;
/** Posts without a rank: that comes with the level. */
const POSTS = ['包联领导岗位', '综治委员岗位', '分管负责人岗位'];
const MEASURES: Readonly<Record<RiskLevel, readonly string[]>> = {
  HIGH: ['一案一策', '每日会商', '专人盯办'],
  MEDIUM: ['每三日走访', '部门联合会商'],
  LOW: ['网格员跟踪'],
};
const BELOW = { HIGH: 'MEDIUM', MEDIUM: 'LOW' } as const;
const ABOVE = { MEDIUM: 'HIGH', LOW: 'MEDIUM' } as const;
const RAISED_SHARE = 0.03;
/** Of the levels that were lowered for a time, how many go back before, and after which part of that time. */
const ENDED_SHARE = 0.3;
const EARLY = 0.6;
const END = { step: 'END_OVERRIDE', reason: '情况有变，按标准重新定级' };

/** An item as those who mind levels know it: how high its risk was told to be, since when, until when it is open. */
interface Levelled {
  readonly id: string;
  readonly level: RiskLevel;
  readonly levelledAt: number;
  readonly closedAt: number;
  readonly holder: string;
}

interface Desk {
  readonly basis: WorldBasis;
  readonly plan: Levelled;
  readonly draw: Draw;
  readonly say: (at: number, act: string, words: Words, seat?: string) => TimedCommand;
}

type Words = Pick<Command, 'type' | 'data'>;

/** Those who mind the risk levels. They sit beside the officers at the alarms, so that neither waits for the other. */
export function assessorsOf(basis: WorldBasis, cases: Pick<CaseWorld, 'plans'>): Officers {
  const { calendar, startMs: since } = basis;
  const days = dayCache<TimedCommand>(LONGEST_DAYS, (day) =>
    cases.plans(day).flatMap((plan) => levelWork(basis, plan)),
  );
  return {
    since,
    commands: (from, to) =>
      days
        .between(calendar.dayOf(Math.max(from, since)), calendar.dayOf(to), { from, to })
        .sort((a, b) => a.at - b.at || (a.command.id < b.command.id ? -1 : 1)),
  };
}

/**
 * The work on an item's level: a post is made to answer for it, it is reviewed again and again (some late), and now and
 * then one seat proposes to lower it for a time, and another one decides; or one seat raises it.
 */
function levelWork(basis: WorldBasis, item: CasePlan): TimedCommand[] {
  const plan = levelledOf(item);
  if (plan === null || plan.closedAt <= basis.startMs) return [];
  const draw = draws(basis.seed, 'level-work', plan.id);
  const { seats } = basis.scenario.officers;
  const own = draw.pick(seats);
  const desk: Desk = {
    basis,
    plan,
    draw,
    say: (at, act, words, seat = own) => ({
      at: Math.round(at),
      command: {
        ...words,
        id: `${basis.tag}-${act}-${plan.id}`,
        subject: `case:${plan.id}`,
        by: { seat, role: 'duty_officer' },
      },
    }),
  };
  const others = seats.filter((seat) => seat !== own);
  const reviewed = reviews(desk);
  const lowered = lowering(desk, others.length === 0 ? own : draw.pick(others));
  return [...reviewed, ...lowered, ...(lowered.length === 0 ? raising(desk) : [])];
}

/** Null for a facility item, which carries no level. */
function levelledOf({ id, level, holder, receivedAt, life }: CasePlan): Levelled | null {
  if (level === null || level === 'UNDETERMINED') return null;
  const step = life.levelledAtDispatch ? 'dispatch' : 'levelled';
  const later = life.firstLevel === 'UNDETERMINED' ? life.at.get(step) : undefined;
  return { id, level, levelledAt: later ?? receivedAt, closedAt: life.closedAt, holder };
}

/** Of the reviews before the start only the last is told, at the start: a command has no time of its own. */
function reviews({ basis, plan, draw, say }: Desk): TimedCommand[] {
  const { assignedShare, lateReviewShare } = basis.scenario.officers.levels;
  const instants: number[] = [];
  let at = plan.levelledAt + draw.between(0.5, 5) * HOUR;
  while (at < plan.closedAt) {
    const held = nextWorking(draw, basis.calendar, at);
    if (held < plan.closedAt) instants.push(held);
    const late = draw.chance(lateReviewShare) ? LATE_BY : 1;
    at = held + REVIEW_H[plan.level] * late * HOUR;
  }
  const guarantee = draw.chance(assignedShare) ? { guarantee: draw.pick(POSTS) } : {};
  const first = { measures: [...MEASURES[plan.level]], taskforce: plan.level === 'HIGH' };
  return instants
    .filter((each, i) => each >= basis.startMs || (instants[i + 1] ?? basis.startMs) >= basis.startMs)
    .map((each) => Math.max(each, basis.startMs))
    .map((each, i) => {
      const result = draw.chance(CLEAN_SHARE) ? 'CLEAN' : 'CONTINUE';
      const visited = i > 0 && result === 'CONTINUE' ? { unit: plan.holder, note: '承办单位走访后研判' } : {};
      const data = { result, ...guarantee, ...(i === 0 ? first : visited) };
      return say(each, `review${i}`, { type: 'operation.reviewed', data });
    });
}

function lowering({ basis, plan, draw, say }: Desk, other: string): TimedCommand[] {
  const { startMs, calendar, scenario } = basis;
  const { level, levelledAt, closedAt } = plan;
  if (level === 'LOW' || !draw.chance(scenario.officers.levels.loweredShare)) return [];
  const wished = levelledAt + (closedAt - levelledAt) * draw.between(0.2, 0.7);
  const held = nextWorking(draw, calendar, wished);
  const proposedAt = Math.max(held, startMs);
  const decidedAt = nextWorking(draw, calendar, held + draw.between(0.4, 20) * HOUR);
  const endsAt = Math.round(decidedAt / HOUR) * HOUR + draw.int(3, 10) * DAY;
  if (endsAt <= startMs || proposedAt >= closedAt) return [];
  const until = calendar.iso(endsAt);
  const type = 'operation.level_changed';
  const reason = '多次走访无新情况，现场可控';
  const propose = { step: 'PROPOSE', to: BELOW[level], until, reason };
  const decide = draw.chance(REJECTED_SHARE)
    ? { step: 'REJECT', reason: '时间尚短，继续盯办' }
    : { step: 'APPROVE', reason: '情况属实，同意' };
  const proposal = say(proposedAt, 'lower1', { type, data: propose });
  const decision = say(Math.max(decidedAt, startMs), 'lower2', { type, data: decide }, other);
  if (decidedAt >= closedAt) return [proposal];
  const early = Math.max(decidedAt, startMs) + (endsAt - decidedAt) * EARLY;
  const ends = decide.step === 'APPROVE' && early < closedAt && endHere({ basis, plan });
  return [proposal, decision, ...(ends ? [say(early, 'lower3', { type, data: END })] : [])];
}

/** Is a change for a time taken back before its end? */
function endHere({ basis, plan }: Pick<Desk, 'basis' | 'plan'>): boolean {
  return draws(basis.seed, 'end-override', plan.id).chance(ENDED_SHARE);
}

/** One seat raises a level for a time: something has been heard that no criterion knows. */
function raising({ basis, plan, say }: Desk): TimedCommand[] {
  const { startMs, calendar, seed } = basis;
  const { level, levelledAt, closedAt } = plan;
  const draw = draws(seed, 'raise', plan.id);
  if (level === 'HIGH' || !draw.chance(RAISED_SHARE)) return [];
  const at = nextWorking(draw, calendar, levelledAt + (closedAt - levelledAt) * draw.between(0.2, 0.6));
  if (at < startMs || at >= closedAt) return [];
  const until = calendar.iso(Math.round(at / HOUR) * HOUR + draw.int(2, 6) * DAY);
  const data = { step: 'RAISE', to: ABOVE[level], until, reason: '走访反映情绪激化，先行提级盯办' };
  return [say(at, 'raise', { type: 'operation.level_changed', data })];
}
