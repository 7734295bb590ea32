import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { effectScope, nextTick, type ShallowRef, shallowRef } from 'vue';
import type { LngLat } from '../../../../gateway/contract/entities.ts';
import { toPixel } from '../../../../screen/map/geo/mercator.ts';
import { inSightKey, lineSight, placesInSight } from '../../../../screen/map/marks/in-sight.ts';
import type { MarkName } from '../../../../screen/map/marks/marks.ts';
import type { Mark } from '../../../../screen/map/port.ts';
import type { Stage } from '../../../../screen/map/stage/port.ts';
import { useDock } from '../../../../screen/map/useDock.ts';
import { alarm, byId, mapData, terminal } from './support.ts';

/** 1 degree is 100 pixels, and 0 is the upper left corner of the map. */
const transform = { scale: 36_000, offsetX: -18_000, offsetY: -18_000 };
const MAP = { clientWidth: 800, clientHeight: 600 };
const CARD = { offsetWidth: 200, offsetHeight: 150 };

/** A map with a card, and places on it that the card may not cover. */
function bench() {
  const listeners = new Set<(settled: boolean) => void>();
  const view = {
    transform: () => transform,
    size: () => ({ width: MAP.clientWidth, height: MAP.clientHeight }),
    onChange(listener: (settled: boolean) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const box = () => ({ left: 0, top: 0, right: 0, bottom: 0 });
  const over = [{ name: 'legend', contains: () => false, getBoundingClientRect: box }];
  const map = { ...MAP, getBoundingClientRect: box, querySelectorAll: () => over };
  const card = { ...CARD, closest: () => map } as unknown as HTMLElement;
  const stage = shallowRef({ view } as unknown as Stage) as ShallowRef<Stage | null>;
  const focus = shallowRef<LngLat | null>({ lng: 1, lat: -0.8 });
  const loud = shallowRef<readonly LngLat[]>([]);
  const drawn = shallowRef(false);
  const marks = shallowRef<readonly LngLat[]>([]);
  const scope = effectScope();
  const docked = scope.run(() =>
    useDock({
      stage,
      geometry: shallowRef(null),
      dock: shallowRef(card),
      drawn,
      place: () => focus.value,
      inSight: () => loud.value,
      loud: () => JSON.stringify(loud.value),
      sight: (at) => ({ own: { ...toPixel(transform, at), radius: 10 }, others: [] }),
      shown: () => marks.value,
      ringPx: () => 20,
      gapPx: () => 10,
    }),
  );
  const move = (settled: boolean) => {
    for (const listener of listeners) listener(settled);
  };
  const settle = async (ms: number) => {
    await nextTick();
    await vi.advanceTimersByTimeAsync(ms);
  };
  return { scope, loud, drawn, marks, over, move, settle, docked: () => docked?.value, listeners };
}

/** Whether the card at this place covers this point of the map. */
const covers = (at: { x: number; y: number } | null | undefined, x: number, y: number) =>
  at != null && x > at.x && x < at.x + CARD.offsetWidth && y > at.y && y < at.y + CARD.offsetHeight;

describe('the docked card', () => {
  /** What each observer of the page is told by, and the parts whose size is observed. */
  const tells = new Map<string, () => void>();
  const sized: string[] = [];
  const tell = (observer: string) => tells.get(observer)?.();

  beforeEach(() => {
    vi.useFakeTimers();
    sized.length = 0;
    for (const observer of ['ResizeObserver', 'MutationObserver'])
      vi.stubGlobal(
        observer,
        class {
          constructor(told: () => void) {
            tells.set(observer, told);
          }
          observe({ name }: { readonly name?: string }) {
            if (name !== undefined) sized.push(name);
          }
          disconnect() {}
        },
      );
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  /** A place of the map under the card as it is docked now, as a place of the county. */
  const under = (at: { x: number; y: number } | null | undefined): LngLat => ({
    lng: ((at?.x ?? 0) + 100) / 100,
    lat: -((at?.y ?? 0) + 75) / 100,
  });

  it('makes way for an alarm P1 that comes under it while the focus stays', async () => {
    const { loud, settle, docked, scope } = bench();
    await settle(150);
    const at = docked();
    expect(at).not.toBeNull();
    loud.value = [under(at)];
    await settle(150);
    expect(covers(docked(), (at?.x ?? 0) + 100, (at?.y ?? 0) + 75)).toBe(false);
    scope.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('makes way in a flood too, which never pauses', async () => {
    const { loud, settle, docked, scope } = bench();
    await settle(150);
    const at = docked();
    for (let i = 0; i < 4; i += 1) {
      loud.value = [...loud.value, under(at)];
      await settle(60);
    }
    expect(docked()).not.toEqual(at);
    scope.stop();
  });

  it('keeps clear of marks once they are drawn', async () => {
    const { marks, drawn, settle, docked, scope } = bench();
    await settle(150);
    const at = docked();
    const [x, y] = [(at?.x ?? 0) + 100, (at?.y ?? 0) + 75];
    marks.value = Array.from({ length: 40 }, () => under(at));
    await settle(500);
    expect(covers(docked(), x, y)).toBe(true);
    drawn.value = true;
    await settle(150);
    expect(covers(docked(), x, y)).toBe(false);
    scope.stop();
  });

  it('docks anew when a part over the map changes its size, and when one comes', async () => {
    const { over, settle, docked, scope } = bench();
    await settle(150);
    const first = docked();
    tell('ResizeObserver');
    await settle(150);
    const second = docked();
    expect(second).not.toBe(first);
    over.push({ ...over[0], name: 'note' } as (typeof over)[number]);
    tell('MutationObserver');
    expect(sized).toEqual(['legend', 'legend', 'note']);
    await settle(150);
    expect(docked()).not.toBe(second);
    scope.stop();
  });

  it('stays during a flight, and makes way at its end', async () => {
    const { loud, move, settle, docked, scope } = bench();
    await settle(150);
    const at = docked();
    move(false);
    loud.value = [under(at)];
    await settle(500);
    expect(docked()).toEqual(at);
    move(true);
    await settle(150);
    expect(docked()).not.toEqual(at);
    scope.stop();
  });
});

const view = { transform, remPx: 16 };

test('alarms P1 that wait and calls for help stand in sight where they are drawn, others need not', () => {
  const at = { lng: 1, lat: 1 };
  const data = mapData({
    alarm: byId(
      alarm({ id: 'a', location: at }),
      alarm({ id: 'seen', location: at, acked: true }),
      alarm({ id: 'small', location: at, priority: 'P2' }),
    ),
    calling: [terminal({ id: 't', location: at, sosAt: 1 })],
  });
  const [call, aside, ...rest] = placesInSight(data, view);
  expect(call).toMatchObject(at);
  expect(aside).toMatchObject({ id: 'a' });
  expect(aside).not.toMatchObject(at);
  expect(rest).toEqual([]);
});

test('what may not be covered is told anew when it comes, moves, or is seen', () => {
  const key = (...alarms: ReturnType<typeof alarm>[]) => inSightKey(mapData({ alarm: byId(...alarms) }));
  const one = key(alarm());
  expect(key(alarm(), alarm({ id: 'b' }))).not.toBe(one);
  expect(key(alarm({ location: { lng: 1, lat: 1 } }))).not.toBe(one);
  expect(key(alarm({ acked: true }))).toBe(key());
  expect(key(alarm(), alarm({ id: 'b', priority: 'P2' }))).toBe(one);
});

test('the line to a mark goes to its own rim, and shuns an alarm more than a high risk, and that more than others', () => {
  const mark = (id: string, icon: MarkName, size: number): Mark => ({ id, icon, size, lng: 1, lat: 1 });
  const shown = [mark('a', 'p1', 34), mark('b', 'low', 20), mark('c', 'high', 30), mark('d', 'p4', 30)];
  const { own, others } = lineSight(
    { lng: 1, lat: 1 },
    { kind: 'alarm', id: 'a' },
    [...shown, mark('a', 'count-5', 48)],
    view,
  );
  expect(own.radius).toBe(17);
  expect(others.map(({ weight }) => weight)).toEqual([...others.map(({ weight }) => weight)].sort());
  expect(new Set(others.map(({ weight }) => weight)).size).toBe(3);
});
