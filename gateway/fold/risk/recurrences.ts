import type { CaseEntity, EntityOf } from '../../contract/entities.ts';
import type { RiskRules } from '../../contract/risk.ts';
import { UNCOUNTED_CASE_STATES } from '../../contract/vocabulary.ts';
import type { Context } from '../context.ts';
import { dayStart } from '../context.ts';
import { equal } from '../equal.ts';
import { counts } from '../event.ts';
import type { ModelKind } from '../model.ts';
import type { Ledger } from '../table.ts';

/**
 * How often the like was reported in a village or estate: items of one kind and category, by the day on which each was
 * received. Items that have left the live state stay counted for the window of the rules. What is shown changes at a tick
 * only, so that all items of a place see one number.
 */
export interface Recurrences {
  changed<Kind extends ModelKind>(
    kind: Kind,
    before: EntityOf[Kind] | undefined,
    after: EntityOf[Kind],
  ): void;
  of(item: Matter): number;
  /** Brings what is shown up to date; the places whose shown number changed. */
  settle(context: Context, today: number): ReadonlySet<string>;
  image(): RecurrencesImage;
  load(image: RecurrencesImage): void;
}

type Matter = Pick<CaseEntity, 'kind' | 'category' | 'village'>;

interface Row {
  /** Received items by start of the day (epoch ms). */
  readonly days: Readonly<Record<string, number>>;
  readonly shown: number;
}

export type RecurrencesImage = readonly (readonly [string, unknown])[];

const DAY_MS = 86_400_000;

/** Place and matter of an item; null for one of which no other can be the like. */
export function matterOf({ kind, category, village }: Matter): string | null {
  return village === null || category === null || kind === 'FACILITY'
    ? null
    : `${village} ${kind} ${category}`;
}

export function createRecurrences(ledger: Ledger): Recurrences {
  const rows = ledger.table<Row>('recurrence');
  const dirty = new Set<string>();
  let settledFor = '';
  const add = (matter: string, day: number, by: 1 | -1) => {
    const { days, shown } = rows.get(matter) ?? { days: {}, shown: 0 };
    rows.put(matter, { days: { ...days, [day]: (days[day] ?? 0) + by }, shown });
    dirty.add(matter);
  };
  return {
    changed(kind, before, after) {
      if (kind !== 'case' || alike(before as CaseEntity | undefined, after as CaseEntity)) return;
      const former = placeOf(before as CaseEntity | undefined);
      const latter = placeOf(after as CaseEntity);
      if (equal(former, latter)) return;
      if (former !== null) add(former.matter, former.day, -1);
      if (latter !== null) add(latter.matter, latter.day, 1);
    },
    of(item) {
      const matter = matterOf(item);
      return matter === null ? 0 : (rows.get(matter)?.shown ?? 0);
    },
    settle({ setting }, today) {
      const { recurrenceDays, criteria } = setting.rules.risk;
      const steps = stepsOf(criteria);
      const from = today - recurrenceDays * DAY_MS;
      const basis = `${from} ${steps}`;
      const moved = basis === settledFor ? dirty : new Set(rows.ids());
      settledFor = basis;
      const found = new Set<string>();
      for (const matter of moved) {
        const row = rows.get(matter);
        if (row === undefined) continue;
        const next = settledRow(row, from, steps);
        if (next === null) rows.delete(matter);
        else rows.put(matter, next);
        if ((next?.shown ?? 0) !== row.shown) found.add(matter);
      }
      dirty.clear();
      return found;
    },
    image: () => [...rows.entries()],
    load(image) {
      for (const [matter, row] of image) rows.put(matter, row as Row);
      settledFor = '';
    },
  };
}

/** The numbers that criteria ask for: between two of them nothing is told apart, and nothing needs a look. */
function stepsOf(criteria: RiskRules['criteria']): readonly number[] {
  const asked = criteria.map(({ when }) => when.recurrences).filter((count) => count !== undefined);
  return [...new Set(asked)].sort((a, b) => a - b);
}

/** True when both surely stand for the same matter, place and day: most changes of an item leave these as they are. */
function alike(before: CaseEntity | undefined, after: CaseEntity): boolean {
  return (
    before !== undefined &&
    before.village === after.village &&
    before.category === after.category &&
    before.kind === after.kind &&
    before.receivedAt === after.receivedAt &&
    UNCOUNTED_CASE_STATES.includes(before.state) === UNCOUNTED_CASE_STATES.includes(after.state) &&
    before.reality === after.reality
  );
}

/** Days that left the window go; null when none is left. */
function settledRow({ days }: Row, from: number, steps: readonly number[]): Row | null {
  const within = Object.entries(days).filter(([day, count]) => Number(day) > from && count !== 0);
  if (within.length === 0) return null;
  const count = within.reduce((sum, [, each]) => sum + each, 0);
  return { days: Object.fromEntries(within), shown: steps.findLast((step) => step <= count) ?? 0 };
}

function placeOf(item: CaseEntity | undefined): { readonly matter: string; readonly day: number } | null {
  if (item === undefined || !counts(item.reality) || UNCOUNTED_CASE_STATES.includes(item.state)) return null;
  const matter = matterOf(item);
  return matter === null ? null : { matter, day: dayStart(item.receivedAt, 0) };
}
