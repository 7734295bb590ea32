import type { DeadlineMoves } from '../contract/deadlines.ts';
import type { Position } from '../contract/position.ts';
import { type AlarmRecord, alarmModel } from './alarm.ts';
import { alarmFacts } from './alarm-facts.ts';
import { type Anchors, createAnchors } from './anchors.ts';
import { type CaseRecord, createCaseModel } from './case.ts';
import { type Counters, createCounters } from './counters.ts';
import type { Clocked } from './deadline/clocks.ts';
import { createDesk, type Desk } from './desk/index.ts';
import { createFeeds, type Feeds } from './feeds.ts';
import { indicatorModel } from './indicator.ts';
import { withActs } from './life/acts.ts';
import { createWatched } from './life/again.ts';
import type { LikeIndex } from './life/like-index.ts';
import { withMerges } from './life/merging.ts';
import { createSightings, type Sightings } from './life/sightings.ts';
import { createEvidence, type Evidence } from './measures/evidence.ts';
import { createFigures, type Figures } from './measures/figures.ts';
import { createMerges, type Merges } from './merges.ts';
import type { ModelKind } from './model.ts';
import type { Quarantined } from './port.ts';
import { createRecurrences, type Recurrences } from './risk/recurrences.ts';
import { createSeries, type Series } from './series.ts';
import { createSources, type Sources } from './sources.ts';
import { createStore, type Store } from './store.ts';
import { createLedger, type Ledger, type Table } from './table.ts';
import { type TerminalRecord, terminalModel } from './terminal.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import { createTracker, type Tracker } from './tracker.ts';
import { videoModel } from './video.ts';
import { createWarnings, type Warnings } from './warning/index.ts';
import type { World } from './world.ts';

/** Where the fold stands; written by `apply` alone. */
export interface Cursor {
  position: Position;
  /** `receivedAt` of the last entry. */
  at: number;
  /** Entries that could not be applied, the latest few. */
  quarantined: readonly Quarantined[];
  /** What changes of rules and calendars did to deadlines, the latest few. */
  moves: readonly DeadlineMoves[];
}

export type Trackers = { readonly [Kind in ModelKind]: Tracker<Kind> };

/** Everything inside of one fold. */
export interface Parts {
  readonly cursor: Cursor;
  readonly ledger: Ledger;
  readonly store: Store;
  readonly counters: Counters;
  readonly series: Series;
  readonly evidence: Evidence;
  readonly figures: Figures;
  readonly recurrences: Recurrences;
  readonly watched: LikeIndex;
  readonly feeds: Feeds;
  readonly sources: Sources;
  readonly timeline: Timeline;
  readonly anchors: Anchors;
  readonly trackers: Trackers;
  readonly cases: Tracker<'case', CaseRecord>;
  readonly merges: Merges;
  /** What alarms and leads saw of items. */
  readonly sightings: Sightings;
  readonly alarms: Tracker<'alarm', AlarmRecord>;
  readonly terminals: Tracker<'terminal', TerminalRecord>;
  readonly desk: Desk;
  readonly warnings: Warnings;
  /** State that stands in no entity and no record, as rows of the state hash. */
  readonly meta: Table<unknown>;
  readonly caseRecord: (id: string) => CaseRecord | undefined;
}

function createTrackers(world: World, sightings: Sightings, alone: boolean) {
  const { of, alarmsAt } = world.recurrences;
  const { again, seen } = world.evidence;
  const merges: Merges = createMerges({
    record: (id) => items.record(id),
    past: (id) => items.past(id),
    adjust: (id, change) => items.adjust(id, change),
    item: (id) => world.store.get('case', id),
    all: () => world.store.all('case'),
    alone,
  });
  const places = { of, alarmsAt, again, seen, sighted: sightings.of, judged: merges.judged };
  const items = createTracker(createCaseModel(places), world);
  const cases: Tracker<'case', CaseRecord> = {
    ...items,
    hear(heard) {
      items.hear(heard);
      merges.heard(heard.entry.subject);
    },
  };
  const alarms = createTracker(alarmModel, world);
  const terminals = createTracker(terminalModel, world);
  const trackers: Trackers = {
    case: cases,
    alarm: alarms as Tracker<'alarm'>,
    terminal: terminals as Tracker<'terminal'>,
    video: createTracker(videoModel, world),
    indicator: createTracker(indicatorModel, world),
  };
  return { cases, merges, alarms, terminals, trackers };
}

/**
 * A fold before its first entry: every KPI and series is there with 0, every feed was never heard.
 * @param alone for the entries about one item that has left the live state
 */
export function createParts(alone = false): Parts {
  const cursor: Cursor = { position: { e: '', n: 0, h: '' }, at: 0, quarantined: [], moves: [] };
  const ledger = createLedger();
  const store = createStore(ledger);
  const counters = createCounters(store, ledger);
  const series = createSeries(store, ledger);
  const recurrences = createRecurrences(ledger);
  const timeline = createTimeline();
  const sightings = createSightings(ledger, () => timeline.context.setting.rules.life);
  const evidence: Evidence = createEvidence(ledger, {
    sighted: sightings.of,
    record: (id) => {
      const record = made.cases.record(id);
      return record === undefined ? undefined : withActs(withMerges(record), timeline.context.now);
    },
    alarm: (id) => {
      const record = made.alarms.record(id);
      return record === undefined ? [] : alarmFacts(record, timeline.context);
    },
    item: (id) => store.get('case', id),
    setting: () => timeline.context.setting,
  });
  const moment = { n: () => cursor.position.n, context: () => timeline.context };
  const shared = { ledger, store, counters, evidence, ...moment };
  const warnings: Warnings = createWarnings({ ...shared, record: (id) => made.cases.record(id) });
  const watched = createWatched();
  const sources = createSources(ledger);
  const world: World = { ...shared, series, warnings, recurrences, watched, sources };
  const feeds = createFeeds(store, sources, counters);
  const made = createTrackers(world, sightings, alone);
  const desk = createDesk({ ...world, alarms: made.alarms, today: () => timeline.today });
  counters.flush(0);
  series.flush(0);
  store.drain();
  return {
    cursor,
    ledger,
    store,
    counters,
    series,
    evidence,
    figures: createFigures(store, evidence, () => timeline.context),
    recurrences,
    watched,
    feeds,
    sources,
    timeline,
    anchors: createAnchors(ledger),
    sightings,
    ...made,
    desk,
    warnings,
    meta: ledger.table<unknown>('meta'),
    caseRecord: made.cases.record,
  };
}

/** What clocks run for. */
export function clocked({ store }: Pick<Parts, 'store'>): Clocked {
  return {
    items: store.all('case'),
    warnings: store.all('warning'),
    instructions: store.all('instruction'),
  };
}
