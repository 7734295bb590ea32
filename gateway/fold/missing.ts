import { PRODUCER_FEEDS } from '../contract/feeds.ts';
import { kpiId } from '../contract/kpi.ts';
import { UNREPORTED } from '../contract/kpi-feed.ts';
import type { SourceHealth } from '../contract/sources.ts';
import type { Counters } from './counters.ts';
import type { Store } from './store.ts';

/** The numbers of what should have been heard and was not: 断流 by feed, 应报未报 by feed and street, and of all feeds. */
export function countMissing(
  missing: readonly SourceHealth[],
  streets: readonly string[],
  { store, counters }: { readonly store: Pick<Store, 'get'>; readonly counters: Pick<Counters, 'set'> },
): void {
  counters.set(UNREPORTED, missing.filter(({ state }) => state === 'UNREPORTED').length);
  for (const feed of PRODUCER_FEEDS) {
    const late = missing.filter((each) => each.feed === feed);
    const unreported = late.filter(({ state }) => state === 'UNREPORTED');
    counters.set(`feed.silent.${feed}`, late.length - unreported.length);
    counters.set(`feed.unreported.${feed}`, unreported.length);
    for (const street of streets) {
      const value = unreported.filter((each) => each.street === street).length;
      const id = `feed.unreported.${feed}`;
      const told = store.get('kpi', kpiId(id, street)) !== undefined;
      if (told || value > 0) counters.set(kpiId(id, street), value, street);
    }
  }
}
