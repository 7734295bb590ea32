import type { LogEntry } from '../contract/entry.ts';
import type { Feed } from '../contract/feeds.ts';
import { jsonPieces } from '../contract/json-pieces.ts';
import { isRostered } from '../contract/roster.ts';
import { apply, noteMeta, passTime } from './apply.ts';
import { explainCase } from './case.ts';
import { allowanceOf } from './case-allowance.ts';
import { fallingDue } from './deadline/forward.ts';
import { type Image, readImage } from './image.ts';
import { unitIdOf } from './life/units.ts';
import { explainKpi } from './measures/explain.ts';
import type { Provable } from './measures/explanation.ts';
import type { ModelKind, RecordBase } from './model.ts';
import { neededOf } from './needed.ts';
import { clocked, createParts, type Parts } from './parts.ts';
import type { Fold } from './port.ts';
import { hadDuty } from './terminal.ts';

/** Grows with every change of a reducer that can fold the same log to another state. */
export const REDUCER_VERSION = 27;

/** A fold before the first entry: position 0, every KPI 0, every feed never heard. */
export function createFold(): Fold {
  const parts = createParts();
  noteMeta(parts);
  return foldOf(parts);
}

/**
 * A fold as it stood when `serialize` made the bytes; its first `drain` is empty.
 * @throws {Error} when the bytes are no image, or one of other reducers.
 */
export function restoreFold(bytes: Uint8Array): Fold {
  const image = readImage(bytes, REDUCER_VERSION);
  const parts = createParts();
  const { cursor, timeline, store, counters, series, evidence, recurrences, trackers } = parts;
  cursor.position = image.position;
  cursor.at = image.at;
  cursor.quarantined = image.quarantined;
  cursor.moves = image.moves;
  if (image.moves.length > 0) parts.meta.put('moves', image.moves);
  timeline.load(image.timeline);
  parts.anchors.load(image.anchors);
  series.load(image.series, timeline.context.now, timeline.context.setting.utcOffsetMs);
  parts.sources.load(image.sources);
  evidence.load(image.evidence, timeline.context.now, timeline.context.setting.utcOffsetMs);
  recurrences.load(image.recurrences);
  if (image.sightings !== undefined) parts.sightings.load(image.sightings);
  trackers.case.load(image.trackers.case);
  parts.merges.load();
  trackers.alarm.load(image.trackers.alarm);
  trackers.terminal.load(image.trackers.terminal);
  trackers.video.load(image.trackers.video);
  trackers.indicator.load(image.trackers.indicator);
  for (const [kind, ids] of image.order) store.arrange(kind, ids);
  store.load(image.store);
  for (const item of store.all('case')) parts.watched.changed(undefined, item);
  parts.desk.load(image.desk);
  parts.warnings.load(image.warnings);
  counters.load(timeline.today, image.leavings);
  noteMeta(parts);
  return foldOf(parts);
}

/**
 * A fold of the entries about a few entities, in their order. What came by the passing of time comes when it was due: in
 * the log it came with the tick after that.
 * @param alone the entries are about one item, and say nothing of those that it was merged with
 */
export function foldTimely(entries: readonly LogEntry[], alone: boolean): Fold {
  const parts = createParts(alone);
  for (const entry of entries) {
    passTime(parts, entry.receivedAt);
    apply(parts, entry);
  }
  return foldOf(parts);
}

function foldOf(parts: Parts): Fold {
  const { cursor, store, ledger, timeline } = parts;
  return {
    reducerVersion: REDUCER_VERSION,
    get position() {
      return cursor.position;
    },
    get at() {
      return cursor.at;
    },
    get configHash() {
      return timeline.context.setting.hash;
    },
    get: store.get,
    all: store.all,
    changedAt: store.changedAt,
    since: store.since,
    drain: store.drain,
    producerEpoch: (feed, id) => topEpoch(parts, feed, id),
    facts: (id) => (store.get('case', id) === undefined ? [] : (parts.caseRecord(id)?.facts ?? [])),
    deadline(id) {
      const item = store.get('case', id);
      const record = parts.caseRecord(id);
      return item === undefined || record === undefined ? null : explainCase(record, item, timeline.context);
    },
    allowance(id) {
      const record = parts.caseRecord(id);
      const live = store.get('case', id) !== undefined && record !== undefined;
      return live ? allowanceOf(record, timeline.context) : null;
    },
    fallingDue(until) {
      const { ahead } = parts.trackers.case;
      return fallingDue(
        { ...clocked(parts), alarms: store.all('alarm') },
        { now: timeline.context.now, until, ahead },
      );
    },
    deadlineMoves: () => cursor.moves,
    entriesAbout: (kind, id) => parts.evidence.entriesOf(kind, id),
    explainKpi: (question) => explainKpi(provable(parts), question),
    sources: () => parts.sources.list(timeline.context),
    walk: () => timeline.context.setting.rules.terminals,
    warningRules: () => timeline.context.setting.rules.warnings.rules,
    configurations: parts.evidence.configurations,
    unitId: (told) => unitIdOf(told, timeline.context.setting),
    rostered(unit, at) {
      const { rules, days } = timeline.context.setting;
      return isRostered(rules.roster, unit, at, days);
    },
    hadDuty(id, at) {
      const record = parts.terminals.record(id);
      return record !== undefined && hadDuty(record, at, timeline.context.setting);
    },
    now: () => timeline.context.now,
    stateHash: () => ledger.sum(),
    apply: (entry) => apply(parts, entry),
    quarantine: () => cursor.quarantined,
    renumbered: parts.sources.renumberedInAll,
    needed: (feed) => neededOf(parts, feed),
    serialize: () => new TextEncoder().encode([...jsonPieces(imageOf(parts))].join('')),
    pieces: () => jsonPieces(imageOf(parts)),
  };
}

function provable({
  store,
  evidence,
  timeline,
  counters,
  desk,
  cases,
  feeds,
  warnings,
  cursor,
}: Parts): Provable {
  return {
    store,
    evidence,
    today: timeline.today,
    context: timeline.context,
    gone: counters.leavings,
    unseen: cases.unseen,
    devices: desk.devices,
    raises: desk.raises,
    missing: () => feeds.missing(timeline.context),
    samples: warnings.samples,
    renumbered: () => feeds.renumbered(timeline.context),
    quarantined: () => cursor.quarantined,
  };
}

function topEpoch({ trackers }: Parts, feed: Feed, id: string): number | null {
  if (feed === 'operation' || feed === 'system') return null;
  const tracker: { record(id: string): RecordBase | undefined } = trackers[feed];
  return tracker.record(id)?.top[0] ?? null;
}

const RECORDED_KINDS = [
  'case',
  'alarm',
  'terminal',
  'video',
  'indicator',
] as const satisfies readonly ModelKind[];

/** An item that was heard of before it was received stands later among the items than its record does among the records. */
function orderOf({ store, trackers }: Parts): Image['order'] {
  return RECORDED_KINDS.flatMap((kind) => {
    const ids = Array.from(store.all(kind), ({ id }) => id);
    const usual = trackers[kind].ids().filter((id) => store.get(kind, id) !== undefined);
    return ids.every((id, at) => id === usual[at]) ? [] : [[kind, ids] as const];
  });
}

function imageOf(parts: Parts) {
  const {
    cursor,
    timeline,
    store,
    counters,
    series,
    evidence,
    recurrences,
    sources,
    trackers,
    desk,
    warnings,
  } = parts;
  return {
    reducerVersion: REDUCER_VERSION,
    position: cursor.position,
    at: cursor.at,
    quarantined: cursor.quarantined,
    moves: cursor.moves,
    timeline: timeline.image(),
    anchors: parts.anchors.image(),
    store: store.image(),
    order: orderOf(parts),
    trackers: {
      case: trackers.case.image(),
      alarm: trackers.alarm.image(),
      terminal: trackers.terminal.image(),
      video: trackers.video.image(),
      indicator: trackers.indicator.image(),
    },
    desk: desk.image(),
    warnings: warnings.image(),
    evidence: evidence.image(),
    leavings: [...counters.leavings()],
    sources: sources.image(),
    series: series.image(),
    recurrences: recurrences.image(),
    sightings: parts.sightings.image(),
  };
}
