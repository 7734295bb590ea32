import type { CaseEntity, VideoEntity } from '../../contract/entities.ts';
import { bandMeasure, channelMeasure, leadMeasure, trackMeasure } from '../../contract/measure-families.ts';
import type { MeasureId } from '../../contract/measures.ts';
import { VIDEO_CLASS_OF } from '../../contract/video.ts';
import { SCREEN_KIND_OF, UNCOUNTED_CASE_STATES } from '../../contract/vocabulary.ts';
import type { WarningEntity } from '../../contract/warnings.ts';
import type { CaseRecord } from '../case.ts';
import { endsBeforeIt } from '../case-sla.ts';
import type { Setting } from '../context.ts';
import { pausesOf } from '../deadline/pauses.ts';
import { dispatchesOf } from '../life/dispatches.ts';
import { videoFoundAt } from '../life/merging.ts';
import { stepDueOf } from '../life/step-dues.ts';
import { distinct } from '../life/steps.ts';
import { callsOf } from '../life/supports.ts';
import { stepsBy } from '../life/units.ts';
import { levelShares } from '../risk/numbers.ts';

/**
 * One share in one measure: which, on the day of which instant (epoch ms), how much; of items by row of the duty catalogue
 * also of which row.
 */
export type Moment = readonly [measure: MeasureId, at: number, value: number, row?: string];

const MINUTE_MS = 60_000;
const SATISFIED_FROM = 3;

/** Up to which duration, in minutes, values are rounded to which step. */
const STEPS = [
  [10, 0.25],
  [60, 1],
  [1_440, 10],
  [14_400, 60],
  [Number.POSITIVE_INFINITY, 1_440],
] as const;

/**
 * A duration in minutes, the coarser the longer: a few hundred values are enough for any median. Below ten minutes in
 * quarters, of which sums are exact: an alarm of the first priority has one minute.
 */
export function roundedMinutes(ms: number): number {
  const minutes = Math.max(0, ms / MINUTE_MS);
  const step = STEPS.find(([upTo]) => minutes < upTo)?.[1] ?? 1;
  return Math.round(minutes / step) * step;
}

/** Everything that one item adds to the figures; nothing while it does not count. */
export function caseMoments(
  record: CaseRecord,
  item: CaseEntity,
  { setting, again }: { readonly setting: Setting; readonly again: boolean },
): readonly Moment[] {
  if (UNCOUNTED_CASE_STATES.includes(item.state)) return [];
  return [
    ...receiptMoments(item, again),
    ...seenMoments(record, item),
    ...wayMoments(item),
    ...responseMoments(record, item),
    ...dispatchMoments(record, item, setting),
    ...feedbackMoments(record, item),
    ...answerMoments(record, item),
    ...callMoments(record, setting),
    ...closingMoments(record, item, setting),
    ...observationMoments(item),
    ...levelShares(item),
  ];
}

function receiptMoments(item: CaseEntity, again: boolean): Moment[] {
  const { receivedAt, closedAt, kind, people, amount, life } = item;
  const list: Moment[] = [['received', receivedAt, 1]];
  if (closedAt !== null) list.push(['cohortClosed', receivedAt, 1]);
  if (again || life.reopenings > 0 || life.check === 'FAILED' || life.tags.includes('REPEAT')) {
    list.push(['repeats', receivedAt, 1]);
  }
  if (kind === 'DISPUTE') {
    if (people !== null) list.push(['people', receivedAt, people]);
    // Whole fen: sums of fractions would depend on their order.
    if (amount?.owed !== undefined) list.push(['amount', receivedAt, Math.round(amount.owed * 100)]);
  }
  return list;
}

/** What video has found, once for each matter, whatever was merged into it. */
function seenMoments(record: CaseRecord, item: CaseEntity): Moment[] {
  const { receivedAt, closedAt, channel } = item;
  const closed = closedAt !== null;
  const list: Moment[] = [];
  const foundAt = videoFoundAt(record, item);
  if (foundAt !== null) list.push(['videoFound', foundAt, 1]);
  if (foundAt !== null && closed) list.push(['videoHandled', foundAt, 1]);
  if (channel === 'VIDEO_PATROL') list.push(['patrolFound', receivedAt, 1]);
  if (channel === 'VIDEO_PATROL' && closed) list.push(['patrolHandled', receivedAt, 1]);
  return list;
}

/** By which way it came, and on which it is resolved. */
function wayMoments({ receivedAt, kind, channel, life: { track } }: CaseEntity): Moment[] {
  const list: Moment[] = channel === null ? [] : [[channelMeasure(channel), receivedAt, 1]];
  if (kind === 'DISPUTE' && track !== null) list.push([trackMeasure(channel, track), receivedAt, 1]);
  return list;
}

/** An appeal is answered when the unit first feeds back. */
function answerMoments({ marks }: CaseRecord, { kind, receivedAt }: CaseEntity): Moment[] {
  if (SCREEN_KIND_OF[kind] !== 'APPEALS') return [];
  const received: Moment = ['appeals', receivedAt, 1];
  const answer = marks.find(({ state }) => state === 'FEEDBACK');
  if (answer === undefined) return [received];
  const { at } = answer;
  return [received, ['answered', at, 1], ['answerTime', at, roundedMinutes(at - receivedAt)]];
}

/**
 * Each call of a supporting unit 吹哨 on its day, whether the unit has reported for duty 报到 since, and how long that took. A
 * report that was told of a time before the call took none that could be told.
 */
function callMoments({ steps }: CaseRecord, setting: Setting): Moment[] {
  const calls = [...callsOf(stepsBy(distinct(steps), setting)).values()].flat();
  return calls.flatMap(({ calledAt, reportedAt }): Moment[] => {
    if (calledAt === undefined) return [];
    const called: Moment = ['called', calledAt, 1];
    if (reportedAt === undefined) return [called];
    const reported: Moment[] = [called, ['reported', calledAt, 1]];
    if (reportedAt < calledAt) return reported;
    return [...reported, ['reportTime', calledAt, roundedMinutes(reportedAt - calledAt)]];
  });
}

function responseMoments({ marks, lookedAt }: CaseRecord, { receivedAt }: CaseEntity): Moment[] {
  const acts = marks.filter(({ state, at }) => state !== 'RECEIVED' && at >= receivedAt).map(({ at }) => at);
  if (lookedAt !== null && lookedAt >= receivedAt) acts.push(lookedAt);
  if (acts.length === 0) return [];
  return [['responseTime', receivedAt, roundedMinutes(Math.min(...acts) - receivedAt)]];
}

function dispatchMoments(record: CaseRecord, item: CaseEntity, setting: Setting): Moment[] {
  const first = record.marks.find(({ state }) => state === 'DISPATCHED');
  if (first === undefined) return handBacks(record, item);
  const list: Moment[] = [ofRow(item, 'dispatched', first.at), ...handBacks(record, item)];
  if (item.life.returns > 0) list.push(ofRow(item, 'bounced', first.at));
  return [...list, ...signMoments(record, item, setting)];
}

/**
 * Each dispatch once: signed, or beyond its limit before it was signed or handed back, whatever became of the item then.
 * What left the unit within its limit is neither. `stage` says of the one that stands whether its clock has run out.
 */
function signMoments(record: CaseRecord, { life: { stage } }: CaseEntity, setting: Setting): Moment[] {
  const signDueOf = stepDueOf(record, setting);
  return dispatchesOf(record).flatMap(({ sentAt, signedAt, leftAt, imported }): Moment[] => {
    const dueAt = signDueOf('SIGN', sentAt);
    if (dueAt === null) return [];
    const due: Moment = ['signDue', sentAt, 1];
    if (signedAt !== null) return signedAt <= dueAt ? [due, ['signedOnTime', sentAt, 1]] : [due];
    const missed = leftAt === null ? stage?.clock === 'SIGN' && stage.overdue : leftAt > dueAt && !imported;
    return missed ? [due] : [];
  });
}

/** Each time that a unit handed it back 退回, on its day. */
function handBacks({ steps }: CaseRecord, item: CaseEntity): Moment[] {
  const returns = distinct(steps).filter(({ type }) => type === 'case.returned');
  return returns.map(({ at }) => ofRow(item, 'handBacks', at));
}

function ofRow({ life: { catalogueItem: row } }: CaseEntity, measure: MeasureId, at: number): Moment {
  return row === null ? [measure, at, 1] : [measure, at, 1, row];
}

function feedbackMoments({ marks, steps }: CaseRecord, { life }: CaseEntity): Moment[] {
  const fedback = marks.find(({ state }) => state === 'FEEDBACK');
  if (fedback === undefined) return [];
  const list: Moment[] = [['fedback', fedback.at, 1]];
  const calls = steps.filter(({ type }) => type === 'case.calledback');
  const waived = life.callback === 'WAIVED' || life.callback === 'IMPORTED';
  if (!waived || calls.length > 0) list.push(['callbackDue', fedback.at, 1]);
  if (calls.length > 0) list.push(['calledback', fedback.at, 1]);
  if (calls.some(({ callback }) => callback !== undefined)) list.push(['reached', fedback.at, 1]);
  if (life.reworks > 0) list.push(['reworked', fedback.at, 1]);
  return list;
}

function closingMoments(record: CaseRecord, item: CaseEntity, setting: Setting): Moment[] {
  const { closedAt, dueAt, sla, kind, outcome, handlingLevel, life } = item;
  if (closedAt === null) {
    const late = sla === 'OVERDUE' || sla === 'OVERDUE_REASONED';
    return late && dueAt !== null ? [['due', dueAt, 1]] : [];
  }
  const list: Moment[] = [['closed', closedAt, 1], ...spentMoments(record, item, closedAt, setting)];
  if (life.score !== null) list.push(['rated', closedAt, 1], [bandMeasure(life.score), closedAt, 1]);
  if (life.score !== null && life.score >= SATISFIED_FROM) list.push(['satisfied', closedAt, 1]);
  if (kind !== 'DISPUTE' || outcome === null) return list;
  list.push(['finalOutcome', closedAt, 1]);
  if (outcome !== 'RESOLVED') return list;
  list.push(['mediated', closedAt, 1]);
  const low = handlingLevel === 'VILLAGE' || handlingLevel === 'TOWNSHIP';
  return low ? [...list, ['mediatedLow', closedAt, 1]] : list;
}

/** How long it took, and whether that was in time. */
function spentMoments(record: CaseRecord, item: CaseEntity, closedAt: number, setting: Setting): Moment[] {
  if (endsBeforeIt(item)) return [];
  const worked = workedMs(record, item, closedAt, setting);
  const list: Moment[] = [['handleTime', closedAt, roundedMinutes(worked)]];
  if (item.dueAt !== null) list.push(['due', closedAt, 1]);
  if (item.dueAt !== null && closedAt <= item.dueAt) list.push(['onTime', closedAt, 1]);
  return list;
}

/** A closed item that is observed before it is struck off the list of risks. */
function observationMoments({ risk }: CaseEntity): Moment[] {
  const observation = risk?.observation;
  if (observation === undefined) return [];
  const { state, since, until, recurred } = observation;
  const list: Moment[] = [['observed', since, 1]];
  if (recurred > 0) list.push(['recurred', since, 1]);
  if (state === 'OBSERVED') return list;
  list.push(['strikeOffDue', until, 1]);
  return state === 'STRUCK_OFF' ? [...list, ['struckOff', until, 1]] : list;
}

/** Office time from receipt to closing, less that of approved suspensions. */
function workedMs(
  { marks }: CaseRecord,
  { receivedAt }: CaseEntity,
  closedAt: number,
  { deadlines: { calendar } }: Setting,
): number {
  const pauses = pausesOf(marks, ['SUSPENDED'], receivedAt);
  return pauses.reduce(
    (left, { from, to }) => left - calendar.workTime(from, Math.min(to ?? closedAt, closedAt)),
    calendar.workTime(receivedAt, closedAt),
  );
}

/** What a lead adds: that it came, and once it was judged what it was, or that nobody judged it. */
export function videoMoments(lead: VideoEntity): readonly Moment[] {
  const { state, type, raisedAt, judgedAt, lapsedAt, item } = lead;
  const name = VIDEO_CLASS_OF[type];
  const list: Moment[] = [
    ['leadsRaised', raisedAt, 1],
    [leadMeasure('leads', name), raisedAt, 1],
  ];
  if (lapsedAt !== undefined) list.push(['lapsedLeads', lapsedAt, 1]);
  if (judgedAt === null || (state !== 'VERIFIED' && state !== 'FALSE')) return list;
  list.push(['judgedLeads', judgedAt, 1], [leadMeasure('judgedLeads', name), judgedAt, 1]);
  if (state === 'VERIFIED') {
    if (item === null) list.push(['videoFound', judgedAt, 1]);
    list.push(['trueLeads', judgedAt, 1], [leadMeasure('verifiedLeads', name), judgedAt, 1]);
  }
  return list;
}

/** What a warning adds once it was issued: whether it was signed in time, answered and how fast, and what it was worth. */
export function warningMoments(warning: WarningEntity): readonly Moment[] {
  const { generatedAt, issuedAt, signedAt, signDueAt, answeredAt, endedAt, verdict } = warning;
  const list: Moment[] = [['warningsGenerated', generatedAt, 1]];
  if (issuedAt !== null) list.push(['warningsIssued', issuedAt, 1]);
  if (issuedAt !== null && signedAt !== null && signDueAt !== null && signedAt <= signDueAt)
    list.push(['warningsSignedInTime', issuedAt, 1]);
  if (issuedAt !== null && answeredAt !== null)
    list.push(
      ['warningsAnswered', issuedAt, 1],
      ['warningAnswerTime', issuedAt, roundedMinutes(answeredAt - issuedAt)],
    );
  if (endedAt !== null && verdict !== null) list.push(['warningsJudged', endedAt, 1]);
  if (endedAt !== null && verdict === 'USEFUL') list.push(['warningsUseful', endedAt, 1]);
  return list;
}
