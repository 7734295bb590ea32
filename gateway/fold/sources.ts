import type { LogEntry } from '../contract/entry.ts';
import { PRODUCER_FEEDS, type ProducerFeed } from '../contract/feeds.ts';
import type { SourceHealth, SourceRules } from '../contract/sources.ts';
import { awaitedBy, isAwaited, overdueSince } from './awaited.ts';
import type { Context, Setting } from './context.ts';
import { counts } from './event.ts';
import type { Ledger } from './table.ts';

/** What was heard of one source in one feed, as a whole or about one street. */
interface Heard {
  readonly feed: ProducerFeed;
  readonly source: string;
  readonly street: string | null;
  readonly producer: string;
  /** The last entry. */
  readonly n: number;
  readonly firstReceivedAt: number;
  readonly lastEventAt: number;
  readonly lastReceivedAt: number;
  readonly total: number;
  /** Time between happening and arrival, ms: the mean of the last entries, an older one weighing less and less. */
  readonly lag: number;
  readonly skewed: number;
  readonly renumbered: number;
  /** The last entry that was told so; null while none was. */
  readonly renumberedBy: { readonly n: number; readonly at: number } | null;
}

/** A source whose numbers began anew, and the last entry that shows it. */
export interface Renumbered extends Pick<Heard, 'feed' | 'source'> {
  readonly n: number;
}

/** How each source sounds. Exercise and test entries are no sign of life. */
export interface Sources {
  heard(entry: LogEntry, context: Context): void;
  /** An entry was told later and numbered earlier than what its source had told of the same: its numbers begin anew. */
  renumbered(entry: LogEntry): void;
  /** How many these were, of all sources. */
  renumberedInAll(): number;
  /** Of which sources there were any in the last day. */
  renumberedLately(context: Context): readonly Renumbered[];
  /** Every source that was heard or is expected, and every street that is awaited of it. */
  list(context: Context): readonly SourceHealth[];
  /** `n` of the last entry of a source, or of what it told about a street; null while there is none. */
  lastEntry(feed: ProducerFeed, source: string, street: string | null): number | null;
  image(): SourcesImage;
  load(image: SourcesImage): void;
}

export type SourcesImage = readonly (readonly [string, unknown])[];
type Expected = SourceRules['expected'][number];

interface Row extends Pick<Heard, 'feed' | 'street'> {
  readonly isExpected: boolean;
}

/** Rows that are kept; further sources are counted in their feed only, unless something is expected of them. */
const ROWS_KEPT = 2_000;
/** Entries over which a lag is told. */
const LAG_OVER = 100;
const LATELY_MS = 86_400_000;
const LEARNED_FROM = 10;
const LEARNED_TIMES = 3;

export function createSources(ledger: Ledger): Sources {
  const rows = ledger.table<Heard>('source');
  const note = ({ feed, street, isExpected }: Row, entry: LogEntry) => {
    const name = nameOf(feed, entry.source, street);
    const before = rows.get(name);
    if (before === undefined && rows.size >= ROWS_KEPT && !isExpected) return;
    rows.put(name, after(before ?? first(feed, street, entry), entry));
  };
  return {
    heard(entry, { setting }) {
      const feed = PRODUCER_FEEDS.find((each) => each === entry.feed);
      if (feed === undefined || !counts(entry.reality)) return;
      const expected = expectedOf(setting, feed, entry.source);
      const isExpected = expected !== undefined;
      note({ feed, street: null, isExpected }, entry);
      const street = setting.areas.get(entry.area ?? '')?.street ?? null;
      if (street !== null && expected?.streetsAfterS !== undefined) note({ feed, street, isExpected }, entry);
    },
    renumbered({ feed, source, reality, n, receivedAt: at }) {
      const producer = PRODUCER_FEEDS.find((each) => each === feed);
      const name = producer === undefined ? '' : nameOf(producer, source, null);
      const row = rows.get(name);
      if (row === undefined || !counts(reality)) return;
      rows.put(name, { ...row, renumbered: row.renumbered + 1, renumberedBy: { n, at } });
    },
    renumberedInAll: () => [...rows.rows()].reduce((sum, { renumbered }) => sum + renumbered, 0),
    renumberedLately: ({ now }) =>
      [...rows.rows()].flatMap(({ feed, source, renumberedBy }) =>
        renumberedBy === null || renumberedBy.at <= now - LATELY_MS
          ? []
          : [{ feed, source, n: renumberedBy.n }],
      ),
    list(context) {
      const list = [...rows.rows()].map((row) => healthOf(row, context));
      return [...list, ...unheard(context, (name) => rows.has(name))];
    },
    lastEntry: (feed, source, street) => rows.get(nameOf(feed, source, street))?.n ?? null,
    image: () => [...rows.entries()],
    load(image) {
      for (const [name, row] of image) rows.put(name, row as Heard);
    },
  };
}

function nameOf(feed: ProducerFeed, source: string, street: string | null): string {
  return street === null ? `${feed} ${source}` : `${feed} ${source} @${street}`;
}

function first(
  feed: ProducerFeed,
  street: string | null,
  { n, source, producer, receivedAt, time }: LogEntry,
): Heard {
  const at = { firstReceivedAt: receivedAt, lastEventAt: time, lastReceivedAt: receivedAt };
  const told = { total: 0, lag: 0, skewed: 0, renumbered: 0, renumberedBy: null };
  return { feed, source, street, producer, n, ...at, ...told };
}

function after(row: Heard, { n, producer, time, receivedAt, flags }: LogEntry): Heard {
  return {
    ...row,
    producer,
    n,
    firstReceivedAt: Math.min(row.firstReceivedAt, receivedAt),
    lastEventAt: Math.max(row.lastEventAt, time),
    lastReceivedAt: Math.max(row.lastReceivedAt, receivedAt),
    total: row.total + 1,
    lag: row.lag + (Math.max(0, receivedAt - time) - row.lag) / Math.min(row.total + 1, LAG_OVER),
    skewed: row.skewed + (flags.includes('clock_skew') ? 1 : 0),
  };
}

function expectedOf({ rules }: Setting, feed: ProducerFeed, source: string): Expected | undefined {
  return rules.sources.expected.find((each) => each.feed === feed && each.source === source);
}

/**
 * Who sends old files again and again is heard, and tells nothing: judged by its newest event where the rules say how late
 * that may be. A street is told as unreported while it is awaited only: after its hours nobody can
 * mend it.
 */
function soundOf(
  row: Heard,
  {
    silentAfterS,
    hours,
    lateByS,
  }: Pick<Expected, 'hours' | 'lateByS'> & { readonly silentAfterS: number | null },
  context: Context,
): Pick<SourceHealth, 'state' | 'silentSince'> {
  if (silentAfterS === null) return { state: 'QUIET', silentSince: null };
  const { street, lastReceivedAt } = row;
  const awaited = awaitedBy(hours, street, context.setting);
  const heardAt =
    lateByS === undefined ? lastReceivedAt : Math.min(lastReceivedAt, row.lastEventAt + lateByS * 1_000);
  const silentSince = overdueSince(heardAt, silentAfterS, awaited, context);
  if (silentSince !== null && street === null) return { state: 'SILENT', silentSince };
  if (!isAwaited(awaited, context)) return { state: 'QUIET', silentSince: null };
  return { state: silentSince === null ? 'LIVE' : 'UNREPORTED', silentSince };
}

function healthOf(row: Heard, context: Context): SourceHealth {
  const { feed, source, street, lastReceivedAt, total } = row;
  const expected = expectedOf(context.setting, feed, source);
  const silentAfterS = (street === null ? expected?.silentAfterS : expected?.streetsAfterS) ?? null;
  return {
    feed,
    source,
    name: expected?.name ?? null,
    street,
    producer: row.producer,
    ...soundOf(row, { ...expected, silentAfterS }, context),
    lastEventAt: row.lastEventAt,
    lastReceivedAt,
    silentAfterS,
    total,
    lagMs: Math.round(row.lag),
    skewed: row.skewed,
    renumbered: row.renumbered,
    suggestedS: total < LEARNED_FROM ? null : suggested(row),
  };
}

function suggested({ firstReceivedAt, lastReceivedAt, total }: Heard): number {
  return Math.ceil((LEARNED_TIMES * (lastReceivedAt - firstReceivedAt)) / (total - 1) / 1_000);
}

/** What is expected and was never heard; a street of a source that is never heard is not told beside it. */
function unheard(context: Context, isHeard: (name: string) => boolean): SourceHealth[] {
  const { setting } = context;
  return setting.rules.sources.expected.flatMap(
    ({ feed, source, name = null, silentAfterS, streetsAfterS, hours }) => {
      const never = { feed, source, name, ...NEVER };
      if (!isHeard(nameOf(feed, source, null)))
        return [{ ...never, street: null, state: 'NONE', silentAfterS }];
      if (streetsAfterS === undefined) return [];
      return streetsOf(setting)
        .filter((street) => !isHeard(nameOf(feed, source, street)))
        .map((street): SourceHealth => {
          const awaited = isAwaited(awaitedBy(hours, street, setting), context);
          return { ...never, street, state: awaited ? 'UNREPORTED' : 'QUIET', silentAfterS: streetsAfterS };
        });
    },
  );
}

const NEVER = {
  producer: null,
  lastEventAt: null,
  lastReceivedAt: null,
  silentSince: null,
  total: 0,
  lagMs: 0,
  skewed: 0,
  renumbered: 0,
  suggestedS: null,
} as const;

/** Streets of the region in the order of its configuration. */
export function streetsOf({ said }: Setting): readonly string[] {
  return (said?.areas ?? []).filter(({ level }) => level === 'street').map(({ id }) => id);
}
