import type { EntityKind, EntityOf } from '../../contract/entities.ts';
import type { LogEntry } from '../../contract/entry.ts';
import { AREA_MEASURES, type MeasureId } from '../../contract/measures.ts';
import { equal } from '../equal.ts';
import { counts } from '../event.ts';
import type { SeenBetween } from '../life/again.ts';
import type { CountedKind } from '../model.ts';
import type { Ledger, Table } from '../table.ts';
import { createDays, DAYS_KEPT, type Days, type DaysImage } from './days.ts';
import { createFloods, type Floods, type FloodsImage } from './floods.ts';
import { createGroups, type Groups } from './groups.ts';
import { createLikes, type Likes, type Touch } from './likes.ts';
import type { Moment } from './moments.ts';
import { momentsNow, repeatedSince, type Sources, seenBy, sightingOf, type Told } from './told.ts';
import { createUnlisted, PROOFS_KEPT, type Unlisted, type UnlistedImage } from './unlisted.ts';
import { createWatched, type WatchedImage } from './watched.ts';

/** What one item, alarm or lead adds to the figures, and which entries said so. Kept after it has left the live state. */
export interface Proof {
  readonly moments: readonly Moment[];
  readonly street: string | null;
  /** Who or what stands behind it: the device of an alarm, the algorithm of a lead, the place and matter of an item. */
  readonly by?: string;
  /** When an item was received that was joined to another: it counts no more, but it was seen. */
  readonly joinedFrom?: number;
  /** `n` of every entry about it, ascending. */
  readonly ns: readonly number[];
  /** Day on which it left the live state; null while it is there. */
  readonly left: number | null;
}

/** The evidence of all figures: sums by day, and the proofs that they are the sums of. */
export interface Evidence {
  readonly days: Days;
  /** What of them can be listed no more. */
  readonly unlisted: Unlisted;
  readonly groups: Groups;
  readonly floods: Floods;
  /** Since when the log was watched, epoch ms: its first configuration; null before. */
  since(): number | null;
  /** An entry about an entity was taken. */
  heard(kind: CountedKind, id: string, entry: Pick<LogEntry, 'n' | 'reality'>): void;
  /** Entries about something else without which an entity's share cannot be seen. */
  leaned(kind: CountedKind, id: string, ns: readonly number[]): void;
  /** An item was made of an alarm or a lead: what speaks for that speaks for the item too. */
  inherited(id: string, from: string): void;
  /** An entity as it stands now. */
  changed<Kind extends CountedKind>(
    kind: Kind,
    before: EntityOf[Kind] | undefined,
    after: EntityOf[Kind],
  ): void;
  left(kind: CountedKind, id: string): void;
  /** What a part of an entity added that is kept no longer, and began with entry `n`: it stays counted beside the rest. */
  parted(kind: CountedKind, id: string, n: number, moments: readonly Moment[]): void;
  /** Counted items about `like` (`likeOf`) that were received after `from` and before `to`, epoch ms, in that order. */
  again: SeenBetween;
  /** The same with items that were joined to another. */
  seen: SeenBetween;
  /** About what an item came to count, or no longer does, since this was last asked. */
  touched(): readonly Touch[];
  advance(now: number, utcOffsetMs: number): void;
  /** Other rules came into force with entry `n`, received at `at`. */
  configured(n: number, at: number): void;
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

export interface EvidenceImage extends WatchedImage {
  readonly proofs: readonly (readonly [string, Proof])[];
  readonly days: DaysImage;
  readonly floods: FloodsImage;
  /** Absent in an image from before there was any. */
  readonly unlisted?: UnlistedImage;
}

type Who = Pick<Proof, 'street' | 'by'>;

/** Entries that are remembered of one entity; of more the oldest are forgotten. */
const ENTRIES_KEPT = 256;
const FIRST_ENTRIES = 8;
/** Days for which the proofs of alarms and leads are kept after these have left: as long as a month needs. */
export const ALARM_DAYS_KEPT = 40;
/** Proofs of what has left: items as long as their days. */
const KEPT_DAYS: Readonly<Record<string, number>> = {
  case: DAYS_KEPT,
  alarm: ALARM_DAYS_KEPT,
  video: ALARM_DAYS_KEPT,
  warning: DAYS_KEPT,
};
const CASE = 'case:';
const NOTHING: Proof = { moments: [], street: null, ns: [], left: null };
const WITH_AREA: ReadonlySet<MeasureId> = new Set(AREA_MEASURES);

export function createEvidence(ledger: Ledger, sources: Sources): Evidence {
  const proofs = ledger.table<Proof>('proof');
  const days = createDays(ledger);
  const unlisted = createUnlisted(ledger);
  const watched = createWatched(ledger);
  const groups = createGroups(days, watched.since);
  const floods = createFloods(ledger);
  const dated = datedOf({ days, unlisted, floods });
  const likes = createLikes(() => sources.setting().rules.life.samePlaceMetres);
  const indexed = indexOf(groups, likes);
  let changes = 0;
  let today = 0;
  let offset = 0;
  const count = (moments: readonly Moment[], { street, by }: Who, sign: 1 | -1) => {
    for (const moment of moments) days.add(moment, areasOf(moment, street), sign);
    groups.add(moments, by, sign);
    if (moments.length > 0) changes += 1;
  };
  const replace = (name: string, before: Proof, after: Proof) => {
    const moved = before.street !== after.street || before.by !== after.by;
    const same = !moved && equal(before.moments, after.moments);
    if (same && before.left === after.left && before.joinedFrom === after.joinedFrom) return;
    proofs.put(name, after);
    if (same) return;
    count(moved ? before.moments : without(before.moments, after.moments), before, -1);
    count(moved ? after.moments : without(after.moments, before.moments), after, 1);
  };
  const known = { ...sources, likes };
  const retell = (name: string) => {
    const proof = proofs.get(name);
    if (proof !== undefined)
      replace(name, proof, { ...proofBy(proofs, proof, retold(name, proof, known)), left: proof.left });
  };
  return {
    days,
    unlisted,
    groups,
    floods,
    since: watched.since,
    configured: watched.configured,
    configurations: watched.configurations,
    get changes() {
      return changes;
    },
    ...notesOf(proofs),
    ...placesOf(likes),
    changed(kind, before, after) {
      if (KEPT_DAYS[kind] === undefined || !counts(after.reality)) return;
      const name = `${kind}:${after.id}`;
      const anew = kind === 'alarm' && before === undefined;
      const proof = anew ? begunAnew(proofs, name, today) : (proofs.get(name) ?? NOTHING);
      const told = momentsNow(kind, after, known);
      replace(name, proof, proofBy(proofs, proof, told));
      if (kind === 'case') for (const each of likes.put(name, told.by, sightingOf(told))) retell(each);
    },
    left(kind, id) {
      const name = `${kind}:${id}`;
      const proof = proofs.get(name);
      if (proof === undefined) return;
      if (proof.moments.length === 0 && proof.joinedFrom === undefined) proofs.delete(name);
      else proofs.put(name, { ...proof, left: today });
    },
    parted(kind, id, n, moments) {
      const proof = proofs.get(`${kind}:${id}`) ?? NOTHING;
      if (moments.length > 0) proofs.put(`${kind}:${id}#${n}`, { ...proof, moments, left: today });
      count(moments, proof, 1);
    },
    advance(now, utcOffsetMs) {
      if (utcOffsetMs !== offset) {
        offset = utcOffsetMs;
        changes += 1;
        for (const proof of proofs.rows()) count(proof.moments, proof, -1);
        dated.cutAt(utcOffsetMs);
        for (const proof of proofs.rows()) count(proof.moments, proof, 1);
      }
      const day = days.dayOf(now);
      if (day === today) return;
      today = day;
      changes += 1;
      dated.moveTo(day);
      for (const [name, proof] of forgotten(proofs, day)) {
        dated.letGo(proof);
        indexed(name, proof, -1);
      }
    },
    image: () => ({ ...watched.image(), proofs: [...proofs.entries()], ...dated.image() }),
    load(image, now, utcOffsetMs) {
      offset = utcOffsetMs;
      today = dated.load(image, now, utcOffsetMs);
      watched.load(image);
      for (const [name, proof] of image.proofs) {
        proofs.put(name, proof);
        indexed(name, proof, 1);
      }
      likes.touched();
    },
  };
}

/** What is kept by day, of which all goes the same way with the days. */
function datedOf({ days, unlisted, floods }: Pick<Evidence, 'days' | 'unlisted' | 'floods'>) {
  return {
    cutAt(utcOffsetMs: number) {
      days.cutAt(utcOffsetMs);
      unlisted.cutAt(utcOffsetMs);
    },
    moveTo(day: number) {
      days.moveTo(day);
      unlisted.moveTo(day);
      floods.forget(days.startOf(day - ALARM_DAYS_KEPT));
    },
    /** What is listed no more stays as sums. */
    letGo({ moments, street }: Proof) {
      unlisted.add(moments, (moment) => areasOf(moment, street));
    },
    image: () => ({ days: days.image(), floods: floods.image(), unlisted: unlisted.image() }),
    /** The day that it was. */
    load(image: EvidenceImage, now: number, utcOffsetMs: number) {
      days.load(image.days, utcOffsetMs);
      const today = days.dayOf(now);
      unlisted.cutAt(utcOffsetMs);
      if (image.unlisted !== undefined) unlisted.load(image.unlisted, utcOffsetMs);
      unlisted.moveTo(today);
      floods.load(image.floods);
      return today;
    },
  };
}

function placesOf(likes: Likes): Pick<Evidence, 'again' | 'seen' | 'touched'> {
  return { again: seenBy(likes, true), seen: seenBy(likes), touched: likes.touched };
}

/** An item as it is told now that another one came, or went, that may make it a repeat; what has left stays one. */
function retold(name: string, proof: Proof, sources: Sources & { readonly likes: Likes }): Told {
  const item = proof.left === null ? sources.item(name.slice(CASE.length)) : undefined;
  return item === undefined ? repeatedSince(name, proof, sources.likes) : momentsNow('case', item, sources);
}

/** Which entries speak for whom. */
function notesOf(
  proofs: Table<Proof>,
): Pick<Evidence, 'heard' | 'leaned' | 'inherited' | 'entriesOf' | 'proofs'> {
  return {
    entriesOf: (kind, id) => proofs.get(`${kind}:${id}`)?.ns ?? [],
    proofs: () => proofs.entries(),
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
      proofs.put(name, { ...proof, ns: mergedNs(proof.ns, ns) });
    },
    inherited(id, from) {
      const ns = proofs.get(from)?.ns;
      const name = `case:${id}`;
      if (ns !== undefined && proofs.get(name) === undefined) proofs.put(name, { ...NOTHING, ns });
    },
  };
}

/** What of a list is not in the other one, each as often as it is there more often. */
function without(moments: readonly Moment[], others: readonly Moment[]): readonly Moment[] {
  const left = [...others];
  return moments.filter((moment) => {
    const same = left.findIndex((other) => equal(other, moment));
    if (same >= 0) left.splice(same, 1);
    return same < 0;
  });
}

/** The proof of an alarm that is there again after it had left: its former episodes are in no record, and stay apart. */
function begunAnew(proofs: Table<Proof>, name: string, today: number): Proof {
  const proof = proofs.get(name) ?? NOTHING;
  if (proof.left === null || proof.moments.length === 0) return proof;
  proofs.put(`${name}#${proof.ns.at(-1) ?? 0}`, { ...proof, left: today });
  return { ...NOTHING, ns: proof.ns, left: proof.left };
}

/** What is made of proofs alone: one joins, or goes. */
function indexOf(groups: Groups, likes: Likes) {
  return (name: string, proof: Proof, sign: 1 | -1) => {
    groups.add(proof.moments, proof.by, sign);
    if (name.startsWith(CASE)) likes.put(name, proof.by, sign === 1 ? sightingOf(proof) : null);
  };
}

/** The proof after it was told anew, with the entries of what it leans on. */
function proofBy(proofs: Table<Proof>, proof: Proof, told: Told): Proof {
  const { moments, street, by, joinedFrom } = told;
  const who = by === undefined ? { moments, street } : { moments, street, by };
  const head = joinedFrom === undefined ? who : { ...who, joinedFrom };
  return { ...head, ns: nsBy(proofs, proof, told), left: null };
}

function nsBy(proofs: Table<Proof>, { ns }: Proof, { leans, joined }: Told): readonly number[] {
  if (leans === undefined && joined === undefined) return ns;
  const leant = (leans ?? []).flatMap((name) => firstNs(proofs.get(name)));
  const under = (joined ?? []).flatMap((name) => proofs.get(name)?.ns ?? []);
  const more = [...leant, ...under];
  return more.length === 0 ? ns : mergedNs(ns, more);
}

/** The entries that first told of it: enough to see what it is about, where and when. */
function firstNs(proof: Proof | undefined): readonly number[] {
  return proof?.ns.slice(0, FIRST_ENTRIES) ?? [];
}

function mergedNs(ns: readonly number[], more: readonly number[]): readonly number[] {
  return [...new Set([...ns, ...more])].sort((a, b) => a - b).slice(-ENTRIES_KEPT);
}

/** The site, and the street for what is also told by street. */
export function areasOf([measure]: Moment, street: string | null): readonly string[] {
  return street === null || !WITH_AREA.has(measure) ? WHOLE : ['', street];
}

const WHOLE = [''] as const;

/** Lets go of what left too long ago, then of the oldest beyond the number that is kept. */
function forgotten(proofs: Table<Proof>, today: number): readonly (readonly [string, Proof])[] {
  const gone: string[] = [];
  const kept = new Map(Object.keys(KEPT_DAYS).map((kind): [string, string[]] => [kind, []]));
  for (const [name, { left }] of [...proofs.entries()]) {
    if (left === null) continue;
    const kind = name.slice(0, name.indexOf(':'));
    const list = today - left > (KEPT_DAYS[kind] ?? 0) ? gone : kept.get(kind);
    list?.push(name);
  }
  for (const list of kept.values()) gone.push(...list.slice(0, Math.max(0, list.length - PROOFS_KEPT)));
  return gone.map((name) => {
    const proof = proofs.get(name) ?? NOTHING;
    proofs.delete(name);
    return [name, proof];
  });
}
