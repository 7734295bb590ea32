import type { CaseTag, Channel, ResolutionTrack } from '../../../gateway/contract/index.ts';
import { byWeight, type Draw } from '../rng.ts';
import type { Scenario } from '../scenario.ts';
import { DAY, HOUR } from '../time.ts';
import type { CaseDraft } from './draft.ts';
import type { CaseLife } from './life.ts';
import type { Step } from './steps.ts';

/** Ways on which disputes are resolved and how often, by where they were handed over from. */
const USUAL_TRACKS: readonly (readonly [ResolutionTrack, number])[] = [
  ['PEOPLE_MEDIATION', 58],
  ['ADMIN_MEDIATION', 16],
  ['INDUSTRY_MEDIATION', 12],
  ['SETTLEMENT', 8],
  ['ARBITRATION', 6],
];
const TRACKS: Readonly<Partial<Record<Channel, typeof USUAL_TRACKS>>> = {
  POLICE_110: [
    ['PEOPLE_MEDIATION', 70],
    ['SETTLEMENT', 20],
    ['ADMIN_MEDIATION', 10],
  ],
  PETITION: [
    ['ADMIN_MEDIATION', 42],
    ['PEOPLE_MEDIATION', 36],
    ['ARBITRATION', 12],
    ['ADMIN_REVIEW', 10],
  ],
  COURT: [
    ['JUDICIAL_MEDIATION', 52],
    ['PEOPLE_MEDIATION', 30],
    ['LITIGATION', 18],
  ],
};
const TRACKED_SHARE = 0.85;

/** Marks that some items carry, and how many of a thousand. */
const TAGS: readonly (readonly [CaseTag, number])[] = [
  ['LEGACY', 0.03],
  ['INSTRUCTED', 0.02],
  ['REPEAT', 0.025],
  ['CROSS_LEVEL', 0.02],
  ['PINNED', 0.006],
];
const OVERDUE_REASONS = [
  '材料到货延迟，已与属地商定本周内完成',
  '一方外出未归，已约定返回后继续调解',
  '需两部门联合处置，已排定联合作业日期',
];
const REASONED_SHARE = 0.7;
const FAILED_CHECK_SHARE = 0.5;
/** Nothing is reopened so late that it would outlast the longest life. */
const REOPENED_WITHIN = 50 * DAY;

function tagsOf(draw: Draw, { level, limit, dueAt }: CaseDraft, { closedAt, newDueAt }: CaseLife): CaseTag[] {
  const tags: CaseTag[] = TAGS.filter(([, share]) => draw.chance(share)).map(([tag]) => tag);
  if (level === 'HIGH') tags.push('TASKFORCE');
  if (limit.urgency === 'U2' && draw.chance(0.4)) tags.push('URGENT');
  if (closedAt > (newDueAt ?? dueAt) && draw.chance(0.4)) tags.push('SUPERVISED');
  return tags;
}

/** What is said beside the usual data of a step. */
function besideOf(draw: Draw, { type, data }: Step, item: CaseDraft, life: CaseLife): Step['data'] {
  if (type === 'case.reworked') return draw.chance(FAILED_CHECK_SHARE) ? { check: 'FAILED' } : {};
  if (type === 'case.progressed' && data.state === 'CALLBACK') return { check: 'PASSED' };
  if (type !== 'case.started') return {};
  const ways = TRACKS[item.channel] ?? USUAL_TRACKS;
  const track = byWeight(ways, draw.next(), ([, weight]) => weight)[0];
  const resolved = item.sort.kind === 'DISPUTE' && draw.chance(TRACKED_SHARE);
  const tags = tagsOf(draw, item, life);
  return { ...(resolved ? { track } : {}), ...(tags.length === 0 ? {} : { tags }) };
}

/** 超时说明: why it is late, told while it is. */
function excuse(draw: Draw, { dueAt }: CaseDraft, { at, closedAt, newDueAt, fate }: CaseLife): Step[] {
  const due = newDueAt ?? dueAt;
  const end = at.get('feed') ?? closedAt;
  if (fate !== 'CLOSED' || end < due + HOUR || !draw.chance(REASONED_SHARE)) return [];
  const told = Math.round(due + (end - due) * draw.between(0.1, 0.6));
  if (told <= (at.get('start') ?? told)) return [];
  const data = { overdueReason: draw.pick(OVERDUE_REASONS), note: '已说明超期原因' };
  return [{ at: told, type: 'case.progressed', data }];
}

/** The matter came up again after closing, and was handled once more. */
function reopening(
  draw: Draw,
  { holder, receivedAt }: CaseDraft,
  life: CaseLife,
  reopenedShare: number,
): Step[] {
  if (life.fate !== 'CLOSED' || !draw.chance(reopenedShare)) return [];
  let at = life.closedAt;
  const after = (least: number, most: number) => {
    at = Math.round(at + draw.between(least, most) * HOUR);
    return at;
  };
  const steps: Step[] = [
    {
      at: after(8, 60),
      type: 'case.reopened',
      data: { state: 'IN_PROGRESS', holder, reason: '问题再次出现，重新办理' },
    },
    { at: after(6, 20), type: 'case.fedback', data: { state: 'FEEDBACK', holder: null, note: '已再次处置' } },
    {
      at: after(1, 4),
      type: 'case.progressed',
      data: { state: 'CALLBACK', check: 'PASSED', note: '反馈核查通过，待回访' },
    },
    { at: after(1, 5), type: 'case.calledback', data: { state: 'CALLBACK', callback: 'PASSED' } },
    { at: after(0.3, 2), type: 'case.closed', data: { state: 'CLOSED', outcome: 'RESOLVED' } },
  ];
  return at > receivedAt + REOPENED_WITHIN ? [] : steps;
}

/**
 * The steps of an item with what sets it apart: the way on which a dispute is resolved, marks, checks, why it is late,
 * and now and then a second life.
 */
export function withParticulars(
  draw: Draw,
  { reopenedShare }: Pick<Scenario['cases'], 'reopenedShare'>,
  {
    item,
    life,
    steps,
  }: { readonly item: CaseDraft; readonly life: CaseLife; readonly steps: readonly Step[] },
): Step[] {
  const told = steps.map((step) => ({
    ...step,
    data: { ...step.data, ...besideOf(draw, step, item, life) },
  }));
  return [...told, ...excuse(draw, item, life), ...reopening(draw, item, life, reopenedShare)];
}
