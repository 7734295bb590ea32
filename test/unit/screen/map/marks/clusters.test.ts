import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LngLat } from '../../../../../gateway/contract/entities.ts';
import { toPixel } from '../../../../../screen/map/geo/mercator.ts';
import type { Standing } from '../../../../../screen/map/marks/apart.ts';
import { clusterItems } from '../../../../../screen/map/marks/clusters.ts';
import { standFirst } from '../../../../../screen/map/marks/stand.ts';
import type { Mark } from '../../../../../screen/map/port.ts';
import { area, item } from '../support.ts';

const surroundings = {
  areas: new Map([
    ['v1', area('v1', 100, 25)],
    ['v2', area('v2', 101, 25)],
    ['v3', area('v3', 140, 25)],
  ]),
  remPx: 16,
};
/** 1 degree is 100 pixels from near, 1 pixel from far away. */
const near = { scale: 36_000, offsetX: 0, offsetY: 0 };
const far = { scale: 360, offsetX: 0, offsetY: 0 };
const view = {
  transform: near,
  byVillage: true,
  joins: true,
  loud: [] as Standing[],
  leads: [] as Mark[],
  names: (): Standing[] => [],
  looked: null as string | null,
};
const clustered = (cases: ReturnType<typeof items>, now: typeof view) =>
  clusterItems(cases, surroundings, now, standFirst(cases, surroundings, now));
/** Alarms at these places. */
const alarmsAt = (places: readonly LngLat[], transform = near): Standing[] =>
  places.map((at) => ({ pixel: toPixel(transform, at), room: 16 }));

const items = (count: number, over: Parameters<typeof item>[0]) =>
  Array.from({ length: count }, (_, index) =>
    item({ village: 'v1', ...over, id: `${over?.village ?? 'v1'}-${over?.level}-${index}` }),
  );
const apart = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    item({ id: `apart-${index}`, location: { lng: 100 + index, lat: 25 } }),
  );
const drawn = (cases: ReturnType<typeof items>, over: Partial<typeof view> = {}) => {
  const { single, heaps } = clustered(cases, { ...view, ...over });
  return {
    single: single.map(({ id }) => id),
    heaps: heaps.map(({ id, icon, count }) => `${id} ${icon}-${count}`),
  };
};

describe('a village seen from afar', () => {
  it('of two items shows both', () => {
    const single = drawn(items(2, { level: 'LOW' })).single;
    expect(single).toEqual(['v1-LOW-0', 'v1-LOW-1']);
  });

  it('of three is one mark of their highest level with their number, at its own label', () => {
    const cases = [...items(2, { level: 'LOW' }), ...items(1, { level: 'MEDIUM' })];
    expect(drawn(cases)).toEqual({ single: [], heaps: ['v1 medium-3'] });
    expect(clustered(cases, view).heaps[0]).toMatchObject(area('v1', 100, 25).label);
  });

  it('of many says at least how many', () => {
    expect(drawn(items(14, { level: null })).heaps).toEqual(['v1 facility-14']);
    expect(drawn(items(37, { level: null })).heaps).toEqual(['v1 facility-30+']);
  });

  it('never folds a high risk, an exercise, a closed item or one outside into its number', () => {
    const cases = [
      ...items(2, { level: 'LOW' }),
      ...items(1, { level: 'HIGH' }),
      ...items(1, { level: 'MEDIUM', reality: 'exercise' }),
      ...items(1, { level: null, state: 'CLOSED' }),
      ...items(1, { level: 'UNDETERMINED', flags: ['outside_region'] }),
    ];
    expect(drawn(cases)).toEqual({
      single: ['v1-LOW-0', 'v1-LOW-1', 'v1-MEDIUM-0', 'v1-HIGH-0'],
      heaps: [],
    });
  });

  it('that would touch a larger one is counted with it', () => {
    const cases = [...items(3, { level: 'MEDIUM', village: 'v2' }), ...items(4, { level: 'LOW' })];
    expect(drawn(cases).heaps).toEqual(['v1 low-4', 'v2 medium-3']);
    expect(drawn(cases, { transform: far }).heaps).toEqual(['v1 medium-7']);
  });
});

describe('marks anywhere', () => {
  it('that lie over one another are one with their number', () => {
    expect(drawn(apart(3), { byVillage: false })).toEqual({
      single: ['apart-0', 'apart-1', 'apart-2'],
      heaps: [],
    });
    expect(drawn(apart(3), { byVillage: false, transform: far })).toEqual({
      single: [],
      heaps: ['apart-0 facility-3'],
    });
  });

  it('keep their own place from near enough', () => {
    expect(drawn(apart(3), { byVillage: false, joins: false, transform: far }).single).toHaveLength(3);
  });

  it('are all there, alone or in a number', () => {
    const cases = [...items(8, { level: 'LOW' }), ...items(2, { level: 'LOW', village: 'v3' }), ...apart(9)];
    for (const transform of [near, far]) {
      const { single, heaps } = clustered(cases, { ...view, transform });
      const inHeaps = heaps.map(({ count }) => Number(count));
      expect(single.length + inHeaps.reduce((sum, count) => sum + count, 0)).toBe(19);
    }
  });
});

describe('a number under a mark that must be seen', () => {
  const label = area('v1', 100, 25).label;
  const distanceTo = (at: LngLat, cases: ReturnType<typeof items>, loud: LngLat[]) => {
    const [heap] = clustered(cases, { ...view, loud: alarmsAt(loud) }).heaps;
    if (!heap) return 0;
    const [a, b] = [toPixel(near, at), toPixel(near, heap)];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };

  it('steps aside for an alarm', () => {
    expect(distanceTo(label, items(3, { level: 'LOW' }), [])).toBe(0);
    expect(distanceTo(label, items(3, { level: 'LOW' }), [label])).toBeGreaterThan(1.9 * 16);
  });

  it('steps aside for an alarm however crowded it is', () => {
    const cases = [0, 90, 180, 270].map((turn) => {
      const [dx, dy] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
      const location = { lng: label.lng + 0.4 * dx, lat: label.lat + 0.4 * dy };
      return item({ id: `high-${turn}`, kind: 'HAZARD', level: 'HIGH', location });
    });
    expect(distanceTo(label, [...items(3, { level: 'LOW' }), ...cases], [label])).toBeGreaterThan(1.9 * 16);
  });

  it('steps aside for a high risk', () => {
    const high = item({ id: 'high', kind: 'HAZARD', level: 'HIGH', location: label });
    expect(distanceTo(label, [...items(3, { level: 'LOW' }), high], [])).toBeGreaterThan(1.6 * 16);
  });
});

describe('high risks of one place', () => {
  const at = { lng: 100, lat: 25 };
  const high = (id: string) => item({ id, kind: 'HAZARD', level: 'HIGH', location: at });
  const pixels = (over: Partial<typeof view>) =>
    clustered([high('a'), high('b'), high('c')], { ...view, ...over }).single.map((mark) =>
      toPixel(near, mark),
    );
  const nearest = (all: ReturnType<typeof pixels>) =>
    Math.min(...all.flatMap((a, index) => all.slice(index + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y))));

  it('stand side by side, and beside the alarm there', () => {
    expect(nearest([...pixels({ loud: alarmsAt([at]) }), toPixel(near, at)])).toBeGreaterThan(1.5 * 16);
  });
  it('stand where they are from near enough', () => {
    expect(nearest(pixels({ joins: false, loud: alarmsAt([at]) }))).toBe(0);
  });
});

it('what is looked at stands for itself where it is, whatever lies around it', () => {
  const cases = [...items(9, { level: 'LOW' }), ...items(2, { level: 'HIGH', village: 'v1' })];
  const own = clustered(cases, { ...view, joins: false }).single;
  const { single, heaps } = clustered(cases, { ...view, looked: 'v1-LOW-3' });
  const at = ({ lng, lat }: LngLat) => ({ lng, lat });
  const find = (marks: readonly Mark[]) => marks.filter(({ id }) => id === 'v1-LOW-3').map(at);
  expect(find(single)).toEqual(find(own));
  expect(heaps.map(({ count }) => count)).toEqual(['8']);
});

it('an AI lead stands aside for a high risk, and says where it belongs', () => {
  const at = { lng: 100, lat: 25 };
  const high = item({ id: 'high', kind: 'HAZARD', level: 'HIGH', location: at });
  const lead: Mark = { ...at, id: 'lead', icon: 'lead', size: 19 };
  const { alone, leads } = standFirst([high], surroundings, { ...view, leads: [lead] });
  expect(alone).toMatchObject([at]);
  expect(leads).toMatchObject([{ from: at }]);
  const [moved] = leads.map((mark) => toPixel(near, mark));
  expect(
    Math.hypot((moved?.x ?? 0) - toPixel(near, at).x, (moved?.y ?? 0) - toPixel(near, at).y),
  ).toBeGreaterThan(20);
});

it('whatever lies where, no number stands on another', () => {
  const place = fc.record({
    lng: fc.double({ min: 100, max: 110, noNaN: true }),
    lat: fc.double({ min: 20, max: 30, noNaN: true }),
  });
  const one = fc.record({ location: place, level: fc.constantFrom('HIGH', 'MEDIUM', 'LOW', null) });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 80 }), fc.array(place, { maxLength: 4 }), (items, loud) => {
      const cases = items.map((over, index) => item({ ...over, id: `i${index}`, kind: 'HAZARD' }));
      const transform = { scale: 3_600, offsetX: 0, offsetY: 0 };
      const { heaps } = clustered(cases, {
        ...view,
        transform,
        loud: alarmsAt(loud, transform),
      });
      const pixels = heaps.map((heap) => toPixel(transform, heap));
      pixels.forEach((a, index) => {
        for (const b of pixels.slice(index + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(40);
      });
    }),
    { numRuns: 50 },
  );
});
