import type { LogEntry } from '../contract/entry.ts';
import type { CommandType } from '../contract/event-types.ts';
import { entityRef } from '../contract/ids.ts';
import { OFFICE_OPEN, UNSEEN_ITEMS } from '../contract/kpi.ts';
import { REALITIES } from '../contract/vocabulary.ts';
import { verdictRefused } from './bindings.ts';
import { endCalls, hearTerminal, itemSent, tellCall } from './calls.ts';
import { actedAt } from './case.ts';
import { isFinal } from './case-sla.ts';
import { type Deadlines, movesAfter, openDeadlines } from './deadline/moves.ts';
import { placeCalledTo } from './dispatch.ts';
import { counts, type Heard, readEntry, type TypeOf } from './event.ts';
import { mayHeed } from './life/again.ts';
import { link } from './links.ts';
import type { Configured } from './model.ts';
import { targetOf } from './operation.ts';
import { clocked, type Parts } from './parts.ts';
import { alarmsOf, matterOf } from './risk/recurrences.ts';
import { alarmSeen, leadSeen } from './sighted.ts';

const QUARANTINE_KEPT = 200;
const OF_ITEM = entityRef('case', '');

/**
 * Applies one entry, whole or not at all. An entry at or before the position was applied already and is passed over,
 * so that a batch may be told twice.
 */
export function apply(parts: Parts, entry: LogEntry): void {
  const { cursor, counters, series, figures, timeline } = parts;
  if (entry.n <= cursor.position.n) return;
  cursor.position = { e: entry.e, n: entry.n, h: entry.h };
  if (Number.isFinite(entry.receivedAt)) cursor.at = entry.receivedAt;
  try {
    if (!entry.flags.includes('erased')) take(parts, readEntry(entry));
    lookAtWatched(parts);
  } catch (error) {
    quarantine(parts, entry, error instanceof Error ? error.message : String(error));
  }
  counters.flush(entry.n);
  series.flush(entry.n);
  if (String(entry.type).startsWith('system.')) figures.settle(timeline.context.now, entry.n);
}

function take(parts: Parts, heard: Heard): void {
  if (isOf(heard, 'system')) {
    followSystem(parts, heard);
    return;
  }
  if (parts.timeline.untilTick(heard.entry.receivedAt)) moveOn(parts);
  route(parts, heard);
  parts.feeds.heard(heard.entry, parts.timeline.context);
}

function route(parts: Parts, heard: Heard): void {
  const { trackers, desk } = parts;
  if (isOf(heard, 'case')) {
    trackers.case.hear(heard);
    countUnseen(parts);
    desk.itemChanged(heard.entry.subject);
    if (heard.type === 'case.dispatched') itemSent(parts, heard.entry);
  } else if (isOf(heard, 'alarm')) {
    desk.hear(heard);
    alarmSeen(parts, heard.entry.subject, heard.entry.n);
  } else if (isOf(heard, 'terminal')) hearTerminal(parts, heard);
  else if (isOf(heard, 'video')) {
    trackers.video.hear(heard);
    leadSeen(parts, heard.entry.subject);
  } else if (isOf(heard, 'indicator')) trackers.indicator.hear(heard);
  else if (isOf(heard, 'operation') && heard.type !== 'operation.erased') operate(parts, heard);
}

function operate(parts: Parts, heard: Heard<CommandType>): void {
  const { kind, id } = targetOf(heard);
  if (heard.type === 'operation.linked') link(parts, heard);
  else if (heard.type === 'operation.instruction_sent') parts.warnings.instruct(heard);
  else if (kind === 'warning' || kind === 'instruction') parts.warnings.operate(kind, id, heard);
  else if (kind === 'alarm') parts.desk.operate(id, heard);
  else {
    if (kind === 'video' && heard.type === 'operation.verified') refuseVerdict(parts, id, heard);
    parts.trackers[kind].operate(id, heard);
    if (kind === 'video') leadSeen(parts, id);
    if (heard.type === 'operation.dispatched') {
      placeCall(parts, id, heard.data.to);
      sentTo(parts, heard);
    }
    if (kind === 'terminal') tellCall(parts, id, heard.entry);
  }
}

/** @throws {Error} when an item was made of the lead: what it counts for is no longer the lead's alone */
function refuseVerdict({ store }: Parts, id: string, { data }: Heard<'operation.verified'>): void {
  const lead = store.get('video', id);
  const refused = lead === undefined ? null : verdictRefused(lead, data);
  if (refused !== null) throw new Error(refused.detail);
}

/** The fold knows the place of what a terminal was called to: from then on a fix there is an arrival. */
function placeCall({ store, terminals, timeline }: Parts, id: string, to: string): void {
  const place = placeCalledTo(store, to);
  const { arrivedWithinM: withinM } = timeline.context.setting.rules.terminals;
  terminals.adjust(id, (record) =>
    record.call === null ? record : { ...record, call: { ...record.call, place, withinM } },
  );
}

/** Whoever sends a terminal to an item handles it. */
function sentTo({ cases, evidence }: Parts, { data, entry }: Heard<'operation.dispatched'>): void {
  if (!data.to.startsWith(OF_ITEM)) return;
  const id = data.to.slice(OF_ITEM.length);
  cases.adjust(id, (record) => {
    const deskAt = actedAt(record, entry.time);
    return deskAt === record.deskAt ? record : { ...record, deskAt };
  });
  evidence.leaned('case', id, [entry.n]);
}

function isOf<Feed extends string>(heard: Heard, feed: Feed): heard is Heard<TypeOf<Feed>> {
  return heard.type.startsWith(`${feed}.`);
}

function followSystem(parts: Parts, heard: Heard<TypeOf<'system'>>): void {
  const { timeline, anchors } = parts;
  if (heard.type === 'system.configured') {
    const firstRules = timeline.context.setting.hash === null;
    const before = firstRules ? null : openDeadlines(clocked(parts));
    const former = timeline.context.setting;
    timeline.configure(heard.data);
    parts.evidence.configured(heard.entry.n, heard.entry.receivedAt);
    parts.warnings.configured();
    startOver(parts, firstRules ? undefined : { heard, former });
    if (before !== null) noteMoves(parts, heard, before);
    return;
  }
  const { n, healedFrom } = heard.entry;
  // Lost and given back behind a later one: what it finds is found again, but it says nothing of the time.
  const isPast = healedFrom !== undefined && heard.data.at < timeline.context.now;
  if (!isPast) tick(parts, heard.data.at);
  const ended = endCalls(parts);
  const turned = parts.warnings.look() || ended;
  const { now, setting } = timeline.context;
  anchors.ticked({ n, at: now, utcOffsetMs: setting.utcOffsetMs, turned });
}

function tick(parts: Parts, at: number): void {
  if (parts.timeline.tick(at) === 'back') startOver(parts);
  else moveOn(parts);
}

/**
 * Lets time pass up to an instant as if the site had ticked whenever the time of an item came: for a fold of entries that
 * the ticks of their log are not among.
 */
export function passTime(parts: Parts, until: number): void {
  const { timeline, cases } = parts;
  const moveTo = (at: number) => {
    if (at > timeline.context.now) timeline.tick(at);
    moveOn(parts);
  };
  for (let at = cases.nextAt(); at !== null && at < until; ) {
    moveTo(at);
    const next = cases.nextAt();
    at = next === at ? null : next;
  }
  moveTo(until);
}

/** Time went forward: only what has an appointment is looked at, and all counts on a new day. */
function moveOn(parts: Parts): void {
  const { timeline, counters, series, evidence, trackers, feeds, cursor } = parts;
  const { now, setting } = timeline.context;
  counters.enter(timeline.today);
  counters.set(OFFICE_OPEN, setting.deadlines.calendar.workTime(now, now + 1) > 0 ? 1 : 0);
  series.advance(now, setting.utcOffsetMs);
  evidence.advance(now, setting.utcOffsetMs);
  for (const tracker of Object.values(trackers)) tracker.wake();
  countUnseen(parts);
  lookAtPlaces(parts);
  parts.desk.look();
  feeds.look(timeline.context, cursor.position.n);
  noteMeta(parts);
}

/** Open items of the places where the like was reported more, or less, than was shown. */
function lookAtPlaces({ recurrences, timeline, store, trackers }: Parts): void {
  const places = recurrences.settle(timeline.context, timeline.today);
  if (places.size === 0) return;
  const ids: string[] = [];
  for (const item of store.all('case')) {
    const matters = isFinal(item.state) ? [] : [matterOf(item), alarmsOf(item.village)];
    if (matters.some((matter) => matter !== null && places.has(matter))) ids.push(item.id);
  }
  trackers.case.look(ids.sort());
}

/** Items that were fed back, or are observed, of which the like was told, or is no longer. */
function lookAtWatched({ evidence, watched, store, cases, timeline }: Parts): void {
  const { samePlaceMetres } = timeline.context.setting.rules.life;
  for (const { like, at } of evidence.touched()) {
    for (const id of watched.at(like, samePlaceMetres)) {
      const item = store.get('case', id);
      if (item !== undefined && mayHeed(item, at)) cases.heed(id);
    }
  }
}

/** What was told of items that cannot be shown is in no other count. */
function countUnseen({ counters, cases }: Parts): void {
  counters.set(UNSEEN_ITEMS, cases.unseen().size);
}

/** Other rules, or a clock that was set back: everything is looked at. */
function startOver(parts: Parts, configured?: Configured): void {
  for (const tracker of Object.values(parts.trackers)) tracker.refresh(configured);
  moveOn(parts);
}

function noteMoves(parts: Parts, { entry, data }: Heard<'system.configured'>, before: Deadlines): void {
  const { cursor, meta } = parts;
  const change = { n: entry.n, at: entry.time, hash: data.hash };
  cursor.moves = movesAfter(cursor.moves, change, { before, after: openDeadlines(clocked(parts)) });
  meta.put('moves', cursor.moves);
}

/** What is known to be an exercise or a test is listed, and counted nowhere. */
function quarantine(parts: Parts, { n, type, reality }: LogEntry, reason: string): void {
  const { cursor, counters } = parts;
  const played = !counts(reality) && REALITIES.includes(reality);
  const told = { n, type: String(type), reason, ...(played ? { played } : {}) };
  cursor.quarantined = [...cursor.quarantined.slice(-(QUARANTINE_KEPT - 1)), told];
  if (!played) counters.quarantined();
  noteMeta(parts);
}

/** Puts what stands in no entity under the state hash. */
export function noteMeta({ meta, timeline, cursor }: Parts): void {
  const { now, ticked, said } = timeline.image();
  meta.put('time', { now, ticked, hash: said?.hash ?? null });
  meta.put('quarantine', cursor.quarantined);
}
