import type { AlarmEntity, CaseEntity, LngLat } from '../../contract/entities.ts';
import type { CaseKind, CaseState } from '../../contract/vocabulary.ts';
import { SCREEN_KIND_OF, UNCOUNTED_CASE_STATES } from '../../contract/vocabulary.ts';
import type { RuleOf } from '../../contract/warning-rules.ts';
import type { CaseRecord } from '../case.ts';
import type { Setting } from '../context.ts';
import { counts } from '../event.ts';
import { distinct, isOver, type LifeStep } from '../life/steps.ts';
import { stepsBy } from '../life/units.ts';

export type StreakOf = RuleOf<'STREAK'>['of'];

/** How an item went at a unit, by when that was clear (epoch ms). */
export interface Turn {
  readonly of: StreakOf;
  readonly unit: string;
  readonly at: number;
  readonly bad: boolean;
}

/** All that a rule may know of an item or an alarm: what, when, where, at which unit. Nothing about a person. */
export interface Sight {
  /** `kind:id`. */
  readonly ref: string;
  /** `n` by which it was first heard. */
  readonly n: number;
  readonly at: number;
  readonly kind: CaseKind | 'ALARM';
  /** Category of an item as its source calls it, or its kind; type of an alarm. */
  readonly category: string;
  readonly street: string | null;
  readonly village: string | null;
  /** Device, or the category at a spot of about ten metres; null where people live. */
  readonly facility: string | null;
  readonly location: LngLat | null;
  /** Neither simulated nor of an exercise or test. */
  readonly actual: boolean;
  readonly turns: readonly Turn[];
}

/** 1 / 0.0001°: two reports within some ten metres are about one spot. */
const SPOTS_PER_DEGREE = 10_000;

/** What rules see of an item; null while it does not count. */
export function caseSight(
  item: CaseEntity,
  record: CaseRecord | undefined,
  n: number,
  setting: Pick<Setting, 'unitIds'>,
): Sight | null {
  if (!counts(item.reality) || UNCOUNTED_CASE_STATES.includes(item.state)) return null;
  const { id, kind, street, village, receivedAt, reality } = item;
  const category = item.category ?? kind;
  const location = SCREEN_KIND_OF[kind] === 'HAZARDS' ? item.location : null;
  return {
    ref: `case:${id}`,
    n,
    at: receivedAt,
    kind,
    category,
    street,
    village,
    facility: location === null ? null : `${category}@${spotOf(location)}`,
    location,
    actual: reality === 'actual',
    turns: record === undefined ? [] : turnsOf(item, stepsBy(distinct(record.steps), setting)),
  };
}

/** What rules see of an episode of an alarm; null when it is told by another one, or its device is out of service. */
export function alarmSight(alarm: AlarmEntity, n: number): Sight | null {
  const { id, reality, duplicateOf, outOfService, raisedAt, type, street, village, device, location } = alarm;
  if (!counts(reality) || duplicateOf !== null || outOfService !== null) return null;
  const place = { street, village, location };
  const what = { kind: 'ALARM', category: type, facility: device, actual: reality === 'actual' } as const;
  return { ref: `alarm:${id}`, n, at: raisedAt, ...what, ...place, turns: [] };
}

function spotOf({ lng, lat }: LngLat): string {
  return `${Math.round(lng * SPOTS_PER_DEGREE)},${Math.round(lat * SPOTS_PER_DEGREE)}`;
}

/** At which unit an item is, or last was: closing it takes nobody's part in it away. */
function turnsOf(item: CaseEntity, steps: readonly LifeStep[]): readonly Turn[] {
  const unit = steps.findLast(({ holder }) => typeof holder === 'string')?.holder ?? null;
  return [
    unit === null ? null : overdueTurn(item, unit, fedBackAt(steps)),
    unit === null ? null : reopenedTurn(item, unit),
    returnedTurn(steps),
  ].filter((turn) => turn !== null);
}

/** A unit is late by its own part: what the centre takes for its review and the call-back is not laid at its door. */
function overdueTurn(
  { dueAt, closedAt, sla }: CaseEntity,
  unit: string,
  fedBack: number | null,
): Turn | null {
  if (dueAt === null) return null;
  const late = sla === 'OVERDUE' || sla === 'OVERDUE_REASONED';
  if (closedAt === null && !late) return null;
  const done = fedBack ?? closedAt;
  const bad = done === null || done > dueAt;
  return { of: 'OVERDUE', unit, at: bad ? dueAt : done, bad };
}

/** When the unit last fed the item back, unless it was put back to work since; null for not yet. */
function fedBackAt(steps: readonly LifeStep[]): number | null {
  let at: number | null = null;
  for (const { state, at: told } of steps) {
    if (state === 'FEEDBACK') at ??= told;
    else if (state !== undefined && !isOver(state) && !AFTER_FEEDBACK.includes(state)) at = null;
  }
  return at;
}

const AFTER_FEEDBACK: readonly CaseState[] = ['CALLBACK', 'FULFILMENT', 'LEGAL_TRACK', 'SUSPENDED'];

function reopenedTurn({ closedAt, stateSince, life }: CaseEntity, unit: string): Turn | null {
  const bad = life.reworks + life.reopenings > 0;
  if (closedAt === null && !bad) return null;
  return { of: 'REOPENED', unit, at: closedAt ?? stateSince, bad };
}

/** The last time that a unit signed the item or handed it back. */
function returnedTurn(steps: readonly LifeStep[]): Turn | null {
  let holder: string | null = null;
  let turn: Turn | null = null;
  for (const { type, state, holder: named, at } of steps) {
    const bad = type === 'case.returned';
    if (holder !== null && (bad || state === 'ACCEPTED')) turn = { of: 'RETURNED', unit: holder, at, bad };
    if (named !== undefined) holder = named;
  }
  return turn;
}
