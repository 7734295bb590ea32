import type { Rung } from '../../../gateway/contract/page-config.ts';
import type { Say } from '../../locale/words.ts';
import { fullPages, rowsThatFit } from '../../state/paging.ts';
import { TABLE_REM } from '../../ui/data-table.ts';
import { FRAME_REM } from '../entry.ts';
import { type CatalogueSources, catalogueRows } from './catalogue.ts';
import { rungRows } from './rungs.ts';
import type { Sheet, SheetFoot } from './sheet.ts';
import { type RuleSources, warningRuleRows } from './warning-rules.ts';

/** What is late although nobody is on the ladder for it, and what the unit has said. */
const LATE = [
  ['case.overdue', 'supervision.overdue'],
  ['case.overdueReasoned', 'supervision.reasoned'],
  ['case.supportOverdue', 'supervision.support'],
] as const;
/** What went another way than the rules have it. */
const ASTRAY = [
  ['case.mergedAstray', 'supervision.merged'],
  ['case.gridBarred', 'supervision.barred'],
  ['case.outside', 'supervision.outside'],
  ['today.withdrawnIrregular', 'supervision.withdrawn'],
] as const;
/** How many the rules have found, and what went to units and to the front line today. */
const FOUND = [
  ['figure.warnings.D30', 'supervision.found'],
  ['warning.generatedToday', 'supervision.foundToday'],
  ['warning.issuedToday', 'supervision.issuedToday'],
] as const;
const ORDERS = [
  ['instruction.sentToday', 'supervision.sentToday'],
  ['instruction.readToday', 'supervision.readToday'],
] as const;
/** Items of which nobody, or more than one, is said to be in charge. */
const BOUNCED = [
  ['figure.handBacks.D30', 'supervision.handBacks'],
  ['case.disputed', 'supervision.disputed'],
  ['case.unmatched', 'supervision.unmatched'],
] as const;

/** Height of a line below the table, in root units. */
const FOOT_REM = 1.57;

type FootLine = typeof LATE | typeof ASTRAY | typeof FOUND | typeof ORDERS | typeof BOUNCED;

export interface SheetSources extends RuleSources, CatalogueSources {
  /** The rungs that the rules have. */
  readonly ladder: readonly Rung[];
  /** Height of the panel, in root units. */
  readonly heightRem: number;
}

/** The pages of the board: the ladder of supervision, then the rules of early warnings, then the rows of the duty catalogue. */
export function supervisionSheets(sources: SheetSources): readonly Sheet[] {
  const { ladder, kpi, say, heightRem } = sources;
  const footOf = (line: FootLine): readonly SheetFoot[] =>
    line.map(([id, word]) => ({ id, phrase: say(word), value: kpi(id) }));
  const rungs = {
    heads: headsOf(['supervision.rung', 'supervision.reached', 'supervision.letter'], say),
    rows: rungRows(ladder, kpi, say),
    feet: [LATE, ASTRAY].map(footOf),
    period: '',
    empty: '',
  };
  const rules = {
    heads: headsOf(
      [
        'supervision.rule',
        'supervision.generated',
        'supervision.issued',
        'supervision.converted',
        'supervision.useful',
        'supervision.false',
      ],
      say,
    ),
    rows: warningRuleRows(sources),
    feet: [FOUND, ORDERS].map(footOf),
    period: '',
    empty: say('supervision.noFindings'),
  };
  const catalogue = {
    heads: headsOf(
      ['supervision.catalogue', 'supervision.times', 'supervision.bounceRate', 'supervision.standing'],
      say,
    ),
    rows: catalogueRows(sources),
    feet: [BOUNCED].map(footOf),
    period: say('supervision.period'),
    empty: say('supervision.noHandBacks'),
  };
  return [rungs, ...pagesOf(rules, heightRem), ...pagesOf(catalogue, heightRem)];
}

function headsOf(keys: readonly Parameters<Say>[0][], say: Say): readonly string[] {
  return keys.map((key) => say(key));
}

/** A sheet on as many pages as its rows take; without a row it is one, which says so. */
function pagesOf(sheet: Sheet, heightRem: number): readonly Sheet[] {
  const chromeRem = FRAME_REM + TABLE_REM.head + sheet.feet.length * FOOT_REM;
  const pages = fullPages(sheet.rows, rowsThatFit(heightRem, { chromeRem, rowRem: TABLE_REM.row }));
  return pages.length === 0 ? [sheet] : pages.map((rows) => ({ ...sheet, rows }));
}
