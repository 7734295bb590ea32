import { type MeasureId, PERIODS, type Period, type Words } from './measures.ts';

/** What a figure is told in. MINUTES are of office time where the measure says so. */
export type FigureUnit = 'COUNT' | 'PERCENT' | 'MINUTES' | 'PERSONS' | 'YUAN';

/**
 * How a figure is made of its measures: their sum; numerator over denominator; median, mean or 90th percentile (nearest
 * rank) of a duration; the last 7 days beside the median of the four weeks before; or a share of two present counts.
 */
export type FigureTake = 'SUM' | 'SHARE' | 'MEDIAN' | 'MEAN' | 'P90' | 'CHANGE' | 'PRESENT' | LoadTake;

/**
 * What the alarm desk had to bear: alarms over time on watch · most in ten minutes · ten minutes with too many · those of
 * the ten loudest devices · minutes in flood.
 */
export type LoadTake = 'RATE' | 'MOST' | 'FULL' | 'TOP' | 'FLOOD';

/** What the ids of all numbers that tell figures begin with. */
export const FIGURE_PREFIX = 'figure.';

/** One figure of the trade over a period, with all that is needed to check it by hand. */
export interface FigureDefinition {
  readonly id: string;
  readonly name: Words;
  readonly unit: FigureUnit;
  readonly take: FigureTake;
  /** Measures; with PRESENT the ids of two numbers of the wall. */
  readonly numerator: MeasureId | (string & {});
  readonly denominator: MeasureId | (string & {}) | null;
  /** Empty with PRESENT: as of now. */
  readonly periods: readonly Period[];
  /** Also told for each street, over 30 days. */
  readonly perArea: boolean;
  readonly note: Words | null;
  /** Where the formula comes from. */
  readonly source: Words;
}

/** What of a definition is not said by its id, name and measures. */
export type Extra = Partial<Pick<FigureDefinition, 'unit' | 'periods' | 'perArea' | 'note' | 'source'>>;

/** Every period of the wall. */
export const ALL_PERIODS: readonly Period[] = PERIODS;
const ROLLING: readonly Period[] = ['TODAY', 'D7', 'D30', 'YEAR'];
/** For what is kept for weeks, not for years. */
export const DAYS_BACK: readonly Period[] = ['TODAY', 'D7', 'D30'];
/** Norms of alarm management that domain §5.3 quotes. */
export const ALARM_NORMS: Words = { zh: 'ISA-18.2、IEC 62682', en: 'ISA-18.2, IEC 62682' };
/** Source of a number that no norm and no centre gives a formula for. */
export const OWN_PROPOSAL: Words = { zh: '本系统建议口径', en: 'proposal of this project' };
/** Source of a formula by which centres report. */
export const CENTRES: Words = { zh: '各县区中心公布的口径', en: 'figures that county centres publish' };
/** Source of a formula by which hotlines report. */
export const HOTLINE: Words = { zh: '12345 热线通行做法', en: 'practice of 12345 hotlines' };

/** A phrase in both languages. */
export const note = (zh: string, en: string): Words => ({ zh, en });

/** One figure; a share is told in percent. */
export function figure(
  [id, zh, en]: readonly [string, string, string],
  take: FigureTake,
  [numerator, denominator]: readonly [string, string | null],
  extra: Extra = {},
): FigureDefinition {
  const unit = take === 'SHARE' || take === 'PRESENT' ? 'PERCENT' : 'COUNT';
  return {
    id,
    name: { zh, en },
    take,
    numerator,
    denominator,
    unit,
    periods: ROLLING,
    perArea: false,
    note: null,
    source: OWN_PROPOSAL,
    ...extra,
  };
}

/** Figures of one duration, in minutes. */
export const duration = (
  id: string,
  [zh, en]: readonly [string, string],
  measure: MeasureId,
  takes: readonly ('MEDIAN' | 'MEAN' | 'P90')[],
): FigureDefinition[] => {
  const suffix = {
    MEDIAN: ['中位', 'median'],
    MEAN: ['平均', 'mean'],
    P90: ['九成以内', '90th percentile'],
  } as const;
  return takes.map((take) =>
    figure(
      [`${id}${take === 'MEDIAN' ? '' : take}`, `${zh}(${suffix[take][0]})`, `${en}, ${suffix[take][1]}`],
      take,
      [measure, null],
      {
        unit: 'MINUTES',
        note: note(
          '分钟取整：1 小时内 1 分钟、1 日内 10 分钟、10 日内 1 小时、以上 1 日',
          'minutes are rounded: to 1 below an hour, to 10 below a day, to an hour below ten days, to a day above',
        ),
      },
    ),
  );
};
