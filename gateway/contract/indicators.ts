import type { AreaLevel, IndicatorKind, IndicatorUnit } from './vocabulary.ts';

/** Counts of an area below this are not told to visitors (domain §12.2); of visits to people they are told to nobody (§3.3). */
export const SMALL_CELL = 5;

/**
 * What a report may be broken down by. NOTHING: the number stands for its whole area · TOPIC: a service, a department's
 * dataset, a sort of device or a subject, in words of the source · a list: these words and no other.
 */
export type Breakdown = 'NOTHING' | 'TOPIC' | readonly string[];

/** What a report of one kind may speak of, so that no number comes down to a person or to a group of people. */
export interface IndicatorRule {
  readonly units: readonly IndicatorUnit[];
  /** A grid has one worker: no number is taken about a grid. */
  readonly levels: readonly AreaLevel[];
  readonly by: Breakdown;
  /** The networks of one breakdown are told apart. */
  readonly byNetwork: boolean;
}

const rule = (
  units: readonly IndicatorUnit[],
  levels: readonly AreaLevel[],
  by: Breakdown = 'TOPIC',
): IndicatorRule => ({ units, levels, by, byNetwork: false });

const UP_TO_STREETS: readonly AreaLevel[] = ['county', 'street'];
const UP_TO_VILLAGES: readonly AreaLevel[] = [...UP_TO_STREETS, 'village'];

const BOOKINGS = rule(['PERSON_TIMES', 'COUNT'], UP_TO_VILLAGES);
/** Per town, and never by whom the visits are for. */
const VISITS = rule(['PERSON_TIMES', 'COUNT'], UP_TO_STREETS, 'NOTHING');
const MEETINGS = rule(['COUNT', 'PERSON_TIMES'], UP_TO_VILLAGES);

/** Ways in which departments staff the centre. */
const STAFFING_MODES = ['常驻', '轮驻', '随驻'];
/** The grid ladder: posts, never who holds them. */
export const GRID_POSTS = ['网格指导员', '网格长', '网格员', '楼栋长'] as const;

/** The closed list of indicators with what each may say (decisions D5). */
export const INDICATOR_RULES: Readonly<Record<IndicatorKind, IndicatorRule>> = {
  WINDOW_RECEPTIONS: rule(['PERSON_TIMES', 'COUNT'], UP_TO_VILLAGES),
  WINDOW_WAITING: rule(['PERSON_TIMES', 'COUNT', 'MINUTES'], UP_TO_VILLAGES),
  BOOKINGS_MADE: BOOKINGS,
  BOOKINGS_KEPT: BOOKINGS,
  BOOKINGS_MISSED: BOOKINGS,
  UNITS_PRESENT: rule(['COUNT'], UP_TO_STREETS, STAFFING_MODES),
  REPORTS: rule(['COUNT'], UP_TO_STREETS, 'NOTHING'),
  SERVICE_VISITS_DUE: VISITS,
  SERVICE_VISITS_DONE: VISITS,
  SERVICE_VISITS_LATE: VISITS,
  PATROLS: rule(['COUNT', 'PERSON_TIMES', 'KILOMETRES'], UP_TO_VILLAGES),
  CAMPAIGNS: MEETINGS,
  TRAININGS: MEETINGS,
  ESTATES_PASSED: rule(['COUNT', 'PERCENT'], UP_TO_VILLAGES),
  DEVICES_ONLINE: rule(['COUNT', 'PERCENT'], UP_TO_VILLAGES),
  GRID_STAFF: rule(['COUNT'], UP_TO_STREETS, GRID_POSTS),
  DATA_SYNC_ROWS: { ...rule(['ROWS', 'COUNT'], ['county']), byNetwork: true },
};

/** Why a breakdown is not taken with a kind, as the rest of a sentence; null when it is. */
export function breakdownRefused(kind: IndicatorKind, by: string | undefined): string | null {
  const { by: allowed } = INDICATOR_RULES[kind];
  if (by === undefined || allowed === 'TOPIC') return null;
  if (allowed === 'NOTHING')
    return `${kind} is told for a whole area, never by whom or for whom; leave it out`;
  return allowed.includes(by) ? null : `with ${kind} it is one of ${allowed.join(', ')}`;
}
