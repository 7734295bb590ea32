import type { AlarmEntity, CaseEntity, EntityOf } from '../../contract/entities.ts';
import type { RiskRules } from '../../contract/risk.ts';
import { UNCOUNTED_CASE_STATES } from '../../contract/vocabulary.ts';
import type { Context } from '../context.ts';
import { dayStart } from '../context.ts';
import { equal } from '../equal.ts';
import { counts } from '../event.ts';
import type { ModelKind } from '../model.ts';
import type { Ledger } from '../table.ts';
import type { Counted } from './criteria.ts';

/**
 * How often the like was reported in a village or estate: items of one kind and category, by the day on which each was
 * received, and alarms, by the day on which each was last raised. Items that have left the live state stay counted for the window of the rules. What is shown changes at a tick
 * only, so that all items of a place see one number.
 */
export interface Recurrences {
  changed<Kind extends ModelKind>(
    kind: Kind,
    before: EntityOf[Kind] | undefined,
    after: EntityOf[Kind],
  ): void;
  of(item: Matter): Counted;
  /** The same of the alarms in a village. */
  alarmsAt(village: string | null): Counted;
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
  /** All of the window, as counted at the last tick. */
  readonly count: number;
}

export type RecurrencesImage = readonly (readonly [string, unknown])[];

const DAY_MS = 86_400_000;

const ALARMS = 'alarms ';
const NOTHING: Counted = { count: 0, step: 0 };

/** All alarms of a village as one matter; null where the village is unknown. */
export function alarmsOf(village: string | null): string | null {
  return village === null ? null : `${ALARMS}${village}`;
}

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
    const { days, ...settled } = rows.get(matter) ?? { days: {}, shown: 0, count: 0 };
    rows.put(matter, { days: { ...days, [day]: (days[day] ?? 0) + by }, ...settled });
    dirty.add(matter);
  };
  const counted = (matter: string | null): Counted => {
    const row = matter === null ? undefined : rows.get(matter);
    return row === undefined ? NOTHING : { count: row.count, step: row.shown };
  };
  return {
    changed(kind, before, after) {
      if (kind === 'case' && alike(before as CaseEntity | undefined, after as CaseEntity)) return;
      const former = before === undefined ? null : placeFor(kind, before);
      const latter = placeFor(kind, after);
      if (equal(former, latter)) return;
      if (former !== null) add(former.matter, former.day, -1);
      if (latter !== null) add(latter.matter, latter.day, 1);
    },
    of: (item) => counted(matterOf(item)),
    alarmsAt: (village) => counted(alarmsOf(village)),
    settle({ setting }, today) {
      const { recurrenceDays, criteria } = setting.rules.risk;
      const steps = { items: stepsOf(criteria, 'recurrences'), alarms: stepsOf(criteria, 'alarms') };
      const from = today - recurrenceDays * DAY_MS;
      const basis = `${from} ${steps.items} ${steps.alarms}`;
      const moved = basis === settledFor ? dirty : new Set(rows.ids());
      settledFor = basis;
      const found = new Set<string>();
      for (const matter of moved) {
        const row = rows.get(matter);
        if (row === undefined) continue;
        const next = settledRow(row, from, matter.startsWith(ALARMS) ? steps.alarms : steps.items);
        if (next === null) rows.delete(matter);
        else if (!equal(row, next)) rows.put(matter, next);
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
function stepsOf(criteria: RiskRules['criteria'], input: 'recurrences' | 'alarms'): readonly number[] {
  const asked = criteria.map(({ when }) => when[input]).filter((count) => count !== undefined);
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
  return { days: Object.fromEntries(within), count, shown: steps.findLast((step) => step <= count) ?? 0 };
}

interface Seen {
  readonly matter: string;
  readonly day: number;
}

function placeFor<Kind extends ModelKind>(kind: Kind, entity: EntityOf[Kind]): Seen | null {
  if (kind === 'alarm') return alarmSeen(entity as AlarmEntity);
  return kind === 'case' ? itemSeen(entity as CaseEntity) : null;
}

function alarmSeen({ village, raisedAt, reality, duplicateOf }: AlarmEntity): Seen | null {
  const matter = alarmsOf(village);
  if (matter === null || !counts(reality) || duplicateOf !== null) return null;
  return { matter, day: dayStart(raisedAt, 0) };
}

function itemSeen(item: CaseEntity): Seen | null {
  if (!counts(item.reality) || UNCOUNTED_CASE_STATES.includes(item.state)) return null;
  const matter = matterOf(item);
  return matter === null ? null : { matter, day: dayStart(item.receivedAt, 0) };
}
