import type { LogEntry } from '../../../gateway/contract/entry.ts';
import { createFold } from '../../../gateway/fold/index.ts';
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
const SPACING_MS = 20;
const START = Date.UTC(2027, 4, 12, 1);

function entriesOf(events: (world: World) => ReturnType<World['reports']>): LogEntry[] {
  let at = START;
  const world = createWorld('fold', () => {
    at += SPACING_MS;
    return at;
  });
  return events(world).map((event, i) => ({ ...draftOf(event), e: 'bench', n: i + 2, h: `h${i}` }));
}

/** Entries per second of a new fold. */
function foldRate(entries: readonly LogEntry[]): number {
  const fold = createFold();
  fold.apply(configuredEntry(START));
  const began = performance.now();
  entries.forEach((entry, i) => {
    fold.apply(entry);
    if (i % DRAIN === 0) fold.drain();
  });
  const rate = entries.length / ((performance.now() - began) / 1_000);
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
  about: `${COUNTY_TERMINALS} 台终端轮流上报位置；事项含受理与后续步骤、告警，全部计入指标与时限。单线程，含状态哈希。`,
  against: null,
  measures: [
    { id: 'terminal', zh: '位置', en: 'positions', unit: '条/秒', better: 'more', target: target(100_000) },
    { id: 'case', zh: '事项', en: 'items', unit: '条/秒', better: 'more', target: target(20_000) },
  ],
  async open(size) {
    const { terminal, case: items } = ENTRIES[size];
    const positions = entriesOf((world) => world.reports(terminal, COUNTY_TERMINALS));
    const happenings = entriesOf((world) => world.happenings(items));
    return {
      ours: async () => ({ terminal: foldRate(positions), case: foldRate(happenings) }),
      close: async () => undefined,
    };
  },
};
