import { expect, it } from 'vitest';
import { createSSRApp } from 'vue';
import type { ProducerFeed } from '../../../../gateway/contract/feeds.ts';
import { usePanelHealth } from '../../../../screen/composables/usePanelHealth.ts';
import { WALL } from '../../../../screen/composables/useWall.ts';
import { wallOf } from '../panels/wall.ts';
import { feed, MINUTE, NOW } from '../state/entities.ts';

const FEEDS = ['terminal', 'alarm', 'case', 'video'] as const;

/** What the map says of itself while these feeds are silent; it hears all but the reported numbers. */
function mapNote(silent: readonly ProducerFeed[]): string | null {
  const feeds = [...FEEDS, 'indicator' as const].map((id) =>
    silent.includes(id) ? feed({ id, state: 'SILENT', silentSince: NOW - 7 * MINUTE }) : feed({ id }),
  );
  const app = createSSRApp({ render: () => null });
  app.provide(WALL, wallOf({ feed: feeds }));
  return app.runWithContext(() => usePanelHealth(FEEDS, 'map.silentMany').value.note);
}

it.each([
  { silent: ['case'], note: '事项断流 7分钟' },
  { silent: ['case', 'video'], note: '事项、视频断流 最久 7分钟' },
  { silent: ['terminal', 'alarm', 'case', 'video', 'indicator'], note: '图上 4 路断流 最久 7分钟' },
  { silent: ['indicator'], note: null },
] as const)('the map counts the feeds that stand on it, not all that the header counts: $note', (row) => {
  expect(mapNote(row.silent)).toBe(row.note);
});
