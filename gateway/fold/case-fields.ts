import type { CaseEntity } from '../contract/entities.ts';
import type { CaseLife } from '../contract/life.ts';
import type { CaseState } from '../contract/vocabulary.ts';
import { FINAL_CASE_STATES } from '../contract/vocabulary.ts';
import { closedAtOf, type Heard, happenedAt, millis, type TypeOf } from './event.ts';
import { type PlaceFields, placePatch } from './place.ts';
import type { Cells, Patch } from './stamp.ts';

type Told =
  | 'title'
  | 'kind'
  | 'category'
  | 'channel'
  | 'receivedAt'
  | 'people'
  | 'link'
  | 'level'
  | 'urgency'
  | 'handlingLevel'
  | 'holder'
  | 'startAt'
  | 'dueAt'
  | 'overdueReason'
  | 'basis'
  | 'photos'
  | 'outcome'
  | 'closedAt';

/** Fields of an item that events write, each with its own last writer. */
export type CaseFields = Pick<CaseEntity, Told> &
  Pick<CaseLife, 'firstUnit' | 'tags' | 'track' | 'score' | 'into' | 'catalogueItem'> &
  PlaceFields &
  SumFields;

/** Sums of a settlement, yuan; each is told on its own, so that what was paid takes nothing back of what is owed. */
interface SumFields {
  readonly owed: number | null;
  readonly paid: number | null;
  readonly promised: number | null;
}

type CaseHeard = Heard<TypeOf<'case'>>;

/**
 * State that an event means when its data names none (domain §2.2). `progressed`, `extended` and `rated`
 * say nothing about the state.
 */
const NATURAL_STATE: { readonly [Type in TypeOf<'case'>]?: CaseState } = {
  'case.received': 'RECEIVED',
  'case.verified': 'VERIFYING',
  'case.dispatched': 'DISPATCHED',
  'case.signed': 'ACCEPTED',
  'case.returned': 'VERIFYING',
  'case.started': 'IN_PROGRESS',
  'case.suspended': 'SUSPENDED',
  'case.resumed': 'IN_PROGRESS',
  'case.fedback': 'FEEDBACK',
  'case.calledback': 'CALLBACK',
  'case.fulfilment_started': 'FULFILMENT',
  'case.reworked': 'REWORK',
  'case.closed': 'CLOSED',
  'case.reopened': 'IN_PROGRESS',
  'case.merged': 'MERGED',
  'case.voided': 'VOID',
};

/** State that an event puts the item in; null when it leaves it. */
export function stateSaid({ type, data }: CaseHeard): CaseState | null {
  const said = 'state' in data ? data.state : undefined;
  return said ?? NATURAL_STATE[type] ?? null;
}

/** What an event says about the item's fields; whatever puts it back to work takes the closing back. */
export function casePatch(heard: CaseHeard): Patch<CaseFields> {
  const state = stateSaid(heard);
  const back = state !== null && !FINAL_CASE_STATES.includes(state);
  const ended = back ? { closedAt: null, outcome: null } : {};
  switch (heard.type) {
    case 'case.received':
      return { ...ended, ...standingPatch(heard.data), ...receivedPatch(heard) };
    case 'case.closed':
      return { ...ended, ...standingPatch(heard.data), ...closedPatch(heard) };
    case 'case.merged':
      return { ...ended, into: heard.data.into };
    case 'case.rated':
      return { ...ended, score: heard.data.score };
    default:
      return stepPatch(heard, back ? null : undefined);
  }
}

/** Field by field: most of what is told of items are steps, and patches that are spread into one cost many times as much. */
function stepPatch(
  { data, entry }: Pick<Heard<'case.started'>, 'data' | 'entry'>,
  ended: null | undefined,
): Patch<CaseFields> {
  const standing = standingPatch(data);
  const place = placePatch(data, entry);
  return {
    closedAt: ended,
    outcome: ended,
    level: standing.level,
    urgency: standing.urgency,
    handlingLevel: standing.handlingLevel,
    holder: standing.holder,
    startAt: standing.startAt,
    dueAt: standing.dueAt,
    overdueReason: standing.overdueReason,
    basis: standing.basis,
    owed: standing.owed,
    paid: standing.paid,
    promised: standing.promised,
    photos: standing.photos,
    tags: standing.tags,
    track: standing.track,
    catalogueItem: standing.catalogueItem,
    location: place.location,
    area: place.area,
    address: place.address,
    placeFlags: place.placeFlags,
  };
}

function receivedPatch({ data, entry }: Heard<'case.received'>): Patch<CaseFields> {
  return {
    title: data.title,
    kind: data.kind,
    category: data.category,
    channel: data.channel,
    receivedAt: happenedAt(data.receivedAt, entry),
    people: data.people,
    link: data.link,
    firstUnit: data.firstUnit,
    ...placePatch(data, entry),
  };
}

function closedPatch(heard: Heard<'case.closed'>): Patch<CaseFields> {
  return { outcome: heard.data.outcome, closedAt: closedAtOf(heard) };
}

function standingPatch(
  data: Heard<'case.started' | 'case.closed' | 'case.received'>['data'],
): Patch<CaseFields> {
  const { owed, paid, promised } = sumsOf(data.amount);
  return {
    level: data.level,
    urgency: data.urgency,
    handlingLevel: data.handlingLevel,
    holder: data.holder,
    startAt: instantOrNull(data.startAt),
    dueAt: instantOrNull(data.dueAt),
    overdueReason: data.overdueReason === undefined ? undefined : data.overdueReason || null,
    basis: data.basis,
    owed,
    paid,
    promised,
    photos: data.photos,
    tags: data.tags,
    track: data.track,
    catalogueItem: data.catalogueItem,
  };
}

function instantOrNull(instant: string | null | undefined): number | null | undefined {
  return typeof instant === 'string' ? millis(instant, 0) : instant;
}

type AmountData = { owed?: number | undefined; paid?: number | undefined; promised?: number | undefined };

function sumsOf(amount: AmountData | null | undefined): Patch<SumFields> {
  return amount === null ? NO_SUMS : (amount ?? NOTHING_SAID);
}

const NO_SUMS: Patch<SumFields> = { owed: null, paid: null, promised: null };
const NOTHING_SAID: Patch<SumFields> = {};

/** The sums that were told; null where none stands. */
export function amountBy({ owed, paid, promised }: Cells<CaseFields>): CaseEntity['amount'] {
  if (owed === undefined && paid === undefined && promised === undefined) return null;
  const told = Object.entries({ owed: owed?.v, paid: paid?.v, promised: promised?.v });
  const known = told.filter(([, sum]) => typeof sum === 'number');
  return known.length === 0 ? null : Object.fromEntries(known);
}
