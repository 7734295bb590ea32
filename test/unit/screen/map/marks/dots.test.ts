import { expect, test } from 'vitest';
import {
  DOT_LOOKS,
  dotStamps,
  dotsTold,
  drawDots,
  isManyStale,
  nearestDot,
  type Stamp,
  stampCross,
  stampDisc,
  toDots,
} from '../../../../../screen/map/marks/dots.ts';
import { terminal, theme } from '../support.ts';

const world = { scale: 100, offsetX: 0, offsetY: 0 };

function raster(width: number, height: number) {
  return { width, height, words: new Uint32Array(width * height) };
}

test('terminals off duty, offline or without a place are no dots', () => {
  const terminals = [
    terminal({ id: 'on' }),
    terminal({ id: 'off', state: 'OFFLINE' }),
    terminal({ id: 'home', state: 'OFF_DUTY' }),
    terminal({ id: 'lost', location: null }),
  ];
  expect(toDots(terminals, false).ids).toEqual(['on']);
});

test('from afar only terminals that need a look are dots; who calls for help is a mark, never a dot', () => {
  const terminals = [
    terminal({ id: 'on' }),
    terminal({ id: 'stale', state: 'STALE' }),
    terminal({ id: 'sos', sosAt: 1 }),
    terminal({ id: 'called', state: 'BUSY' }),
  ];
  const dots = toDots(terminals, true);
  expect(toDots(terminals, false).ids).toEqual(['on', 'stale', 'called']);
  expect(dots.ids).toEqual(['stale', 'called']);
  expect([...dots.looks].map((look) => DOT_LOOKS[look])).toEqual(['stale', 'busy']);
});

test('a terminal on dispatch of an exercise is told from one that counts, from afar too', () => {
  const drill = terminal({ state: 'BUSY', reality: 'exercise' });
  expect([...toDots([drill], true).looks].map((look) => DOT_LOOKS[look])).toEqual(['busy-ghost']);
});

test('a dot is stamped around its place and nowhere else', () => {
  const dots = toDots([terminal({ location: { lng: 0, lat: 0 } })], false);
  const target = raster(100, 100);
  drawDots(target, dots, world, dotStamps(theme, 1));
  expect(target.words[50 * 100 + 50]).not.toBe(0);
  expect(target.words[20 * 100 + 20]).toBe(0);
});

test('dots at the edge are left out rather than wrapped around', () => {
  const dots = toDots([terminal({ location: { lng: -180, lat: 0 } })], false);
  const target = raster(100, 100);
  drawDots(target, dots, world, dotStamps(theme, 1));
  expect(target.words.every((word) => word === 0)).toBe(true);
});

test('a terminal of an exercise is hollow, and one outside the region is no dot', () => {
  const terminals = [
    terminal({ id: 'drill', reality: 'exercise' }),
    terminal({ id: 'away', flags: ['outside_region'] }),
  ];
  const dots = toDots(terminals, false);
  expect([...dots.looks].map((look) => DOT_LOOKS[look])).toEqual(['online-ghost']);
  expect(toDots(terminals, true).ids).toEqual([]);
});

/** The colour in the middle of a picture, and at the height of its middle half way to the edge. */
function seen({ edge, pixels }: Stamp) {
  const middle = (edge - 1) / 2;
  const at = (x: number) => (pixels[middle * edge + x] ?? 0) & 0xffffff;
  return { middle: at(middle), aside: at(Math.round(middle / 2)) };
}

test('a place that is old is a cross, which no level of an item and no other dot is', () => {
  const cross = stampCross({ colour: '#ffffff', rim: '#000000', radius: 6 });
  expect(seen(cross)).toEqual({ middle: 0xffffff, aside: 0 });
  const disc = stampDisc({ colour: '#ffffff', rim: '#000000', hollow: false, radius: 6 });
  expect(seen(disc)).toEqual({ middle: 0xffffff, aside: 0xffffff });
  const shapes = dotStamps(theme, 1).map(({ pixels }) => [...pixels].join());
  expect(new Set(shapes).size).toBe(DOT_LOOKS.length);
});

test('a hollow dot has no colour in the middle', () => {
  const { edge, pixels } = stampDisc({ colour: '#ffffff', rim: '#000000', hollow: true, radius: 5 });
  const middle = pixels[((edge - 1) / 2) * edge + (edge - 1) / 2] ?? 0;
  expect(middle & 0xffffff).toBe(0);
});

test('the nearest dot within reach is found, none beyond it', () => {
  const terminals = [
    terminal({ id: 'near', location: { lng: 0, lat: 0 } }),
    terminal({ id: 'far', location: { lng: 90, lat: 0 } }),
  ];
  const dots = toDots(terminals, false);
  expect(nearestDot(dots, world, { x: 52, y: 50, reach: 10 })).toBe('near');
  expect(nearestDot(dots, world, { x: 20, y: 50, reach: 10 })).toBeNull();
});

test('tells how many dots there are of each look that is drawn', () => {
  const states = ['ONLINE', 'STALE', 'ONLINE', 'OFFLINE'] as const;
  const dots = toDots(
    states.map((state, at) => terminal({ id: `t${at}`, state })),
    false,
  );
  expect(dotsTold(dots)).toBe('2 online\n1 stale');
  expect(dotsTold(toDots([], false))).toBe('');
});

test('crosses of very many are small ones, so that a silent feed does not hide the map', () => {
  const stale = (count: number) =>
    toDots(
      Array.from({ length: count }, (_, at) => terminal({ id: `t${at}`, state: 'STALE' })),
      true,
    );
  expect([150, 151].map((count) => isManyStale(stale(count)))).toEqual([false, true]);
  const edges = [false, true].map((many) => dotStamps(theme, 1, many)[DOT_LOOKS.indexOf('stale')]?.edge ?? 0);
  expect(edges[1]).toBeLessThan(edges[0] ?? 0);
});
