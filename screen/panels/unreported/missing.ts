import type { FeedEntity } from '../../../gateway/contract/entities.ts';
import { PRODUCER_FEEDS, type ProducerFeed } from '../../../gateway/contract/feeds.ts';
import { durationWords } from '../../locale/time.ts';
import type { Say } from '../../locale/words.ts';
import { type FeedHealth, feedHealths } from '../../state/feeds.ts';
import type { AreaNames } from '../../state/scope.ts';

/** How one feed stands: its numbers of sources that are 断流 and of pairs that are 应报未报. */
export interface FeedRow {
  readonly feed: ProducerFeed;
  readonly word: string;
  readonly silentId: string;
  readonly silent: number | null;
  readonly unreportedId: string;
  readonly unreported: number | null;
}

/** One feed as a whole, one of its sources, or one street of such, that should have been heard. */
export interface MissingRow {
  readonly key: string;
  readonly feed: string;
  readonly what: string;
  readonly since: string;
  /** How many of the counted it is: none where a feed as a whole is told beside its sources. */
  readonly stands: 0 | 1;
}

/** The numbers of each feed, in the order of the header. */
export function feedRows(kpi: (id: string) => number | null, say: Say): FeedRow[] {
  return PRODUCER_FEEDS.map((feed) => {
    const silentId = `feed.silent.${feed}`;
    const unreportedId = `feed.unreported.${feed}`;
    const word = say(`feed.${feed}`);
    return { feed, word, silentId, silent: kpi(silentId), unreportedId, unreported: kpi(unreportedId) };
  });
}

/** How much is missing in all feeds together. */
export function missingCount(feeds: readonly FeedRow[]): number {
  return feeds.reduce((sum, { silent, unreported }) => sum + (silent ?? 0) + (unreported ?? 0), 0);
}

export interface MissingContext {
  /** Server time, ms. */
  readonly now: number;
  readonly areas: AreaNames;
  readonly say: Say;
}

/**
 * What is missing in all feeds, the longest first; never heard stands on top. A feed that is not heard at all is one row,
 * whatever is expected of its sources: the header says so, and this list is not to say less. Its only source is then no row
 * of its own: it would be told twice.
 */
export function missingRows(
  feeds: ReadonlyMap<string, FeedEntity>,
  { now, areas, say }: MissingContext,
): MissingRow[] {
  const whole = unheardFeeds(feeds).map(({ id, silentSince }) => ({
    feed: id,
    key: id,
    what: say('unreported.whole'),
    since: silentSince,
    stands: onlySource(feeds.get(id)) === null ? (0 as const) : (1 as const),
  }));
  const parts = PRODUCER_FEEDS.flatMap((feed) =>
    partsOf(feeds.get(feed), whole).map(({ source, name, street, since }) => ({
      feed,
      key: `${feed} ${source} ${street ?? ''}`,
      what: street === null ? say.named(name ?? sourceName(source)) : (areas.get(street)?.name ?? street),
      since,
      stands: 1 as const,
    })),
  );
  return [...whole, ...parts]
    .sort((a, b) => (a.since ?? 0) - (b.since ?? 0))
    .map(({ feed, since, ...row }) => ({
      ...row,
      feed: say(`feed.${feed}`),
      since:
        since === null
          ? say('unreported.none')
          : say('unreported.since', { duration: durationWords(now - since, say) }),
    }));
}

type Missing = NonNullable<FeedEntity['missing']>;

/** Sources and streets of a feed, without the source that the row of the whole feed stands for. */
function partsOf(feed: FeedEntity | undefined, whole: readonly { readonly feed: ProducerFeed }[]): Missing {
  const only = whole.some((row) => row.feed === feed?.id) ? onlySource(feed) : null;
  return (feed?.missing ?? []).filter((each) => each !== only);
}

/** The one source of a feed that is missing; null if none is, or several are. */
function onlySource(feed: FeedEntity | undefined): Missing[number] | null {
  const [first, ...others] = (feed?.missing ?? []).filter(({ street }) => street === null);
  return first === undefined || others.length > 0 ? null : first;
}

/** Feeds of the header that are silent, or that were never heard. */
export function unheardFeeds(feeds: ReadonlyMap<string, FeedEntity>): FeedHealth[] {
  return feedHealths(feeds).filter(({ state }) => state !== 'LIVE');
}

/** Whether the rules expect any source: else nobody can say that none is missing. */
export function isExpected(feeds: ReadonlyMap<string, FeedEntity>): boolean {
  return [...feeds.values()].some(({ expected = 0 }) => expected > 0);
}

/** The telling end of a source's URN. */
function sourceName(source: string): string {
  return source.slice(source.lastIndexOf(':') + 1);
}
