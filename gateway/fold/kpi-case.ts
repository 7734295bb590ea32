import type { CaseEntity } from '../contract/entities.ts';
import { HAZARD_CATEGORY_PREFIX, UNCATEGORISED } from '../contract/kpi.ts';
import { CASE_PREFIXES, LATE_STEPS, LEVEL_CELLS, UNTOLD } from '../contract/kpi-case.ts';
import type { CaseLife } from '../contract/life.ts';
import { CHANNELS, type Channel, type ScreenKind, STAGES, type Stage } from '../contract/vocabulary.ts';
import { one, table } from './contribution.ts';
import type { Contribution } from './kpi.ts';

type ChannelCell = Channel | typeof UNTOLD;
type LevelCell = (typeof LEVEL_CELLS)[number];
const CHANNEL_CELLS: readonly ChannelCell[] = [...CHANNELS, UNTOLD];

const CHANNEL = table(CHANNEL_CELLS, (cell) => `case.channel.${cell}`);
const APPEALS = table(CHANNEL_CELLS, (cell) => `case.APPEALS.channel.${cell}`);
const LEVEL = table(LEVEL_CELLS, (cell) => `case.DISPUTES.level.${cell}`);
const LATE = table(LEVEL_CELLS, (cell) => `case.DISPUTES.level.${cell}.overdue`);
const STEP = Object.fromEntries(
  LEVEL_CELLS.map((cell) => [cell, table(STAGES, (stage) => `case.DISPUTES.level.${cell}.stage.${stage}`)]),
) as Readonly<Record<LevelCell, Readonly<Record<Stage, Contribution>>>>;
const HANDED_BACK = one('case.handedBack');
const GRID_BARRED = one('case.gridBarred');

const CATEGORY: Readonly<Record<ScreenKind, string>> = {
  DISPUTES: CASE_PREFIXES.DISPUTE_CATEGORY,
  HAZARDS: HAZARD_CATEGORY_PREFIX,
  APPEALS: CASE_PREFIXES.APPEAL_CATEGORY,
};

/** Where an open item stands for its panel. */
export interface Shown {
  readonly screen: ScreenKind;
  readonly stage: Stage | null;
  readonly overdue: boolean;
}

/** What one open item adds to the numbers of its panel: channel, category, level of handling, unit, handed back. */
export function panelContributions(item: CaseEntity, { screen, stage, overdue }: Shown): Contribution[] {
  const { channel, category, holder, handlingLevel, life } = item;
  const list = [CHANNEL[channel ?? UNTOLD], one(`${CATEGORY[screen]}${category ?? UNCATEGORISED}`)];
  if (life.handedBack) list.push(HANDED_BACK);
  if (life.gridBarred) list.push(GRID_BARRED);
  if (life.requests.length + life.letters.length > 0) list.push(...paperContributions(life));
  if (screen === 'APPEALS') {
    list.push(APPEALS[channel ?? UNTOLD], one(`${CASE_PREFIXES.APPEAL_UNIT}${holder ?? ''}`));
  }
  if (screen !== 'DISPUTES') return list;
  const cell = handlingLevel ?? UNTOLD;
  list.push(LEVEL[cell]);
  if (stage !== null) list.push(STEP[cell][stage]);
  if (overdue) list.push(LATE[cell]);
  return list;
}

/** Steps of the centre left too late on the day that began at `today` (epoch ms); others counted on their own day. */
export function lateStepContributions({ lateSteps = [] }: CaseLife, today: number): Contribution[] {
  return lateSteps
    .filter(({ at }) => at >= today)
    .flatMap(({ clock }) => [one(LATE_STEPS), one(`${LATE_STEPS}.${clock}`)]);
}

function paperContributions({ requests, letters }: CaseLife): Contribution[] {
  const list = requests.map(({ kind }) => one(`case.awaiting.${kind}`));
  if (requests.length > 0) list.push(one('case.awaiting'));
  const last = letters.at(-1);
  if (last !== undefined) list.push(one(`case.letter.${last.step}`));
  if (letters.some(({ answerBy, answeredAt }) => answerBy !== null && answeredAt === null)) {
    list.push(one('case.letter.unanswered'));
  }
  if (letters.some(({ overdue }) => overdue)) list.push(one('case.letter.overdue'));
  return list;
}
