import type { FeedEntity } from '../../../gateway/contract/entities.ts';
import { PRODUCER_FEEDS, type ProducerFeed } from '../../../gateway/contract/feeds.ts';
import { durationWords } from '../../locale/time.ts';
import type { Say } from '../../locale/words.ts';
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

/** One source, or one street of it, that should have been heard. */
export interface MissingRow {
  readonly key: string;
  readonly feed: string;
  readonly what: string;
  readonly since: string;
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

/** What is missing in all feeds, the longest first; never heard stands on top. */
export function missingRows(
  feeds: ReadonlyMap<string, FeedEntity>,
  { now, areas, say }: MissingContext,
): MissingRow[] {
  return PRODUCER_FEEDS.flatMap((feed) => (feeds.get(feed)?.missing ?? []).map((one) => ({ feed, ...one })))
    .sort((a, b) => (a.since ?? 0) - (b.since ?? 0))
    .map(({ feed, source, name, street, since }) => ({
      key: `${feed} ${source} ${street ?? ''}`,
      feed: say(`feed.${feed}`),
      what: street === null ? (name ?? sourceName(source)) : (areas.get(street)?.name ?? street),
      since:
        since === null
          ? say('unreported.none')
          : say('unreported.since', { duration: durationWords(now - since, say) }),
    }));
}

/** The telling end of a source's URN. */
function sourceName(source: string): string {
  return source.slice(source.lastIndexOf(':') + 1);
}
