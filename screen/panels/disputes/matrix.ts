import { LEVEL_CELLS, UNTOLD } from '../../../gateway/contract/kpi-case.ts';
import { STAGES } from '../../../gateway/contract/vocabulary.ts';
import type { Say } from '../../locale/words.ts';
import type { AgeCell } from '../../ui/count-cell.ts';

/** One number of the board. */
export interface BoardCell {
  readonly id: string;
  readonly value: number | null;
}

/** Open disputes at one level of handling: in each step, altogether, overdue, and how long the oldest has waited. */
export interface LevelRow {
  readonly level: (typeof LEVEL_CELLS)[number];
  readonly word: string;
  readonly steps: readonly BoardCell[];
  readonly total: BoardCell;
  readonly overdue: BoardCell;
  readonly age: AgeCell | null;
}

/** Where the rows are read from. */
export interface LevelSources {
  readonly kpi: (id: string) => number | null;
  /** The oldest of a count. */
  readonly age: (count: string) => AgeCell | null;
  readonly say: Say;
}

/** Stage × level; the row of the untold level only while there is any, none at all while the levels are not told. */
export function levelRows({ kpi, age, say }: LevelSources): LevelRow[] {
  const cell = (id: string): BoardCell => ({ id, value: kpi(id) });
  return LEVEL_CELLS.map((level) => {
    const id = `case.DISPUTES.level.${level}`;
    return {
      level,
      word: say(`handling.${level}`),
      steps: STAGES.map((stage) => cell(`${id}.stage.${stage}`)),
      total: cell(id),
      overdue: cell(`${id}.overdue`),
      age: age(id),
    };
  }).filter(({ level, total }) => total.value !== null && (level !== UNTOLD || total.value > 0));
}
