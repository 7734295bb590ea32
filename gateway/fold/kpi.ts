import type { CaseEntity, EntityOf, TerminalEntity } from '../contract/entities.ts';
import {
  ASTRAY_MERGES,
  CATALOGUE_RETURNED_PREFIX,
  LEVEL_BUCKETS,
  WITHDRAWN_IRREGULAR,
} from '../contract/kpi.ts';
import type { CaseLife } from '../contract/life.ts';
import {
  CASE_KINDS,
  CASE_STATES,
  SCREEN_KIND_OF,
  SCREEN_KINDS,
  type ScreenKind,
  STAGE_OF,
  STAGES,
  UNCOUNTED_CASE_STATES,
} from '../contract/vocabulary.ts';
import { isFinal } from './case-sla.ts';
import { one, table } from './contribution.ts';
import { counts } from './event.ts';
import { alarmContributions } from './kpi-alarm.ts';
import { lateStepContributions, panelContributions } from './kpi-case.ts';
import { deviceContributions } from './kpi-terminal.ts';
import { patrolContributions, videoContributions } from './kpi-video.ts';
import { instructionContributions, warningContributions } from './kpi-warning.ts';
import type { CountedKind } from './model.ts';
import { levelBefore, observationIds, openLevelIds, todaysChangeIds } from './risk/numbers.ts';

/** What one entity adds to one number; with an area also to that number of the area. */
export interface Contribution {
  readonly id: string;
  readonly by: 1 | -1;
  readonly areas?: readonly (string | null)[];
}

const NONE: readonly Contribution[] = [];
const MERGED_ASTRAY = [one(ASTRAY_MERGES)];

/**
 * All contributions of one entity on the day that began at `today` (epoch ms). Exercise and test realities have none.
 * Numbers are sums of these and of nothing else, so that a change of one entity is the difference of two lists.
 */
export function contributions<Kind extends CountedKind>(
  kind: Kind,
  entity: EntityOf[Kind],
  today: number,
): readonly Contribution[] {
  if (!counts(entity.reality)) return NONE;
  return CONTRIBUTIONS[kind](entity, today);
}

const CONTRIBUTIONS: {
  readonly [Kind in CountedKind]: (entity: EntityOf[Kind], today: number) => readonly Contribution[];
} = {
  case: caseContributions,
  alarm: alarmContributions,
  terminal: terminalContributions,
  video: videoContributions,
  indicator: () => NONE,
  warning: warningContributions,
  instruction: instructionContributions,
};

function caseContributions(item: CaseEntity, today: number): readonly Contribution[] {
  const astray = item.life.astray === null ? NONE : MERGED_ASTRAY;
  if (UNCOUNTED_CASE_STATES.includes(item.state)) return [...withdrawn(item, today), ...astray];
  const present = isFinal(item.state) ? observationIds(item, today).map(one) : openContributions(item);
  const { returns, catalogueItem } = item.life;
  const list = equation(item, today);
  for (const id of todaysChangeIds(item, today)) list.push(one(id));
  for (const each of patrolContributions(item, today)) list.push(each);
  for (const each of lateStepContributions(item.life, today)) list.push(each);
  for (const each of present) list.push(each);
  // A unit that hands back is no less wrong, or the row no clearer, once the item is closed.
  if (returns > 0 && catalogueItem !== null) list.push(one(`${CATALOGUE_RETURNED_PREFIX}${catalogueItem}`));
  for (const each of astray) list.push(each);
  return list;
}

const WITHDRAWN = one('today.withdrawn');
const IRREGULAR_END = one(WITHDRAWN_IRREGULAR);

/** What an item still adds that no other number counts: that it left today, and whether that was by the rules. */
function withdrawn(item: CaseEntity, today: number): readonly Contribution[] {
  const left = wasOpen(item, today) ? [WITHDRAWN] : NONE;
  return item.life.irregular > 0 && item.stateSince >= today ? [...left, IRREGULAR_END] : left;
}

/** Was it open when the day began? */
function wasOpen({ receivedAt, life: { over = [] } }: CaseEntity, today: number): boolean {
  return receivedAt < today && !over.some(({ from, to }) => from < today && (to === null || to >= today));
}

/**
 * 昨日结存 ＋ 受理 − 办结 ＝ 在办 holds because each item adds the same to both sides: an open one 1, one closed today 0,
 * one closed before today nothing at all. A day later than today counts as today. What was over when the day began and
 * came back since is carried, and told apart: 昨日结存 − 今日恢复 ＋ 今日并案作废 was open at midnight.
 */
function equation(item: CaseEntity, today: number): Contribution[] {
  const { receivedAt, closedAt, level, life } = item;
  if (closedAt !== null && closedAt < today) return [];
  const fresh = receivedAt >= today;
  const closed = closedAt !== null;
  const list = [one(fresh ? 'today.received' : 'today.carried')];
  if (!fresh && !wasOpen(item, today)) list.push(one('today.resumed'));
  if (closed) list.push(one('today.closed'), ...closedAs(life));
  const former = fresh ? null : (levelBefore(item, today) ?? 'NONE');
  const latter = closed ? null : (level ?? 'NONE');
  if (former === latter) return list;
  if (former !== null) list.push({ id: `case.change.${former}`, by: -1 });
  if (latter !== null) list.push({ id: `case.change.${latter}`, by: 1 });
  return list;
}

const OPEN_LEVEL = table(LEVEL_BUCKETS, (level) => `case.open.${level}`);
const OPEN_STATE = table(CASE_STATES, (state) => `case.state.${state}`);
const OPEN_KIND = table(CASE_KINDS, (kind) => `case.kind.${kind}`);
const OPEN_SCREEN = table(SCREEN_KINDS, (screen) => `case.${screen}.open`);
const LATE_SCREEN = table(SCREEN_KINDS, (screen) => `case.${screen}.overdue`);
const stepsOf = (screen: ScreenKind, end: string) =>
  table(STAGES, (stage) => `case.${screen}.stage.${stage}${end}`);
const OPEN_STEP = {
  DISPUTES: stepsOf('DISPUTES', ''),
  HAZARDS: stepsOf('HAZARDS', ''),
  APPEALS: stepsOf('APPEALS', ''),
};
const LATE_STEP = {
  DISPUTES: stepsOf('DISPUTES', '.overdue'),
  HAZARDS: stepsOf('HAZARDS', '.overdue'),
  APPEALS: stepsOf('APPEALS', '.overdue'),
};

function openContributions(item: CaseEntity): Contribution[] {
  const { state, kind, level, sla, pausedAt, flags, village, street } = item;
  const screen = SCREEN_KIND_OF[kind];
  const stage = STAGE_OF[state];
  const areas = [street, village];
  const list: Contribution[] = [
    { id: 'case.open', by: 1, areas: [...areas, gridOf(item)] },
    OPEN_LEVEL[level ?? 'NONE'],
    OPEN_STATE[state],
    OPEN_KIND[kind],
    OPEN_SCREEN[screen],
  ];
  if (stage !== null) list.push(OPEN_STEP[screen][stage]);
  const overdue = sla === 'OVERDUE' || sla === 'OVERDUE_REASONED';
  if (overdue) {
    list.push({ id: 'case.overdue', by: 1, areas }, LATE_SCREEN[screen]);
    if (stage !== null) list.push(LATE_STEP[screen][stage]);
  }
  if (sla === 'OVERDUE_REASONED') list.push(one('case.overdueReasoned'));
  if (sla === 'NONE') list.push(one('case.undated'));
  if (sla === 'DUE_SOON') list.push(one('case.dueSoon'));
  if (pausedAt !== null) list.push(one('case.suspended'));
  if (flags.includes('outside_region')) list.push(one('case.outside'));
  list.push(
    ...panelContributions(item, { screen, stage, overdue }),
    ...lifeContributions(item.life),
    ...openLevelIds(item).map(one),
  );
  return list;
}

/** The grid within its village; larger areas are counted as street and village. */
function gridOf({ area, village, street }: CaseEntity): string | null {
  return village === null || area === village || area === street ? null : area;
}

function closedAs({ callback, irregular }: Pick<CaseLife, 'callback' | 'irregular'>): Contribution[] {
  const list = irregular > 0 ? [one('today.closedIrregular')] : [];
  if (callback === 'IMPORTED') return [...list, one('today.closedImported')];
  if (callback === 'UNREACHABLE') return [...list, one('today.closedUnreachable')];
  return callback === null || callback === 'FAILED' ? [...list, one('today.closedUnchecked')] : list;
}

function lifeContributions(life: CaseLife): Contribution[] {
  const { irregular, stage, supports, escalations, ladder, catalogue } = life;
  const list: Contribution[] = [];
  if (irregular > 0) list.push(one('case.irregular'));
  if (stage?.overdue) list.push(one('case.stageOverdue'));
  if (supports.some(({ overdue }) => overdue)) list.push(one('case.supportOverdue'));
  if (escalations.length > 0) list.push(one('case.escalated'));
  if (ladder !== null) list.push(one(`case.ladder.${ladder}`));
  if (catalogue === 'UNMATCHED') list.push(one('case.unmatched'));
  if (catalogue === 'DISPUTED') list.push(one('case.disputed'));
  return list;
}

const HEARD_STATES: readonly string[] = ['ONLINE', 'LOW_BATTERY', 'BUSY', 'SOS'];

function terminalContributions(terminal: TerminalEntity): Contribution[] {
  const { onDuty, state, unheard, village, street, rostered } = terminal;
  const areas = [street, village];
  const list: Contribution[] = [{ id: 'terminal.total', by: 1, areas }];
  if (onDuty) list.push({ id: 'terminal.onDuty', by: 1, areas });
  const heard = onDuty && unheard === undefined && HEARD_STATES.includes(state);
  if (heard) list.push({ id: 'terminal.online', by: 1, areas });
  if (rostered) list.push({ id: 'terminal.rostered', by: 1, areas });
  if (rostered && heard) list.push({ id: 'terminal.rosteredOnline', by: 1, areas });
  if (state === 'BUSY') list.push(one('terminal.busy'));
  if (state === 'SOS') list.push(one('terminal.sos'));
  list.push(...deviceContributions(terminal));
  return list;
}

/** True when both surely contribute the same: spares the lists of a terminal that only moved. */
export function contributesAlike<Kind extends CountedKind>(
  kind: Kind,
  a: EntityOf[Kind] | undefined,
  b: EntityOf[Kind],
): boolean {
  if (kind === 'indicator' || a === b) return true;
  if (kind !== 'terminal' || a === undefined) return false;
  const [former, latter] = [a as TerminalEntity, b as TerminalEntity];
  return (
    former.onDuty === latter.onDuty &&
    former.state === latter.state &&
    former.unheard === latter.unheard &&
    former.rostered === latter.rostered &&
    former.village === latter.village &&
    former.street === latter.street &&
    former.reality === latter.reality
  );
}
