import type { Command, LadderStep, Urgency } from '../../gateway/contract/index.ts';
import { EXTENSION_DAYS } from './cases/bounds.ts';
import { type CasePlan, type CaseWorld, LONGEST_DAYS } from './cases/stream.ts';
import { dayCache } from './day-cache.ts';
import type { TimedCommand } from './officers.ts';
import { draws } from './rng.ts';
import type { WorldBasis } from './stream.ts';
import { HOUR, MINUTE } from './time.ts';

const APPROVER = '值班长';
/** Who grants an extension of the long limits, as the gateway's shipped rules have it; of others the sender decides itself. */
const EXTENDS: Readonly<Partial<Record<Urgency, string>>> = { U5: APPROVER, LEGAL: '办理机关负责人' };
const CALLED_FOR = '权属待定，请到场联合研判';
const REASONS = {
  GRANTED: '情况属实，同意',
  REFUSED: '理由不充分，请按期办理',
  ENDED: '条件已具备，恢复计时',
} as const;

interface LetterWords {
  readonly reason: string;
  /** Post that signs it; 催办 is a telephone call. */
  readonly approver: string | null;
  /** Hours until an answer is due. */
  readonly answerH: number;
}

const LETTERS: Readonly<Record<LadderStep, LetterWords>> = {
  REMIND: { reason: '临近时限，请抓紧办理', approver: null, answerH: 8 },
  REMIND_LETTER: { reason: '已过时限，未见反馈', approver: APPROVER, answerH: 24 },
  SUPERVISE_LETTER: { reason: '提示后仍未办结', approver: '中心主任', answerH: 24 },
  ORDER: { reason: '经研判会议定，限期办结', approver: '分管领导', answerH: 48 },
  ACCOUNTABILITY: { reason: '长期超期，倒查薄弱环节', approver: '分管领导', answerH: 72 },
};

interface Desk {
  readonly cases: CaseWorld;
  readonly by: (id: string) => Command['by'];
  /** Commands before are not given: they have no time of their own. */
  readonly since: number;
}

/** Officers about items: they decide requests, write to units that are late, rung by rung, and call departments in for a review. */
export function deskOf({ seed, calendar, tag }: WorldBasis, { cases, by, since }: Desk) {
  const told = (
    { id }: CasePlan,
    [at, type, data]: readonly [at: number, type: Command['type'], data: Command['data']],
  ): TimedCommand => {
    const name = `${tag}-${type.slice('operation.'.length)}-${id}`;
    const which = data.step ?? (data.decision === 'ENDED' ? data.decision : undefined);
    const mark = typeof which === 'string' ? `-${which}` : '';
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
    const approver = EXTENDS[plan.urgency];
    if (approver === undefined) return [];
    const extension = { amount: EXTENSION_DAYS, unit: 'day' };
    return [told(plan, [decidedAt, 'operation.extension_decided', { ...decision, approver, extension }])];
  };

  /** Requests of which the business system tells no outcome: what the seat decides is all there is. */
  const answering = (plan: CasePlan): TimedCommand[] => {
    const { request } = plan.papers;
    if (request === null) return [];
    const { kind, decidedAt, decision, extension, until, endedAt } = request;
    const decided = { decision, reason: REASONS[decision], approver: APPROVER };
    if (kind === 'EXTENSION') {
      const by = decision === 'GRANTED' ? { extension } : {};
      return [told(plan, [decidedAt, 'operation.extension_decided', { ...decided, ...by }])];
    }
    const stands = until === null ? {} : { until: calendar.iso(until) };
    const first = told(plan, [decidedAt, 'operation.suspension_decided', { ...decided, ...stands }]);
    if (endedAt === null) return [first];
    const ended = { decision: 'ENDED', reason: REASONS.ENDED, approver: APPROVER };
    return [first, told(plan, [endedAt, 'operation.suspension_decided', ended])];
  };

  const writing = (plan: CasePlan): TimedCommand[] =>
    plan.papers.letters.map(({ at, step }) => {
      const { reason, approver, answerH } = LETTERS[step];
      const signed = approver === null ? {} : { approver };
      const answerBy = calendar.iso(at + answerH * HOUR);
      return told(plan, [
        at,
        'operation.letter_issued',
        { step, to: plan.holder, reason, ...signed, answerBy },
      ]);
    });

  const calling = (plan: CasePlan): TimedCommand[] => {
    const { holder, life } = plan;
    const [joint, dispatch] = [life.at.get('joint'), life.at.get('dispatch')];
    if (joint === undefined || dispatch === undefined || dispatch - joint < HOUR) return [];
    const come = joint + draws(seed, 'call', plan.id).between(15, 50) * MINUTE;
    return [
      told(plan, [joint + 2 * MINUTE, 'operation.called_in', { unit: holder, reason: CALLED_FOR }]),
      told(plan, [joint + 6 * MINUTE, 'operation.reported_in', { unit: holder, step: 'READ' }]),
      told(plan, [come, 'operation.reported_in', { unit: holder, step: 'REPORTED' }]),
      told(plan, [dispatch - MINUTE, 'operation.reported_in', { unit: holder, step: 'RELEASED' }]),
    ];
  };

  const days = dayCache<TimedCommand>(LONGEST_DAYS, (day) =>
    cases
      .plans(day)
      .flatMap((plan) => [...deciding(plan), ...answering(plan), ...writing(plan), ...calling(plan)])
      .filter(({ at }) => at > since),
  );
  return {
    commands: (from: number, to: number) =>
      days.between(calendar.dayOf(Math.max(from, since)), calendar.dayOf(to), { from, to }),
  };
}
