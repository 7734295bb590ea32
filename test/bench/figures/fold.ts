import type { LogEntry } from '../../../gateway/contract/entry.ts';
import { createFold } from '../../../gateway/fold/index.ts';
import { tickDraft } from '../../../gateway/live/own-entries.ts';
import type { Figure } from '../core/figure.ts';
import { configuredEntry } from '../core/site-config.ts';
import { COUNTY_TERMINALS, createWorld, draftOf, type World } from '../core/world.ts';

const ENTRIES = {
  full: { terminal: 120_000, case: 40_000 },
  quick: { terminal: 60_000, case: 20_000 },
  smoke: { terminal: 500, case: 200 },
} as const;
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

/** Entries per second of a new fold. */
function foldRate(entries: readonly LogEntry[]): { readonly wall: number; readonly cpu: number } {
  const fold = createFold();
  fold.apply(configuredEntry(START));
  const began = { wall: performance.now(), cpu: process.threadCpuUsage() };
  entries.forEach((entry, i) => {
    fold.apply(entry);
    if (i % DRAIN === 0) fold.drain();
  });
  const { user, system } = process.threadCpuUsage(began.cpu);
  const rate = {
    wall: entries.length / ((performance.now() - began.wall) / 1_000),
    cpu: entries.length / ((user + system) / 1e6),
  };
  const bad = fold.quarantine();
  if (bad.length > 0) throw new Error(`the fold quarantined entries: ${JSON.stringify(bad[0])}`);
  return rate;
}

const target = (least: number) => ({
  of: 'ours' as const,
  least,
  words: `≥ ${least.toLocaleString('en')}/s`,
});

export const fold: Figure = {
  name: 'fold',
  zh: '归并速度',
  en: 'Fold entries per second',
  about: `${COUNTY_TERMINALS} 台终端轮流上报位置；事项含受理与后续步骤、告警，全部计入指标与时限。单线程，每 5 秒一拍。机器忙时看每 CPU 秒。`,
  against: null,
  measures: [
    { id: 'terminal', zh: '位置', en: 'positions', unit: '条/秒', better: 'more', target: target(100_000) },
    { id: 'case', zh: '事项', en: 'items', unit: '条/秒', better: 'more', target: target(20_000) },
    {
      id: 'terminalCpu',
      zh: '位置 · 每 CPU 秒',
      en: 'positions per CPU second of the thread',
      unit: '条',
      better: 'more',
    },
    {
      id: 'caseCpu',
      zh: '事项 · 每 CPU 秒',
      en: 'items per CPU second of the thread',
      unit: '条',
      better: 'more',
    },
  ],
  async open(size) {
    const { terminal, case: items } = ENTRIES[size];
    const positions = entriesOf((world) => world.reports(terminal, COUNTY_TERMINALS));
    const happenings = entriesOf((world) => world.happenings(items));
    return {
      async ours() {
        const [terminal, item] = [foldRate(positions), foldRate(happenings)];
        return { terminal: terminal.wall, case: item.wall, terminalCpu: terminal.cpu, caseCpu: item.cpu };
      },
      close: async () => undefined,
    };
  },
};
