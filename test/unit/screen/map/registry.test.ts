import { expect, test } from 'vitest';
import type { MapLayer } from '../../../../screen/map/port.ts';
import { allLayers, orderLayers } from '../../../../screen/map/registry.ts';

function layer(id: string, order: number): MapLayer {
  return { id, order, reads: [], mount: () => ({ update: () => undefined, stop: () => undefined }) };
}

test('layers are drawn in their order', () => {
  expect(orderLayers([layer('b', 2), layer('a', 1)]).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('two layers with one id stop the start', () => {
  expect(() => orderLayers([layer('a', 1), layer('a', 2)])).toThrow('"a"');
});

test('every layer file is picked up, names above alarms above items', () => {
  const ids = allLayers().map(({ id }) => id);
  expect(ids).toEqual([
    'choropleth',
    'heat',
    'terminals',
    'cameras',
    'track',
    'resources',
    'leads',
    'items',
    'focus',
    'alarms',
    'sos',
    'ties',
    'names',
  ]);
});
