import type { FeedEntity } from '../contract/entities.ts';
import type { LogEntry } from '../contract/entry.ts';
import { PRODUCER_FEEDS, type ProducerFeed } from '../contract/feeds.ts';
import { RENUMBERED } from '../contract/kpi-feed.ts';
import type { SourceHealth, SourceState } from '../contract/sources.ts';
import { awaitedBy, overdueSince } from './awaited.ts';
import type { Context } from './context.ts';
import type { Counters } from './counters.ts';
import { equal } from './equal.ts';
import { counts } from './event.ts';
import type { Missing } from './measures/explain-missing.ts';
import { countMissing } from './missing.ts';
import { type Renumbered, type Sources, streetsOf } from './sources.ts';
import type { Store } from './store.ts';

/** Whether each producer feed is heard from. Exercise and test entries are no sign of life. */
export interface Feeds {
  heard(entry: LogEntry, context: Context): void;
  /** After a tick, or with other rules. */
  look(context: Context, n: number): void;
  /** Who was overdue when that was last looked at, and is counted; after a restore as it is now. */
  missing(context: Context): readonly Missing[];
  /** Whose numbers had begun anew by then, and are counted. */
  renumbered(context: Context): readonly Renumbered[];
}

const MISSING_TOLD = 20;

export function createFeeds(store: Store, sources: Sources, counters: Pick<Counters, 'set'>): Feeds {
  for (const id of PRODUCER_FEEDS) store.put('feed', neverHeard(id), 0);
  let looked: readonly SourceHealth[] | null = null;
  let renumbered: readonly Renumbered[] | null = null;
  return {
    heard(entry, context) {
      const feed = PRODUCER_FEEDS.find((each) => each === entry.feed);
      const before = feed === undefined ? undefined : store.get('feed', feed);
      if (before === undefined || !counts(entry.reality)) return;
      sources.heard(entry, context);
      store.put('feed', soundAt(afterEntry(before, entry), context), entry.n);
    },
    look(context, n) {
      const missing = missingIn(sources, context);
      looked = missing;
      renumbered = sources.renumberedLately(context);
      counters.set(RENUMBERED, renumbered.length);
      countMissing(missing, streetsOf(context.setting), { store, counters });
      for (const feed of store.all('feed')) {
        const late = missing.filter((each) => each.feed === feed.id).slice(0, MISSING_TOLD);
        const told = late.map(({ source, name, street, silentSince: since }) =>
          name === null ? { source, street, since } : { source, name, street, since },
        );
        const { missing: _before, expected: _rules, ...sound } = soundAt(feed, context);
        const expected = expectedIn(feed.id, context);
        const next = {
          ...sound,
          ...(expected === 0 ? {} : { expected }),
          ...(told.length === 0 ? {} : { missing: told }),
        };
        if (!equal(feed, next)) store.put('feed', next, n);
      }
    },
    renumbered: (context) => renumbered ?? sources.renumberedLately(context),
    missing: (context) =>
      (looked ?? missingIn(sources, context)).map(({ feed, source, street, state }) => ({
        ...{ feed, source, street, state },
        n: sources.lastEntry(feed, source, street),
      })),
  };
}

const LATE: readonly SourceState[] = ['NONE', 'SILENT', 'UNREPORTED'];

function expectedIn(id: ProducerFeed, { setting }: Context): number {
  return setting.rules.sources.expected.filter(({ feed }) => feed === id).length;
}

function missingIn(sources: Sources, context: Context): readonly SourceHealth[] {
  if (context.setting.rules.sources.expected.length === 0) return [];
  return sources.list(context).filter(({ state }) => LATE.includes(state));
}

function neverHeard(id: ProducerFeed): FeedEntity {
  return {
    id,
    state: 'NONE',
    lastEventAt: null,
    lastReceivedAt: null,
    silentSince: null,
    silentAfterS: 0,
    total: 0,
    simulated: false,
  };
}

function afterEntry(feed: FeedEntity, { time, receivedAt, reality }: LogEntry): FeedEntity {
  return {
    ...feed,
    lastEventAt: Math.max(feed.lastEventAt ?? time, time),
    lastReceivedAt: Math.max(feed.lastReceivedAt ?? receivedAt, receivedAt),
    total: feed.total + 1,
    simulated: reality === 'simulated' && (feed.total === 0 || feed.simulated),
  };
}

/** `silentAfterS` is 0 until a configuration has told how long the feed may be quiet. */
function soundAt(feed: FeedEntity, context: Context): FeedEntity {
  const { setting } = context;
  const { silentAfterS, hours } = setting.rules.feeds[feed.id];
  const told = setting.hash === null ? 0 : silentAfterS;
  if (feed.lastReceivedAt === null) return { ...feed, silentAfterS: told };
  const awaited = awaitedBy(hours, null, setting);
  const silentSince = overdueSince(feed.lastReceivedAt, silentAfterS, awaited, context);
  return { ...feed, silentAfterS: told, state: silentSince === null ? 'LIVE' : 'SILENT', silentSince };
}
