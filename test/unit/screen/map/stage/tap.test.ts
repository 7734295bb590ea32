import { expect, test } from 'vitest';
import type { LngLat } from '../../../../../gateway/contract/entities.ts';
import type { PixelPoint } from '../../../../../screen/map/geo/mercator.ts';
import type { MapLayer } from '../../../../../screen/map/port.ts';
import type { Stage } from '../../../../../screen/map/stage/port.ts';
import { type RunOptions, runStage } from '../../../../../screen/map/stage/run.ts';
import { geometry, mapData, theme } from '../support.ts';

const heap = { lng: 100.5, lat: 25.5 };

const members = [
  { kind: 'case', id: 'c2' },
  { kind: 'case', id: 'c3' },
] as const;

/** Heaps stand left of 100, items right of it. */
const layer: MapLayer = {
  id: 'items',
  order: 1,
  reads: ['case'],
  mount: () => ({
    update: () => undefined,
    pick: ({ x }) => (x < 100 ? { at: heap, members } : { kind: 'case', id: 'c1' }),
    stop: () => undefined,
  }),
};

/** A stage that shows a part of the county, and what taps on it come to. */
async function bench(over: Partial<RunOptions> = {}) {
  const seen: unknown[] = [];
  let tap: (at: PixelPoint, presses: 1 | 2) => void = () => undefined;
  const stage = {
    view: { closeness: () => 3 },
    surface: {},
    onTap(listener: typeof tap) {
      tap = listener;
      return () => undefined;
    },
    onLost: () => () => undefined,
    flyTo: (at: LngLat, closeness: number) => seen.push(['flown', at, closeness]),
    reset: () => seen.push('reset'),
    stop: () => undefined,
  } as unknown as Stage;
  await new Promise<void>((ready) => {
    runStage({
      pace: { waitMs: () => 0, begin() {} },
      geometry: geometry(),
      layers: [layer],
      words: { online: '', onDuty: '', named: (name) => name },
      readTheme: () => theme,
      open: async () => stage,
      data: () => mapData(),
      onReady: () => ready(),
      onClosed: () => undefined,
      onSelect: (ref) => seen.push(ref),
      onSeveral: (several) => seen.push(several),
      onFailed: (error) => seen.push(error),
      ...over,
    });
  });
  return { seen, tap: (x: number, presses: 1 | 2 = 1) => tap({ x, y: 0 }, presses) };
}

test('a tap picks what stands there, tells and flies to all that a mark stands for, and twice shows the whole county', async () => {
  const { seen, tap } = await bench();
  tap(150);
  tap(50);
  tap(50, 2);
  expect(seen).toEqual([{ kind: 'case', id: 'c1' }, members, ['flown', heap, 4.5], 'reset']);
});

test('a map that cannot fly hands a mark of several on to one that can', async () => {
  const { seen, tap } = await bench({ onCloser: (at, closeness) => seen.push(['asked', at, closeness]) });
  tap(50);
  expect(seen).toEqual([members, ['asked', heap, 4.5]]);
});
