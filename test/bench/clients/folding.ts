import type { LogEntry } from '../../../gateway/contract/entry.ts';
import { readEntry } from '../../../gateway/fold/event.ts';
import { createFold } from '../../../gateway/fold/index.ts';
import { tickDraft } from '../../../gateway/live/own-entries.ts';
import { configuredEntry } from '../core/site-config.ts';
import { COUNTY_TERMINALS, createWorld, draftOf, type World } from '../core/world.ts';

/** A process that folds two logs, one of positions and one of items, as often as it is asked. */
export interface FoldOrder {
  /** By the fold, or into the plainest table: what was told last of each subject, nothing counted, dated or judged. */
  readonly by: 'fold' | 'table';
  /** Entries of each log. */
  readonly terminal: number;
  readonly case: number;
}

/** Entries per second, and per CPU second of the thread that folds. */
export interface FoldRates {
  readonly terminal: number;
  readonly case: number;
  readonly terminalCpu: number;
  readonly caseCpu: number;
}

interface Logs {
  readonly positions: readonly LogEntry[];
  readonly happenings: readonly LogEntry[];
}

/** Entries between two looks at what changed, as the follower hands them on. */
const DRAIN = 500;
/** A county: about a hundred entries a second. */
const SPACING_MS = 10;
const TICK_MS = 5_000;
const START = Date.UTC(2027, 4, 12, 1);

/** A log as a site writes it: what happened, and a tick every five seconds. */
function entriesOf(events: (world: World) => ReturnType<World['reports']>): LogEntry[] {
  let at = START;
  const world = createWorld('fold', () => {
    at += SPACING_MS;
    return at;
  });
  const drafts = events(world).map(draftOf);
  const log = drafts.flatMap((draft, i) =>
    (i * SPACING_MS) % TICK_MS === 0 ? [tickDraft(draft.time, 1), draft] : [draft],
  );
  return log.map((draft, i) => ({ ...draft, e: 'bench', n: i + 2, h: `h${i}` }));
}

function byFold(entries: readonly LogEntry[]): void {
  const fold = createFold();
  fold.apply(configuredEntry(START));
  entries.forEach((entry, i) => {
    fold.apply(entry);
    if (i % DRAIN === 0) fold.drain();
  });
  const bad = fold.quarantine();
  if (bad.length > 0) throw new Error(`the fold quarantined entries: ${JSON.stringify(bad[0])}`);
}

function byTable(entries: readonly LogEntry[]): void {
  const rows = new Map<string, object>();
  for (const entry of entries) {
    const { data } = readEntry(entry);
    rows.set(entry.subject, { ...rows.get(entry.subject), ...data, at: entry.time });
  }
  if (rows.size === 0) throw new Error('nothing was told');
}

const FOLDED = { fold: byFold, table: byTable };

function rateOf(by: FoldOrder['by'], entries: readonly LogEntry[]) {
  const began = { wall: performance.now(), cpu: process.threadCpuUsage() };
  FOLDED[by](entries);
  const { user, system } = process.threadCpuUsage(began.cpu);
  return {
    wall: entries.length / ((performance.now() - began.wall) / 1_000),
    cpu: entries.length / ((user + system) / 1e6),
  };
}

function ratesOf(by: FoldOrder['by'], { positions, happenings }: Logs): FoldRates {
  const [terminal, item] = [rateOf(by, positions), rateOf(by, happenings)];
  return { terminal: terminal.wall, case: item.wall, terminalCpu: terminal.cpu, caseCpu: item.cpu };
}

let logs: Logs | null = null;

/** The first order makes the logs and folds them once each way, uncounted: a gateway that follows a log is warm. */
function take(order: FoldOrder): void {
  if (logs === null) {
    logs = {
      positions: entriesOf((world) => world.reports(order.terminal, COUNTY_TERMINALS)),
      happenings: entriesOf((world) => world.happenings(order.case)),
    };
    for (const by of ['table', 'fold'] as const) ratesOf(by, logs);
  }
  process.send?.({ folded: ratesOf(order.by, logs) });
}

process.on('message', take);
process.once('disconnect', () => process.exit(0));
