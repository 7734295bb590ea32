import type { Command } from '../../gateway/contract/index.ts';
import { EXTENSION_DAYS } from './cases/bounds.ts';
import { type CasePlan, type CaseWorld, LONGEST_DAYS } from './cases/stream.ts';
import { dayCache } from './day-cache.ts';
import type { TimedCommand } from './officers.ts';
import { draws } from './rng.ts';
import type { WorldBasis } from './stream.ts';
import { HOUR, MINUTE } from './time.ts';

const APPROVER = '值班长';
const CALLED_FOR = '权属待定，请到场联合研判';

interface Desk {
  readonly cases: CaseWorld;
  readonly by: (id: string) => Command['by'];
  /** Commands before are not given: they have no time of their own. */
  readonly since: number;
}

/** Officers about items: they decide requests, write to units that are late, and call departments in for a review. */
export function deskOf({ seed, calendar, tag }: WorldBasis, { cases, by, since }: Desk) {
  const told = (
    { id }: CasePlan,
    [at, type, data]: readonly [at: number, type: Command['type'], data: Command['data']],
  ): TimedCommand => {
    const name = `${tag}-${type.slice('operation.'.length)}-${id}`;
    const mark = typeof data.step === 'string' ? `-${data.step}` : '';
    return {
      at: Math.round(at),
      command: { id: `${name}${mark}`, type, subject: `case:${id}`, by: by(id), data },
    };
  };

  const deciding = (plan: CasePlan): TimedCommand[] => {
    const { at } = plan.life;
    const asked = at.get('asked');
    const granted = at.get('suspend') ?? at.get('extended');
    if (asked === undefined || granted === undefined || granted <= asked) return [];
    const decidedAt = asked + (granted - asked) * draws(seed, 'decide', plan.id).between(0.2, 0.9);
    const decision = { decision: 'GRANTED', reason: '情况属实，同意', approver: APPROVER };
    if (at.has('suspend')) return [told(plan, [decidedAt, 'operation.suspension_decided', decision])];
    const extension = { amount: EXTENSION_DAYS, unit: 'day' };
    return [told(plan, [decidedAt, 'operation.extension_decided', { ...decision, extension }])];
  };

  const writing = (plan: CasePlan): TimedCommand[] => {
    const { dueAt, holder, life } = plan;
    const late = (life.newDueAt ?? dueAt) + draws(seed, 'letter', plan.id).between(0.5, 3) * HOUR;
    if (late >= (life.at.get('feed') ?? life.closedAt)) return [];
    const letter = { step: 'REMIND_LETTER', to: holder, reason: '已过时限，未见反馈', approver: APPROVER };
    const answerBy = calendar.iso(late + 24 * HOUR);
    return [told(plan, [late, 'operation.letter_issued', { ...letter, answerBy }])];
  };

  const calling = (plan: CasePlan): TimedCommand[] => {
    const { holder, life } = plan;
    const [joint, dispatch] = [life.at.get('joint'), life.at.get('dispatch')];
    if (joint === undefined || dispatch === undefined || dispatch - joint < HOUR) return [];
    const come = joint + draws(seed, 'call', plan.id).between(15, 50) * MINUTE;
    return [
      told(plan, [joint + 2 * MINUTE, 'operation.called_in', { unit: holder, reason: CALLED_FOR }]),
      told(plan, [come, 'operation.reported_in', { unit: holder, step: 'REPORTED' }]),
      told(plan, [dispatch - MINUTE, 'operation.reported_in', { unit: holder, step: 'RELEASED' }]),
    ];
  };

  const days = dayCache<TimedCommand>(LONGEST_DAYS, (day) =>
    cases
      .plans(day)
      .flatMap((plan) => [...deciding(plan), ...writing(plan), ...calling(plan)])
      .filter(({ at }) => at > since),
  );
  return {
    commands: (from: number, to: number) =>
      days.between(calendar.dayOf(Math.max(from, since)), calendar.dayOf(to), { from, to }),
  };
}
