import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPixel } from '../../../../../screen/map/geo/mercator.ts';
import { loudMarks } from '../../../../../screen/map/marks/loud.ts';
import type { Mark } from '../../../../../screen/map/port.ts';
import { alarm, byId, mapData, terminal } from '../support.ts';

/** 1 degree is 100 pixels. */
const view = { transform: { scale: 36_000, offsetX: 0, offsetY: 0 }, remPx: 16 };
const at = { lng: 100.5, lat: 25.5 };
type Alarms = readonly ReturnType<typeof alarm>[];
const drawn = (alarms: Alarms, over: Parameters<typeof mapData>[0] = {}) =>
  loudMarks(mapData({ alarm: byId(...alarms), ...over }), view);
const flood = (count: number, over: Parameters<typeof alarm>[0] = {}) =>
  Array.from({ length: count }, (_, i) => alarm({ id: `f${i}`, priority: 'P2', waitingSince: i, ...over }));
const told = (marks: readonly Mark[]) => marks.map(({ id, icon, count }) => `${id} ${icon} ${count ?? 1}`);
const numberOf = ({ count }: Mark) => Number(count ?? 1);
const pixel = (mark: Mark) => toPixel(view.transform, mark);
const between = (a: Mark, b: Mark) => Math.hypot(pixel(a).x - pixel(b).x, pixel(a).y - pixel(b).y);
const nearest = (marks: readonly Mark[]) =>
  Math.min(...marks.flatMap((a, i) => marks.slice(i + 1).map((b) => between(a, b))));

describe('a flood of alarms at one place', () => {
  it('is one mark of its priority with its number, where the one that waits longest stands', () => {
    const { alarms } = drawn(flood(17));
    expect(told(alarms)).toEqual(['f0 p2 17']);
    expect(alarms[0]).toMatchObject(at);
    expect(alarms[0]?.of).toEqual(flood(17).map(({ id }) => id));
    expect(told(drawn(flood(31)).alarms)).toEqual(['f0 p2 30+']);
  });

  it('never hides an alarm of another priority, nor one that waits behind those that were seen', () => {
    const seen = flood(5, { acked: true }).map((one) => ({ ...one, id: `seen-${one.id}` }));
    const { alarms } = drawn([...flood(8), ...seen, alarm({ id: 'gas' })]);
    expect(told(alarms)).toEqual(['seen-f0 p2-acked 5', 'f0 p2 8', 'gas p1 1']);
    expect(alarms.at(-1)).toMatchObject(at);
    expect(nearest(alarms)).toBeGreaterThan(2 * 16);
  });

  it('is one mark where it would crowd a town, but for what is most urgent', () => {
    const around = (id: string, i: number, over: Parameters<typeof alarm>[0] = {}) =>
      alarm({ id: `${id}${i}`, priority: 'P2', location: { lng: at.lng + i * 0.35, lat: at.lat }, ...over });
    const crowd = [0, 1, 2, -1, -2].map((i) => around('c', i, { waitingSince: 9 + i }));
    expect(drawn(crowd).alarms.every(({ count }) => count === undefined)).toBe(true);
    const many = [...crowd, around('first', 0, { waitingSince: 1 })];
    expect(told(drawn(many).alarms)).toEqual(['first0 p2 6']);
    const grave = many.map((one) => ({ ...one, priority: 'P1' as const }));
    expect(drawn(grave).alarms).toHaveLength(6);
  });

  it('leaves what is looked at where it is', () => {
    const alarms = [...flood(2), alarm({ id: 'gas' })];
    const looked = drawn(alarms, { focus: { kind: 'alarm', id: 'f1' } }).alarms;
    expect(looked.find(({ id }) => id === 'f1')).toMatchObject(at);
  });
});

it('two alarms that look alike stand side by side, each for itself', () => {
  const { alarms } = drawn(flood(2));
  expect(told(alarms)).toEqual(['f1 p2 1', 'f0 p2 1']);
  expect(nearest(alarms)).toBeGreaterThan(1.9 * 16);
});

it('an alarm beside whoever calls for help stands aside', () => {
  const { calls, alarms } = drawn([alarm()], { calling: [terminal({ sosAt: 1 })] });
  expect(calls[0]).toMatchObject(at);
  expect(nearest([...calls, ...alarms])).toBeGreaterThan(1.9 * 16);
});

it('alarms that have room keep their places', () => {
  const far = alarm({ id: 'far', location: { lng: 102, lat: 25.5 } });
  expect(drawn([alarm(), far]).alarms).toEqual([
    expect.objectContaining(far.location),
    expect.objectContaining(at),
  ]);
});

it('whatever lies where, no alarm is lost and none stands on another', () => {
  const place = fc.record({
    lng: fc.double({ min: 100, max: 103, noNaN: true }),
    lat: fc.double({ min: 24, max: 26, noNaN: true }),
  });
  const one = fc.record({
    location: fc.oneof(fc.constant(at), place),
    priority: fc.constantFrom('P1', 'P2', 'P3', 'P4'),
    acked: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 40 }), fc.array(place, { maxLength: 3 }), (some, calls) => {
      const all = some.map((over, i) => alarm({ ...over, id: `a${i}` }));
      const calling = calls.map((location, i) => terminal({ id: `t${i}`, sosAt: i, location }));
      const marks = drawn(all, { calling });
      const seen = [...marks.calls, ...marks.alarms];
      if (seen.length > 1) expect(nearest(seen)).toBeGreaterThan(1.9 * 16);
      const least = marks.alarms.reduce((sum, mark) => sum + (numberOf(mark) || 20), 0);
      if (marks.alarms.every(({ count }) => !count?.endsWith('+'))) expect(least).toBe(all.length);
      expect(marks.calls).toHaveLength(calls.length);
    }),
    { numRuns: 50 },
  );
});
