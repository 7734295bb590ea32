import { describe, expect, it } from 'vitest';
import type { LngLat } from '../../../../../gateway/contract/entities.ts';
import { toPixel } from '../../../../../screen/map/geo/mercator.ts';
import { createStand, type Standing } from '../../../../../screen/map/marks/apart.ts';
import { clusterItems } from '../../../../../screen/map/marks/clusters.ts';
import { createSharedPlaces } from '../../../../../screen/map/marks/places.ts';
import { standFirst } from '../../../../../screen/map/marks/stand.ts';
import type { LayerContext, Mark } from '../../../../../screen/map/port.ts';
import { item, mapData, theme } from '../support.ts';

const REM_PX = theme.remPx;
const surroundings = { areas: new Map(), remPx: REM_PX };
/** 1 degree is 100 pixels. */
const transform = { scale: 36_000, offsetX: 0, offsetY: 0 };
const view = {
  transform,
  byVillage: true,
  joins: true,
  loud: [] as Standing[],
  leads: [] as Mark[],
  names: (): Standing[] => [],
  looked: null as string | null,
};
/** In rem: farther from its own place a mark tells of another. */
const FARTHEST = 8;

/** Evenly spread over a square around a point, without chance. */
const places = (count: number, spreadPx: number): LngLat[] =>
  Array.from({ length: count }, (_, index) => ({
    lng: 100 + (((index * 0.618034) % 1) - 0.5) * (spreadPx / 50),
    lat: 25 + (((index * 0.414214) % 1) - 0.5) * (spreadPx / 50),
  }));
const highs = (count: number, spreadPx: number, over: Parameters<typeof item>[0] = {}) =>
  places(count, spreadPx).map((location, index) =>
    item({ id: `h${index}`, kind: 'HAZARD', level: 'HIGH', location, ...over }),
  );
const leadsAt = (at: readonly LngLat[]): Mark[] =>
  at.map((one, index) => ({ ...one, id: `l${index}`, icon: 'lead', size: 1.2 * REM_PX }));
const apart = (a: LngLat, b: LngLat) => {
  const [from, to] = [toPixel(transform, a), toPixel(transform, b)];
  return Math.hypot(from.x - to.x, from.y - to.y);
};
/** How many they may stand for: a number with a `+` is a least. */
const least = (marks: readonly Mark[]) =>
  marks.reduce((sum, { count }) => sum + Number.parseInt(count ?? '1', 10), 0);
/** And at most: the largest number with a `+` has no bound. */
const most = (marks: readonly Mark[]) =>
  marks.reduce(
    (sum, { count }) => sum + (count?.endsWith('+') ? Number.POSITIVE_INFINITY : Number(count ?? 1)),
    0,
  );
const covered = (marks: readonly Mark[]) =>
  marks.flatMap((a, index) => marks.slice(index + 1).filter((b) => apart(a, b) < 1.4 * REM_PX));

describe('high risks in one spot', () => {
  it.each([
    [20, 5],
    [120, 60],
    [200, 60],
    [300, 60],
    [300, 5],
  ])('%i within %i pixels stand near their own place, and none on another', (count, spreadPx) => {
    const { alone } = standFirst(highs(count, spreadPx), surroundings, view);
    const ways = alone.map((mark) => apart(mark, mark.from ?? mark) / REM_PX);
    expect(Math.max(...ways)).toBeLessThanOrEqual(FARTHEST + 0.01);
    expect(covered(alone)).toEqual([]);
    expect(most(alone)).toBeGreaterThanOrEqual(count);
    expect(least(alone)).toBeLessThanOrEqual(count);
  });

  it('are each a mark of their own as long as there is room near', () => {
    const { alone } = standFirst(highs(20, 5), surroundings, view);
    expect(alone.filter(({ count }) => count !== undefined)).toEqual([]);
    expect(alone).toHaveLength(20);
  });

  it('are one mark with their number where there is none, never in one with others', () => {
    const cases = [...highs(200, 5), ...highs(100, 5, { reality: 'exercise' })].map((one, index) => ({
      ...one,
      id: `i${index}`,
    }));
    const first = standFirst(cases, surroundings, view);
    const { heaps, single } = clusterItems(cases, surroundings, view, first);
    const looks = heaps.map(({ icon, count }) => `${icon} ${count}`);
    expect(looks.sort()).toEqual(['high 99+', 'high-ghost 99+']);
    expect(single).toEqual([]);
  });

  it('leave what is looked at for itself, where it is', () => {
    const cases = highs(200, 5);
    const { alone } = standFirst(cases, surroundings, { ...view, looked: 'h7' });
    const looked = alone.find(({ id }) => id === 'h7');
    expect(looked?.count).toBeUndefined();
    expect(looked).toMatchObject(cases[7]?.location ?? {});
  });
});

it('AI leads in one spot are one with their number where they would stand far away', () => {
  const { leads } = standFirst([], surroundings, { ...view, leads: leadsAt(places(300, 5)) });
  expect(leads.map(({ icon, count }) => `${icon} ${count}`)).toEqual(['lead 99+']);
});

describe('what stands on a map', () => {
  it('is looked at where a mark asks, not all over the map', () => {
    let read = 0;
    const crowd = Array.from({ length: 2_000 }, (_, index): Standing => {
      const pixel = { x: (index % 50) * 40, y: Math.floor(index / 50) * 40 };
      return {
        get pixel() {
          read += 1;
          return pixel;
        },
        room: 10,
      };
    });
    const stand = createStand(crowd);
    read = 0;
    expect([stand.isFree({ x: 20, y: 20 }, 15), stand.isFree({ x: 20, y: 20 }, 25)]).toEqual([true, false]);
    expect(read).toBeLessThan(40);
  });

  it('is kept clear of whole rectangles too, from within and from beside', () => {
    const box: Standing = { pixel: { x: 500, y: 400 }, room: 0, half: { width: 300, height: 200 } };
    const stand = createStand([box]);
    expect(stand.isFree({ x: 500, y: 400 }, 5)).toBe(false);
    expect(stand.isFree({ x: 805, y: 400 }, 10)).toBe(false);
    expect(stand.isFree({ x: 815, y: 400 }, 10)).toBe(true);
  });
});

it('places are worked out once for all layers, again for other data and on another scale', () => {
  let scale = 400;
  const context = {
    theme,
    geometry: { areas: new Map() },
    view: { transform: () => ({ ...transform, scale }), closeness: () => 3 },
    fixtures: () => [],
  } as unknown as LayerContext;
  const shared = createSharedPlaces();
  const data = mapData();
  const first = shared.of(context, data);
  expect(shared.of(context, data)).toBe(first);
  expect(shared.of(context, data).first).toBe(first.first);
  expect(shared.of(context, mapData())).not.toBe(first);
  const other = shared.of(context, data);
  scale = 800;
  expect(shared.of(context, data)).not.toBe(other);
});
