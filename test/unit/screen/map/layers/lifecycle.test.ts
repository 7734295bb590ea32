import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { toPixel } from '../../../../../screen/map/geo/mercator.ts';
import { createSharedPlaces } from '../../../../../screen/map/marks/places.ts';
import { createShownMarks } from '../../../../../screen/map/marks/shown.ts';
import type { LayerContext, Mark } from '../../../../../screen/map/port.ts';
import { allLayers } from '../../../../../screen/map/registry.ts';
import { FakeElement } from '../fake-element.ts';
import {
  alarm,
  area,
  byId,
  collection,
  geometry,
  item,
  kpi,
  lead,
  mapData,
  square,
  terminal,
  theme,
} from '../support.ts';

function fakeContext() {
  const sets = new Map<symbol, readonly Mark[]>();
  const density = new Map<string, number>();
  const listeners = new Set<unknown>();
  const told = { sets: 0, density: 0 };
  const [below, above] = [new FakeElement(), new FakeElement()];
  const context = {
    geometry: geometry({ villages: collection(square(100, 25, 1), { code: 'v1' }) }, [area('t1', 100, 25)]),
    theme,
    words: { online: '在线', onDuty: '在岗', named: (name: string) => name },
    view: {
      transform: () => ({ scale: 400, offsetX: 0, offsetY: 0 }),
      size: () => ({ width: 800, height: 600 }),
      closeness: () => 0,
      onChange(listener: unknown) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    scene: {
      addMarks() {
        const key = Symbol('set');
        sets.set(key, []);
        return {
          set(marks: readonly Mark[]) {
            told.sets += 1;
            sets.set(key, marks);
          },
          remove: () => void sets.delete(key),
        };
      },
    },
    ground: {
      setDensity(_source: string, id: string, step: number) {
        told.density += 1;
        if (step === 0) density.delete(id);
        else density.set(id, step);
      },
    },
    shown: createShownMarks(),
    places: createSharedPlaces(),
    smooth: false,
    below,
    above,
    docks: () => [],
    fixtures: () => [],
  } as unknown as LayerContext;
  return { context, sets, density, listeners, told, below, above };
}

function data(round: number) {
  return mapData({
    case: byId(item({ id: `c${round}` })),
    alarm: byId(alarm()),
    video: byId(lead()),
    terminal: byId(terminal({ location: { lng: 100 + round / 1000, lat: 25.5 } })),
    kpi: byId(kpi('case.open@v1', 5, 'v1'), kpi('terminal.online@t1', 12, 't1')),
    calling: [terminal({ id: 't2', sosAt: 1 })],
    focus: { kind: 'alarm', id: 'a1' },
    track: [{ at: '2026-11-20T08:00:00+08:00', lng: 100 + round / 1000, lat: 25.5 }],
  });
}

beforeEach(() => {
  vi.stubGlobal('document', { createElement: (tag: string) => new FakeElement(tag) });
  vi.stubGlobal('window', { devicePixelRatio: 1 });
});
afterEach(() => vi.unstubAllGlobals());

for (const layer of allLayers())
  test(`layer ${layer.id} leaves nothing behind after a hundred updates`, () => {
    const { context, sets, density, listeners, below, above } = fakeContext();
    const mounted = layer.mount(context);
    for (let round = 0; round < 100; round += 1) mounted.update(data(round));
    mounted.stop();
    expect([sets.size, density.size, listeners.size, below.children.size, above.children.size]).toEqual([
      0, 0, 0, 0, 0,
    ]);
  });

test('layers tell the GPU nothing when nothing looks different', () => {
  const { context, told } = fakeContext();
  const mounted = allLayers().map((layer) => layer.mount(context));
  for (let round = 0; round < 10; round += 1) for (const layer of mounted) layer.update(data(1));
  expect(told).toEqual({ sets: 5, density: 1 });
});

test('the ground is tinted at once, then every five seconds, and at once for another measure', () => {
  vi.useFakeTimers();
  try {
    const { context, density } = fakeContext();
    const mounted = allLayers()
      .find(({ id }) => id === 'choropleth')
      ?.mount(context);
    const show = (open: number, overdue: number, measure: 'open' | 'overdue') =>
      mounted?.update(
        mapData({
          kpi: byId(kpi('case.open@v1', open, 'v1'), kpi('case.overdue@v1', overdue, 'v1')),
          measure,
        }),
      );
    show(0, 0, 'open');
    show(3, 1, 'open');
    expect(density.get('v1')).toBe(2);
    show(10, 1, 'open');
    expect(density.get('v1')).toBe(2);
    vi.advanceTimersByTime(5_000);
    expect(density.get('v1')).toBe(4);
    show(10, 1, 'overdue');
    expect(density.get('v1')).toBe(1);
    mounted?.stop();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('the uppermost mark under a finger is picked', () => {
  const { context } = fakeContext();
  const layer = allLayers().find(({ id }) => id === 'alarms');
  const mounted = layer?.mount(context);
  mounted?.update(mapData({ alarm: byId(alarm({ id: 'seen', acked: true }), alarm({ id: 'waits' })) }));
  const at = { x: (100.5 / 360 + 0.5) * 400, y: 0 };
  const lat = (25.5 * Math.PI) / 180;
  at.y = (0.5 - Math.asinh(Math.tan(lat)) / (2 * Math.PI)) * 400;
  expect(mounted?.pick?.(at)).toEqual({ kind: 'alarm', id: 'waits' });
  expect(mounted?.pick?.({ x: 0, y: 0 })).toBeNull();
});

const layersOf = (...ids: string[]) => allLayers().filter(({ id }) => ids.includes(id));

test('a call for help lies above every other mark, and is what a finger on it picks', () => {
  const { context, sets } = fakeContext();
  const at = { lng: 100.5, lat: 25.5 };
  const marks = layersOf('items', 'leads', 'alarms', 'sos', 'focus');
  const mounted = marks.map((one) => one.mount(context));
  const calling = [terminal({ id: 'help', sosAt: 1, location: at })];
  for (const one of mounted) one.update(mapData({ alarm: byId(alarm({ location: at })), calling }));
  expect(marks.at(-1)?.id).toBe('sos');
  const drawn = [...sets.values()].flat();
  const [burst, square] = ['sos', 'p1'].map((icon) => drawn.find((mark) => mark.icon === icon));
  expect(burst).toMatchObject({ id: 'help', ...at, size: square?.size });
  expect(mounted.at(-1)?.pick?.(toPixel(context.view.transform(), at))).toEqual({
    kind: 'terminal',
    id: 'help',
  });
});

test('the number of a mark is drawn with it, above all marks of its layer', () => {
  const { context, sets } = fakeContext();
  const [layer] = layersOf('alarms');
  const alarms = ['a', 'b', 'c', 'd'].map((id) => alarm({ id }));
  layer?.mount(context).update(mapData({ alarm: byId(...alarms, alarm({ id: 'other', priority: 'P2' })) }));
  expect([...sets.values()].flat().map(({ icon }) => icon)).toEqual(['p2', 'p1', 'count-4']);
});

test.each(['items', 'names'])('what layer %s draws steps aside for a call for help', (id) => {
  const at = { lng: 100.5, lat: 25.5 };
  const high = item({ id: 'high', kind: 'HAZARD', level: 'HIGH', location: at });
  const stands = (calling: readonly ReturnType<typeof terminal>[]) => {
    const { context, sets, above } = fakeContext();
    for (const layer of layersOf(id)) layer.mount(context).update(mapData({ case: byId(high), calling }));
    const names = [...above.children]
      .filter(({ className }) => className === 'map-town')
      .map(({ style }) => style.transform);
    return [...sets.values()]
      .flat()
      .map(({ lng }) => `${lng}`)
      .concat(names.map(String));
  };
  const [calm, called] = [stands([]), stands([terminal({ sosAt: 1, location: at })])];
  expect(calm).toHaveLength(1);
  expect(called).toHaveLength(1);
  expect(called).not.toEqual(calm);
});

test('the name of a street that finds no room there is tied to it below the marks, and the line goes with the name', () => {
  const { context, above, below } = fakeContext();
  const [layer] = layersOf('names');
  const docks: ReturnType<LayerContext['docks']>[number][] = [];
  const mounted = layer?.mount({ ...context, docks: () => docks });
  const ties = () => [...below.children].filter(({ className }) => className === 'map-name-tie');
  const shown = (online: number) =>
    mounted?.update(mapData({ kpi: byId(kpi('terminal.online@t1', online, 't1')) }));
  shown(1);
  expect(ties()).toEqual([]);
  const [name] = [...above.children].filter(({ className }) => className === 'map-town');
  const [, x = 0, y = 0] = /\((\d+)px, (\d+)px/.exec(name?.style.transform ?? '')?.map(Number) ?? [];
  docks.push({ left: x - 20, top: y - 20, right: x + 100, bottom: y + 50 });
  shown(2);
  expect(ties()).toHaveLength(1);
  docks.pop();
  shown(3);
  expect(ties()).toEqual([]);
});

test('the numbers under the name of a street are buttons that say what they count, and of which street', () => {
  const { context, above } = fakeContext();
  const mounted = allLayers()
    .find(({ id }) => id === 'names')
    ?.mount(context);
  mounted?.update(
    mapData({ kpi: byId(kpi('terminal.onDuty', 20, null), kpi('terminal.online@t1', 12, 't1')) }),
  );
  const buttons = [...above.all()].filter(({ tag }) => tag === 'button');
  expect(buttons.map(({ dataset, ariaLabel }) => [dataset.kpi, ariaLabel])).toEqual([
    ['terminal.online@t1', 't1 在线 12'],
    ['terminal.onDuty@t1', 't1 在岗 —'],
  ]);
  mounted?.stop();
});
