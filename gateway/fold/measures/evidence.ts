import type { EntityKind, EntityOf } from '../../contract/entities.ts';
import type { LogEntry } from '../../contract/entry.ts';
import { AREA_MEASURES, type MeasureId } from '../../contract/measures.ts';
import type { AlarmFacts } from '../alarm-facts.ts';
import type { CaseRecord } from '../case.ts';
import type { Setting } from '../context.ts';
import { equal } from '../equal.ts';
import { counts } from '../event.ts';
import type { CountedKind } from '../model.ts';
import type { Ledger, Table } from '../table.ts';
import { alarmMoments } from './alarm-moments.ts';
import { createDays, DAYS_KEPT, type Days, type DaysImage } from './days.ts';
import { caseMoments, type Moment, videoMoments, warningMoments } from './moments.ts';

/** What one item, alarm or lead adds to the figures, and which entries said so. Kept after it has left the live state. */
export interface Proof {
  readonly moments: readonly Moment[];
  readonly street: string | null;
  /** `n` of every entry about it, ascending. */
  readonly ns: readonly number[];
  /** Day on which it left the live state; null while it is there. */
  readonly left: number | null;
}

/** The evidence of all figures: sums by day, and the proofs that they are the sums of. */
export interface Evidence {
  readonly days: Days;
  /** An entry about an entity was taken. */
  heard(kind: CountedKind, id: string, entry: Pick<LogEntry, 'n' | 'reality'>): void;
  /** Entries about something else without which an entity's share cannot be seen. */
  leaned(kind: CountedKind, id: string, ns: readonly number[]): void;
  /** An item was made of an alarm or a lead: what speaks for that speaks for the item too. */
  inherited(id: string, from: string): void;
  /** An entity as it stands now. `before` tells a new episode of an alarm from a corrected one. */
  changed<Kind extends CountedKind>(
    kind: Kind,
    before: EntityOf[Kind] | undefined,
    after: EntityOf[Kind],
  ): void;
  left(kind: CountedKind, id: string): void;
  advance(now: number, utcOffsetMs: number): void;
  /** Other rules came into force with entry `n`. */
  configured(n: number): void;
  /** The latest few of these. */
  configurations(): readonly number[];
  /** `n` of the entries about one, while its proof is kept. */
  entriesOf(kind: EntityKind, id: string): readonly number[];
  /** Every proof by `kind:id`; an earlier episode of an alarm as `alarm:id#n` of its last entry. */
  proofs(): IterableIterator<[string, Proof]>;
  /** Grows with every change of a sum. */
  readonly changes: number;
  image(): EvidenceImage;
  load(image: EvidenceImage, now: number, utcOffsetMs: number): void;
}

export interface EvidenceImage {
  readonly configurations: readonly number[];
  readonly proofs: readonly (readonly [string, Proof])[];
  readonly days: DaysImage;
}

/** Entries that are remembered of one entity; of more the oldest are forgotten. */
const ENTRIES_KEPT = 256;
/** Proofs of what has left: items as long as their days, alarms and leads as long as a month needs. */
const KEPT_DAYS: Readonly<Record<string, number>> = {
  case: DAYS_KEPT,
  alarm: 40,
  video: 40,
  warning: DAYS_KEPT,
};
const PROOFS_KEPT = 60_000;
const CONFIGURATIONS_KEPT = 8;
const NOTHING: Proof = { moments: [], street: null, ns: [], left: null };
const WITH_AREA: ReadonlySet<MeasureId> = new Set(AREA_MEASURES);

interface Sources {
  readonly record: (id: string) => CaseRecord | undefined;
  readonly alarm: (alarm: EntityOf['alarm']) => AlarmFacts | undefined;
  readonly setting: () => Setting;
}

export function createEvidence(ledger: Ledger, sources: Sources): Evidence {
  const proofs = ledger.table<Proof>('proof');
  const days = createDays(ledger);
  const configurations = ledger.table<readonly number[]>('configurations');
  const configured = () => configurations.get('n') ?? [];
  let changes = 0;
  let today = 0;
  let offset = 0;
  const count = (moments: readonly Moment[], street: string | null, by: 1 | -1) => {
    for (const moment of moments) days.add(moment, areasOf(moment, street), by);
    if (moments.length > 0) changes += 1;
  };
  const replace = (name: string, before: Proof, after: Proof) => {
    const same = before.street === after.street && equal(before.moments, after.moments);
    if (same && before.left === after.left) return;
    proofs.put(name, after);
    if (same) return;
    const moved = before.street !== after.street;
    count(moved ? before.moments : without(before.moments, after.moments), before.street, -1);
    count(moved ? after.moments : without(after.moments, before.moments), after.street, 1);
  };
  return {
    days,
    get changes() {
      return changes;
    },
    heard(kind, id, { n, reality }) {
      if (KEPT_DAYS[kind] === undefined || !counts(reality)) return;
      const name = `${kind}:${id}`;
      const proof = proofs.get(name) ?? NOTHING;
      proofs.put(name, { ...proof, ns: [...proof.ns.slice(1 - ENTRIES_KEPT), n] });
    },
    leaned(kind, id, ns) {
      const name = `${kind}:${id}`;
      const proof = proofs.get(name);
      if (proof === undefined) return;
      const all = [...new Set([...proof.ns, ...ns])].sort((a, b) => a - b);
      proofs.put(name, { ...proof, ns: all.slice(-ENTRIES_KEPT) });
    },
    inherited(id, from) {
      const ns = proofs.get(from)?.ns;
      const name = `case:${id}`;
      if (ns !== undefined && proofs.get(name) === undefined) proofs.put(name, { ...NOTHING, ns });
    },
    changed(kind, before, after) {
      if (KEPT_DAYS[kind] === undefined || !counts(after.reality)) return;
      const name = `${kind}:${after.id}`;
      let proof = proofs.get(name) ?? NOTHING;
      if (kind === 'alarm' && endedBefore(before as EntityOf['alarm'] | undefined, after, proof)) {
        proofs.put(`${name}#${proof.ns.at(-1) ?? 0}`, { ...proof, left: today });
        proof = { ...proof, moments: [], street: null };
      }
      replace(name, proof, { ...proof, ...momentsNow(kind, after, sources), left: null });
    },
    left(kind, id) {
      const name = `${kind}:${id}`;
      const proof = proofs.get(name);
      if (proof === undefined) return;
      if (proof.moments.length === 0) proofs.delete(name);
      else proofs.put(name, { ...proof, left: today });
    },
    advance(now, utcOffsetMs) {
      if (utcOffsetMs !== offset) {
        offset = utcOffsetMs;
        changes += 1;
        for (const [, { moments, street }] of proofs.entries()) count(moments, street, -1);
        days.cutAt(utcOffsetMs);
        for (const [, { moments, street }] of proofs.entries()) count(moments, street, 1);
      }
      const day = days.dayOf(now);
      if (day === today) return;
      today = day;
      changes += 1;
      days.moveTo(day);
      forget(proofs, day);
    },
    configured(n) {
      configurations.put('n', [...configured().slice(1 - CONFIGURATIONS_KEPT), n]);
    },
    configurations: configured,
    entriesOf: (kind, id) => proofs.get(`${kind}:${id}`)?.ns ?? [],
    proofs: () => proofs.entries(),
    image: () => ({ configurations: configured(), proofs: [...proofs.entries()], days: days.image() }),
    load(image, now, utcOffsetMs) {
      offset = utcOffsetMs;
      days.load(image.days, utcOffsetMs);
      today = days.dayOf(now);
      if (image.configurations.length > 0) configurations.put('n', image.configurations);
      for (const [name, proof] of image.proofs) proofs.put(name, proof);
    },
  };
}

/** What of a list is not in the other one; an item adds to each measure at most once. */
function without(moments: readonly Moment[], others: readonly Moment[]): readonly Moment[] {
  return moments.filter(([measure, at, value]) =>
    others.every((other) => other[0] !== measure || other[1] !== at || other[2] !== value),
  );
}

/** A new episode of an alarm is counted beside the former one. */
function endedBefore(
  before: EntityOf['alarm'] | undefined,
  after: EntityOf[CountedKind],
  proof: Proof,
): boolean {
  if (proof.moments.length === 0) return false;
  if (before === undefined) return proof.left !== null;
  return before.finishedAt !== null && (after as EntityOf['alarm']).finishedAt === null;
}

function momentsNow(
  kind: CountedKind,
  entity: EntityOf[CountedKind],
  { record, alarm, setting }: Sources,
): Pick<Proof, 'moments' | 'street'> {
  if (kind === 'alarm') {
    const facts = alarm(entity as EntityOf['alarm']);
    return {
      moments: facts === undefined ? [] : alarmMoments(entity as EntityOf['alarm'], facts),
      street: null,
    };
  }
  if (kind === 'warning') return { moments: warningMoments(entity as EntityOf['warning']), street: null };
  if (kind === 'video') return { moments: videoMoments(entity as EntityOf['video']), street: null };
  const item = entity as EntityOf['case'];
  const inside = record(item.id);
  const moments = inside === undefined ? [] : caseMoments(inside, item, setting());
  return { moments, street: item.street };
}

/** The site, and the street for what is also told by street. */
export function areasOf([measure]: Moment, street: string | null): readonly string[] {
  return street === null || !WITH_AREA.has(measure) ? WHOLE : ['', street];
}

const WHOLE = [''] as const;

/** Lets go of what left too long ago, then of the oldest beyond the number that is kept. */
function forget(proofs: Table<Proof>, today: number): void {
  const kept: string[] = [];
  for (const [name, { left }] of [...proofs.entries()]) {
    if (left === null) continue;
    const keep = KEPT_DAYS[name.slice(0, name.indexOf(':'))] ?? 0;
    if (today - left > keep) proofs.delete(name);
    else kept.push(name);
  }
  for (const name of kept.slice(0, Math.max(0, kept.length - PROOFS_KEPT))) proofs.delete(name);
}
