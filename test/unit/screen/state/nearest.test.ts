import { describe, expect, it } from 'vitest';
import type { FeedEntity, TerminalEntity } from '../../../../gateway/contract/entities.ts';
import { TERMINAL_STATES } from '../../../../gateway/contract/vocabulary.ts';
import { nearestTerminals } from '../../../../gateway/fold/nearest.ts';
import { nearestLines, nearestTo, passedSheet } from '../../../../screen/state/nearest.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { say } from '../panels/wall.ts';
import { MINUTE, mapOf, NOW, terminal } from './entities.ts';

const PLACE = { lng: 103.82, lat: 25.6 };

const context = (terminals: readonly TerminalEntity[], heard: FeedEntity['state'] = 'LIVE') => ({
  terminals: mapOf(...terminals),
  now: NOW,
  heard,
  say,
});

/** So many thousandths of a degree north of the place. */
const at = (north: number, change: Partial<TerminalEntity> = {}) =>
  terminal({
    id: `t${north}`,
    name: `巡护 ${north}`,
    location: { ...PLACE, lat: PLACE.lat + north / 1_000 },
    fixAt: NOW - MINUTE,
    ...change,
  });

const someTerminal = fc
  .record({
    north: fc.integer({ min: 0, max: 4 }),
    placed: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    state: fc.constantFrom(...TERMINAL_STATES),
    flags: fc.subarray(['stuck_fix', 'inaccurate', 'clock_skew'] as const),
    battery: fc.option(fc.integer({ min: 0, max: 100 })),
    reality: fc.constantFrom('actual', 'simulated', 'exercise', 'test'),
    age: fc.integer({ min: 0, max: 600_000 }),
  } as const)
  .map(({ north, placed, age, ...told }) => {
    const place = placed ? {} : { location: null, fixAt: null };
    return at(north, { fixAt: NOW - age, ...told, ...place, onDuty: told.state !== 'OFF_DUTY' });
  });
const someTerminals = fc
  .array(someTerminal, { maxLength: 30 })
  .map((list) => list.map((each, index) => ({ ...each, id: `t${index}` })));

describe('the nearest terminals of the wall', () => {
  it('are those of the gateway, in its order, with its reasons for all that are on duty', () => {
    fc.assert(
      fc.property(someTerminals, fc.integer({ min: 1, max: 6 }), (terminals, count) => {
        const asked = { place: PLACE, now: NOW, count, walk: { detour: 1.4, walkKmh: 5 } };
        const told = nearestTo(PLACE, context(terminals), count);
        const all = nearestTerminals(terminals, asked);
        expect(told.nearest).toEqual(all.nearest.map(({ walkMinutes: _minutes, ...near }) => near));
        const onDuty = terminals.filter((each) => each.onDuty);
        expect(told.passedOver).toEqual(nearestTerminals(onDuty, asked).passedOver);
      }),
      numRuns(200),
    );
  });

  it('tell distance, age of the fix and battery, a line each, three at most', () => {
    const list = [at(1), at(3, { battery: null }), at(20, { battery: 41 }), at(30)];
    expect(nearestLines(PLACE, context(list))).toEqual([
      '直线最近 巡护 1 110 米 · 1分钟前 · 电量 80%',
      '其次 巡护 3 330 米 · 1分钟前',
      '其次 巡护 20 2.2 千米 · 1分钟前 · 电量 41%',
    ]);
  });

  it('go by battery where two are as near', () => {
    const two = [at(1, { id: 'a', name: '甲机', battery: 30 }), at(1, { id: 'b', name: '乙机' })];
    expect(nearestLines(PLACE, context(two))[0]).toMatch(/^直线最近 乙机/);
  });

  it.each<[string, Parameters<typeof nearestLines>, string]>([
    ['there is no place', [null, context([at(1)])], '无坐标 · 未上图'],
    ['nothing is heard', [PLACE, context([at(1)], 'SILENT')], '终端断流 · 位置不明'],
    [
      'none may be called',
      [PLACE, context([at(1, { state: 'LOW_BATTERY', battery: 9 })])],
      '附近无在线在岗终端',
    ],
  ])('are not told where %s, and why', (_what, asked, line) => {
    expect(nearestLines(...asked)).toEqual([line]);
  });
});

describe('who was passed over', () => {
  it.each<[string, Partial<TerminalEntity>]>([
    ['电量低', { state: 'LOW_BATTERY' }],
    ['处置中', { state: 'BUSY' }],
    ['定位过期', { state: 'STALE' }],
    ['离线', { state: 'OFFLINE' }],
    ['求助', { state: 'SOS' }],
    ['同点不动', { flags: ['stuck_fix'] }],
    ['误差过大', { flags: ['inaccurate'] }],
  ])('is told as %s', (label, change) => {
    const sheet = passedSheet(PLACE, context([at(1, change), at(2)]), []);
    expect(sheet).toEqual({
      id: 'PASSED',
      rows: [{ label, text: '巡护 1 110 米 · 1分钟前 · 电量 80%' }],
    });
  });

  it.each<[string, Parameters<typeof passedSheet>]>([
    ['nobody was', [PLACE, context([at(1)]), []]],
    ['it is off duty', [PLACE, context([at(1, { state: 'OFF_DUTY', onDuty: false })]), []]],
    ['it was called to this very place', [PLACE, context([at(1, { state: 'BUSY' })]), [{ id: 't1' }]]],
    ['nothing is heard', [PLACE, context([at(1, { state: 'BUSY' })], 'SILENT'), []]],
    ['there is no place', [null, context([at(1, { state: 'BUSY' })]), []]],
  ])('is no page where %s', (_what, asked) => {
    expect(passedSheet(...asked)).toBeNull();
  });
});
