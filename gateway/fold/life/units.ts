import type { CaseFields } from '../case-fields.ts';
import type { Setting } from '../context.ts';
import type { Cells } from '../stamp.ts';
import type { LifeStep } from './steps.ts';

/** What of a record names units. */
interface Named {
  readonly cells: Cells<CaseFields>;
  readonly steps: readonly LifeStep[];
}

/**
 * The record with every unit by its id, whether a source or a seat called it by its id, its name or its short name, so
 * that one unit is one; a name that no unit bears stands as it was told. The same record where nothing changes.
 */
export function withUnitIds<Rec extends Named>(record: Rec, setting: Pick<Setting, 'unitIds'>): Rec {
  const cells = cellsBy(record.cells, setting);
  const steps = stepsBy(record.steps, setting);
  return cells === record.cells && steps === record.steps ? record : { ...record, cells, steps };
}

/** The steps with every unit by its id; the same list where nothing changes. */
export function stepsBy(steps: readonly LifeStep[], setting: Pick<Setting, 'unitIds'>): readonly LifeStep[] {
  const known = (told: string) => unitIdOf(told, setting) === told;
  const same = ({ holder, support }: LifeStep) =>
    (typeof holder !== 'string' || known(holder)) && (support === undefined || known(support.unit));
  return steps.every(same) ? steps : steps.map((step) => stepBy(step, setting));
}

/** Id of a unit by whichever of its names it is called; a name that no unit bears stands as it was told. */
export function unitIdOf(told: string, { unitIds }: Pick<Setting, 'unitIds'>): string {
  return unitIds.get(told) ?? told;
}

/** A unit id becomes the unit's short name; any other name stands as it was given. */
export function holderBy(told: string | null, { units }: Pick<Setting, 'units'>) {
  const unit = told === null ? undefined : units.get(told);
  return { holder: unit?.shortName ?? told, holderUnit: unit?.id ?? null };
}

function stepBy(step: LifeStep, setting: Pick<Setting, 'unitIds'>): LifeStep {
  const { holder, support } = step;
  return {
    ...step,
    ...(typeof holder === 'string' ? { holder: unitIdOf(holder, setting) } : {}),
    ...(support === undefined ? {} : { support: { ...support, unit: unitIdOf(support.unit, setting) } }),
  };
}

function cellsBy(cells: Cells<CaseFields>, { unitIds }: Pick<Setting, 'unitIds'>): Cells<CaseFields> {
  const { holder, firstUnit } = cells;
  const held = holder?.v == null ? undefined : unitIds.get(holder.v);
  const first = firstUnit?.v == null ? undefined : unitIds.get(firstUnit.v);
  if ((held ?? holder?.v) === holder?.v && (first ?? firstUnit?.v) === firstUnit?.v) return cells;
  return {
    ...cells,
    ...(holder === undefined || held === undefined ? {} : { holder: { ...holder, v: held } }),
    ...(firstUnit === undefined || first === undefined ? {} : { firstUnit: { ...firstUnit, v: first } }),
  };
}
