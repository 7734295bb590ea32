import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { lackingOf, loadGeometry, readFiles, UnreadLayer } from '../../../../../screen/map/geo/geometry.ts';
import { contains } from '../../../../../screen/map/geo/polygon.ts';
import { tonesOf } from '../../../../../screen/map/geo/tones.ts';
import { collection, square } from '../support.ts';

const county = collection(square(100, 25, 1), { code: '1', name: '云岭县' });
const town = collection(square(100, 25, 0.5), { code: '1001', name: '望江街道', label: [100.2, 25.3] });

function files(table: Record<string, unknown>): (url: string) => Promise<unknown> {
  return async (url) => table[url];
}

test('a region of a bare bounding box has a county and nothing else', async () => {
  const shape = await loadGeometry({ layers: { county: '/c' }, areas: [] }, files({ '/c': county }));
  expect(shape.layers.county).toEqual(county);
  expect(shape.layers.villages).toBeNull();
  expect(shape.towns).toEqual([]);
});

test('a street is named at its seat, else at its label point', async () => {
  const seat: GeoJSON.Feature = {
    type: 'Feature',
    properties: { code: '1001' },
    geometry: { type: 'Point', coordinates: [100.1, 25.1] },
  };
  const points = { type: 'FeatureCollection', features: [seat] };
  const table = files({ '/c': county, '/t': town, '/p': points });
  const withSeat = await loadGeometry(
    { layers: { county: '/c', towns: '/t', town_points: '/p' }, areas: [] },
    table,
  );
  const without = await loadGeometry({ layers: { county: '/c', towns: '/t' }, areas: [] }, table);
  expect(withSeat.towns[0]?.label).toEqual({ lng: 100.1, lat: 25.1 });
  expect(without.towns[0]?.label).toEqual({ lng: 100.2, lat: 25.3 });
});

test('an area has the name that the region gives it, else the one of its file', async () => {
  const table = files({ '/c': county, '/t': town });
  const layers = { county: '/c', towns: '/t' };
  const area = { id: '1001', name: 'Wangjiang Subdistrict', level: 'street', parent: null } as const;
  const [named, unnamed] = [
    await loadGeometry({ layers, areas: [area] }, table),
    await loadGeometry({ layers, areas: [] }, table),
  ];
  expect([named.towns[0]?.name, unnamed.towns[0]?.name]).toEqual(['Wangjiang Subdistrict', '望江街道']);
});

const LAYERS = { county: '/c', towns: '/t', villages: '/v', cameras: '/m', resources: '/r', rivers: '/w' };

test('without its outline there is no region, and it is the outline that is named', async () => {
  for (const outline of [undefined, []]) {
    const reading = loadGeometry({ layers: LAYERS, areas: [] }, files({ '/c': outline, '/t': town }));
    await expect(reading).rejects.toThrow(UnreadLayer);
    await expect(reading).rejects.toMatchObject({ layer: 'county' });
  }
});

test.each([
  ['is not there', () => Promise.reject(new Error('503'))],
  ['is no GeoJSON', () => Promise.resolve([])],
] as const)('a layer that %s takes nothing else away', async (_, answer) => {
  const had = files({ '/c': county, '/t': town });
  for (const lost of ['/v', '/m', '/r', '/w', '/t']) {
    const table = (url: string) => (url === lost ? answer() : had(url === '/t' ? '/t' : '/c'));
    const shape = await loadGeometry({ layers: LAYERS, areas: [] }, table);
    expect(shape.layers.county).toEqual(county);
    expect([shape.layers.villages === null, shape.layers.rivers === null, shape.towns.length]).toEqual([
      lost === '/v',
      lost === '/w',
      lost === '/t' ? 0 : 1,
    ]);
  }
});

test('a layer that never answers is waited for no longer than ten seconds', async () => {
  vi.useFakeTimers();
  try {
    const never = new Promise<unknown>(() => undefined);
    const layers = { county: '/c', villages: '/v' };
    const reading = readFiles(layers, (url) => (url === '/v' ? never : Promise.resolve(county)));
    await vi.advanceTimersByTimeAsync(10_000);
    const got = await reading;
    expect([Object.keys(got), lackingOf(layers, got)]).toEqual([['county'], ['villages']]);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('what was read before is not read again', async () => {
  const asked: string[] = [];
  const read = async (url: string): Promise<unknown> => {
    asked.push(url);
    if (url === '/v' && asked.length < 3) throw new Error('503');
    return county;
  };
  const layers = { county: '/c', villages: '/v' };
  const first = await readFiles(layers, read);
  const second = await readFiles(layers, read, first);
  expect([asked, Object.keys(second)]).toEqual([
    ['/c', '/v', '/v'],
    ['county', 'villages'],
  ]);
});

test('an outline that is no GeoJSON is named', async () => {
  await expect(loadGeometry({ layers: { county: '/c' }, areas: [] }, files({ '/c': [] }))).rejects.toThrow(
    '/c',
  );
});

test('neighbouring streets have different ground tones', () => {
  const cells = [square(0, 0, 1), square(1, 0, 1), square(0, 1, 1), square(1, 1, 1), square(5, 5, 1)];
  const tones = tonesOf(cells);
  expect(new Set(tones.slice(0, 4)).size).toBe(4);
  expect(tones[4]).toBe(0);
});

test('a hole is outside', () => {
  const [outer = []] = square(0, 0, 3);
  const [inner = []] = square(1, 1, 1);
  const ring = [[...outer, ...inner]];
  expect(contains(ring, { lng: 0.5, lat: 0.5 })).toBe(true);
  expect(contains(ring, { lng: 1.5, lat: 1.5 })).toBe(false);
});

test('a point is inside by the even-odd rule over every edge, whatever the shape', () => {
  const position = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));
  const rings = fc.array(fc.array(position, { minLength: 3, maxLength: 12 }), { minLength: 1, maxLength: 3 });
  const crossed = (ring: readonly (readonly [number, number])[], lng: number, lat: number) =>
    ring.filter(([x, y], at) => {
      const [px, py] = ring.at(at - 1) ?? [0, 0];
      return y > lat !== py > lat && lng < ((px - x) * (lat - y)) / (py - y) + x;
    }).length;
  fc.assert(
    fc.property(rings, position, (shape, [lng, lat]) => {
      const edges = shape.reduce((sum, ring) => sum + crossed(ring, lng + 0.3, lat + 0.3), 0);
      expect(contains([shape], { lng: lng + 0.3, lat: lat + 0.3 })).toBe(edges % 2 === 1);
    }),
    { numRuns: 300 },
  );
});
