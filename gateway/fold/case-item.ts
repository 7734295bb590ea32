import type { CaseEntity, Placed } from '../contract/entities.ts';
import type { CaseRecord } from './case.ts';
import { dueFor, standsStill } from './case-due.ts';
import { amountBy } from './case-fields.ts';
import { lifeOf } from './case-life.ts';
import { standing } from './case-marks.ts';
import { levelled, type Places, type Unlevelled } from './case-risk.ts';
import { isFinal, reasonInForce, slaAt, verdictAt } from './case-sla.ts';
import type { Context } from './context.ts';
import type { Due } from './deadline/due.ts';
import { basisOf } from './deadline/explain.ts';
import { remainingAt } from './deadline/remaining.ts';
import { counts } from './event.ts';
import { withActs } from './life/acts.ts';
import { seenSince, withChecks } from './life/again.ts';
import { withMerges } from './life/merging.ts';
import { withReferral } from './life/referral.ts';
import type { Sighted } from './life/sightings.ts';
import { holderBy, withUnitIds } from './life/units.ts';
import { flagsBy, placedBy } from './place.ts';

/** What items know of each other. */
export interface ItemPlaces extends Places {
  /** What alarms and leads saw of them. */
  readonly sighted: Sighted;
  /** The record with its merges judged by what the other items are. */
  judged(id: string, record: CaseRecord): CaseRecord;
}

/** A record of an item that was received, as it is presented, with its deadline. */
interface Reckoned {
  readonly record: CaseRecord;
  readonly due: Due;
}

/** Makes items of their records. */
export interface ItemBuilder {
  /** The item at an instant; null while it was not received. */
  build(id: string, kept: CaseRecord, context: Context): CaseEntity | null;
  /** What its clocks follow from. */
  reckoned(kept: CaseRecord, context: Context): Reckoned;
}

/** An item is booked right after it was built: what was reckoned last is kept, so that both need it once. */
export function createItemBuilder(places: ItemPlaces): ItemBuilder {
  let last: (Reckoned & { readonly kept: CaseRecord; readonly context: Context }) | null = null;
  const reckoned = (kept: CaseRecord, context: Context): Reckoned => {
    if (last !== null && last.context === context && sameButVersion(last.kept, kept)) return last;
    const record = presented(kept, context);
    last = { record, due: dueFor(record, context.setting), kept, context };
    return last;
  };
  return {
    reckoned,
    build(id, kept, context) {
      const { title, kind, receivedAt } = kept.cells;
      if (title === undefined || kind === undefined || receivedAt === undefined) return null;
      const told = { title: title.v, kind: kind.v, receivedAt: receivedAt.v };
      const { record, due } = reckoned(kept, context);
      const shown = shownOf({ id, version: kept.version, record, due, ...told }, context, places);
      return levelled(writtenOut(shown), record, context, places);
    },
  };
}

/** The record with what follows for it from the desk's acts and from the rules. */
export function presented(kept: CaseRecord, { now, setting }: Context): CaseRecord {
  const acted = withActs(withMerges(kept), now);
  return withReferral(withUnitIds(acted, setting), setting.rules.life.returnsAtMost);
}

/** Nothing of an item follows from its version. */
function sameButVersion(a: CaseRecord, b: CaseRecord): boolean {
  if (a === b) return true;
  for (const key in b) {
    const name = key as keyof CaseRecord;
    if (name !== 'version' && a[name] !== b[name]) return false;
  }
  return true;
}

/** What an item says of itself before anything follows. */
interface Told extends Reckoned, Pick<CaseEntity, 'id' | 'version' | 'title' | 'kind' | 'receivedAt'> {}

/** All that an item is written from. */
interface Shown extends Told {
  readonly place: Placed;
  readonly held: ReturnType<typeof holderBy>;
  readonly standing: Standing;
  readonly life: CaseEntity['life'];
}

function shownOf(told: Told, context: Context, places: ItemPlaces): Shown {
  const { id, kind, record, due } = told;
  const { cells, marks, origin } = record;
  const place = placedBy(cells, context.setting);
  const held = holderBy(cells.holder?.v ?? null, context.setting);
  const stands = standingOf(told, context);
  const { state, since, receivedAt, pausedAt } = stands;
  const category = cells.category?.v ?? null;
  const { location, village } = place;
  const sought = { id, kind, category, location, village, marks, counted: counts(origin.v.reality) };
  const checked = withChecks(record, seenSince(sought, places));
  const life = lifeOf(checked, { state, since, receivedAt, pausedAt, due }, context);
  return { ...told, place, held, standing: stands, life };
}

/** How an item stands, and against its clock. */
type Standing = ReturnType<typeof standingOf>;

function standingOf({ record, due, receivedAt }: Told, { now, setting }: Context) {
  const { cells, marks } = record;
  const { state, since } = standing(record);
  const closed = state === 'CLOSED' || state === 'ARCHIVED';
  const pausedAt = standsStill(due, state, since) ? since : null;
  const running = pausedAt === null && !isFinal(state);
  return {
    state,
    since,
    receivedAt,
    dueAt: due.dueAt,
    warnAt: due.warnAt,
    closedAt: closed ? (cells.closedAt?.v ?? since) : null,
    outcome: closed ? (cells.outcome?.v ?? null) : null,
    pausedAt,
    overdueReason: reasonInForce(cells.overdueReason, marks),
    rest: running ? remainingAt(due, now, setting.deadlines.calendar) : NOT_RUNNING,
    now,
  };
}

const NOT_RUNNING = { restsUntil: null, remainingWorkdays: null } as const;

/** Field by field: this is done with every entry, and an object that is spread from parts costs ten times as much. */
function writtenOut(told: Shown): Unlevelled {
  const { record, due, place, held, standing: stands } = told;
  const { cells, origin } = record;
  return {
    id: told.id,
    source: origin.v.source,
    reality: origin.v.reality,
    version: told.version,
    flags: flagsBy(cells.placeFlags?.v, record.skewed),
    location: place.location,
    area: place.area,
    village: place.village,
    street: place.street,
    address: place.address,
    kind: told.kind,
    category: cells.category?.v ?? null,
    channel: cells.channel?.v ?? null,
    urgency: cells.urgency?.v ?? null,
    handlingLevel: cells.handlingLevel?.v ?? null,
    people: cells.people?.v ?? null,
    amount: amountBy(cells),
    photos: cells.photos?.v ?? [],
    link: cells.link?.v ?? null,
    holder: held.holder,
    holderUnit: held.holderUnit,
    title: told.title,
    receivedAt: told.receivedAt,
    startAt: due.startAt,
    state: stands.state,
    dueAt: due.dueAt,
    warnAt: due.warnAt,
    closedAt: stands.closedAt,
    pausedAt: stands.pausedAt,
    overdueReason: stands.overdueReason,
    pausedMs: due.pausedMs,
    originalDueAt: due.originalDueAt,
    dueSource: due.dueSource,
    limit: due.limit?.id ?? null,
    provisional: due.provisional,
    restsUntil: stands.rest.restsUntil,
    remainingWorkdays: stands.rest.remainingWorkdays,
    basis: due.limit === null ? (cells.basis?.v ?? null) : basisOf(due.limit),
    sla: slaAt(stands, stands.now),
    verdict: verdictAt(stands, stands.now),
    outcome: stands.outcome,
    stateSince: stands.since,
    life: told.life,
  };
}
