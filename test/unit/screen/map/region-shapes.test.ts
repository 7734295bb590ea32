import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { computed, effectScope, nextTick, shallowRef } from 'vue';
import type { RegionInfo, RegionLayer } from '../../../../gateway/contract/region.ts';
import { createSay } from '../../../../screen/locale/words.ts';
import type { Stage } from '../../../../screen/map/stage/port.ts';
import { type Unread, useGeometry } from '../../../../screen/map/useGeometry.ts';
import { type MapNoteText, useSaid } from '../../../../screen/map/useSaid.ts';
import type { Waiting } from '../../../../screen/map/useWaiting.ts';
import { mapWords } from '../../../../screen/scenes/overview/map-words.ts';
import { collection, square } from './support.ts';

const county = collection(square(100, 25, 1), { code: '1', name: '云岭县' });
const REGION = {
  layers: { county: '/county', villages: '/villages' },
  areas: [],
} as unknown as RegionInfo;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { documentElement: {}, fonts: { load: async () => [] } });
  vi.stubGlobal('getComputedStyle', () => ({ getPropertyValue: () => 'sans-serif' }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A gateway that has these files. */
function bench(files: Record<string, unknown>, region = shallowRef<RegionInfo | null>(REGION)) {
  const asked: string[] = [];
  const read = async (url: string): Promise<unknown> => {
    asked.push(url);
    if (files[url] === undefined) throw new Error('503');
    return files[url];
  };
  const scope = effectScope();
  const shapes = scope.run(() => useGeometry(() => region.value, read));
  if (shapes === undefined) throw new Error('no shapes');
  const told = () => [
    shapes.geometry.value === null ? 'none' : 'map',
    shapes.unread.value,
    ...shapes.lacking.value,
  ];
  return { files, asked, region, shapes, told, stop: () => scope.stop() };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

test('a layer that cannot be read is told by its name and asked for again, until it can; the map is there meanwhile', async () => {
  const { files, asked, shapes, told, stop } = bench({ '/county': county });
  await settle();
  expect(told()).toEqual(['map', null, 'villages']);
  const drawn = shapes.geometry.value;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told()).toEqual(['map', null, 'villages']);
  expect(shapes.geometry.value).toBe(drawn);
  files['/villages'] = county;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told()).toEqual(['map', null]);
  expect(shapes.geometry.value?.villages).toHaveLength(1);
  expect(asked).toEqual(['/county', '/villages', '/villages', '/villages']);
  expect(vi.getTimerCount()).toBe(0);
  stop();
});

test('without the outline there is no map until it can be read', async () => {
  const { files, told, stop } = bench({ '/villages': county });
  await settle();
  expect(told()).toEqual(['none', 'county']);
  files['/county'] = county;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told()).toEqual(['map', null]);
  stop();
});

test('a file that is no GeoJSON is as good as none', async () => {
  const { told, stop } = bench({ '/county': [], '/villages': county });
  await settle();
  expect(told()).toEqual(['none', 'county']);
  stop();
});

test('who goes, or asks for another region meanwhile, is not followed by the tries of before', async () => {
  const { asked, region, told, stop } = bench({ '/county': county });
  region.value = null;
  await nextTick();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told()).toEqual(['none', null]);
  region.value = REGION;
  await nextTick();
  stop();
  await settle();
  const before = asked.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked.length).toBe(before);
  expect(vi.getTimerCount()).toBe(0);
});

interface Standing {
  readonly unread?: Unread;
  readonly lacking?: readonly RegionLayer[];
  readonly failure?: string;
  readonly note?: MapNoteText;
}

function notes({ unread, lacking, failure, note }: Standing) {
  const region = { notice: null, approval: null } as unknown as RegionInfo;
  const props = {
    basemap: 'maplibre',
    note: note ?? null,
    words: mapWords(region, createSay('zh')),
  } as const;
  const parts = {
    stage: shallowRef<Stage | null>(null),
    waiting: computed((): Waiting | null => 'shapes'),
    unread: shallowRef(unread ?? null),
    lacking: shallowRef(lacking ?? []),
    failure: shallowRef(failure ?? null),
  };
  return useSaid(props, parts).notes.value;
}
const said = (standing: Standing) => notes(standing)[0];

test('the map says what it lacks before it says that it waits', () => {
  expect(said({})).toEqual({ look: 'loading', text: '正在读取区划图层' });
  const waits = { look: 'loading', text: '12秒未收到网关快照' } as const;
  expect(said({ note: waits })).toEqual(waits);
  expect(said({ note: { look: 'stale', text: '已断开 4分钟' } })?.look).toBe('loading');
});

test('what is not to be had says so under an id to be read out, the same whenever it fails', () => {
  const fault = said({ unread: 'county' });
  expect(fault).toMatchObject({
    look: 'fault',
    text: expect.stringMatching(/^地图不可用：县界读不到 · 正在自动重试 · 编号 [0-9A-F]{8}$/),
  });
  expect(said({ unread: 'county' })).toEqual(fault);
  expect(said({ failure: 'no canvas' })?.text).toMatch(/^地图不可用（no canvas）· 编号 [0-9A-F]{8}$/);
});

test('a map without some of its layers says which, besides how it stands', () => {
  const partial = { look: 'partial', text: '村社区界、摄像机点位读不到 · 重试中' };
  const lacking = ['villages', 'cameras'] as const;
  expect(notes({ lacking })).toEqual([{ look: 'loading', text: '正在读取区划图层' }, partial]);
  const fault = { look: 'fault', text: expect.anything() };
  expect(notes({ lacking, failure: 'no canvas' })).toEqual([fault, partial]);
});
