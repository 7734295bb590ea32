import { describe, expect, it } from 'vitest';
import type { TerminalEntity } from '../../../../gateway/contract/entities.ts';
import { metresBetween } from '../../../../gateway/contract/nearest-rule.ts';
import { nearestTerminals } from '../../../../gateway/fold/nearest.ts';

const NOW = Date.parse('2026-11-20T15:20:00+08:00');
const PLACE = { lng: 103.82, lat: 25.6 };

/** A terminal so many thousandths of a degree north of the place. */
const terminal = (id: string, north: number, changes: Partial<TerminalEntity> = {}): TerminalEntity => ({
  id,
  source: 'urn:yitu:test',
  reality: 'actual',
  version: 1,
  flags: [],
  name: id,
  unit: '巡防队',
  village: null,
  street: null,
  location: { ...PLACE, lat: PLACE.lat + north / 1_000 },
  fixAt: NOW - 20_400,
  accuracyM: 8,
  headingDeg: null,
  battery: 80,
  onDuty: true,
  state: 'ONLINE',
  sosAt: null,
  rostered: true,
  dispatch: null,
  ...changes,
});
const near = (terminals: TerminalEntity[], count = 5) =>
  nearestTerminals(terminals, { place: PLACE, now: NOW, count, walk: { detour: 1.4, walkKmh: 5 } });
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

describe('the nearest terminals', () => {
  it('come by straight line, with what speaks for each', () => {
    const { nearest, passedOver } = near([terminal('far', 9), terminal('near', 1)]);
    expect(ids(nearest)).toEqual(['near', 'far']);
    expect(passedOver).toEqual([]);
    expect(nearest[0]).toEqual({
      id: 'near',
      name: 'near',
      unit: '巡防队',
      state: 'ONLINE',
      distanceM: 111,
      fixAgeS: 20,
      accuracyM: 8,
      battery: 80,
      onDuty: true,
      rostered: true,
      walkMinutes: 2,
    });
  });

  it('are no more than asked for; of two at one place the fuller battery goes first', () => {
    const all = [terminal('a', 2, { battery: 40 }), terminal('b', 2, { battery: 90 }), terminal('c', 3)];
    expect(ids(near(all, 2).nearest)).toEqual(['b', 'a']);
  });

  it.each<[string, Partial<TerminalEntity>, string]>([
    ['off duty', { state: 'OFF_DUTY', onDuty: false }, 'OFF_DUTY'],
    ['called already', { state: 'BUSY' }, 'BUSY'],
    ['not heard of late', { state: 'STALE' }, 'STALE'],
    ['offline', { state: 'OFFLINE' }, 'OFFLINE'],
    ['nearly empty', { state: 'LOW_BATTERY', battery: 12 }, 'LOW_BATTERY'],
    ['calling for help itself', { state: 'SOS' }, 'SOS'],
    ['placed too roughly', { flags: ['inaccurate'] }, 'INACCURATE'],
    ['stuck at a point', { flags: ['stuck_fix'] }, 'STUCK'],
  ])('leave out one that is %s, and say so', (_what, changes, because) => {
    const { nearest, passedOver } = near([terminal('not', 1, changes), terminal('yes', 2)]);
    expect(ids(nearest)).toEqual(['yes']);
    expect(passedOver).toMatchObject([{ id: 'not', because }]);
  });

  it('do not explain those that are farther than the last one', () => {
    const all = [terminal('yes', 1), terminal('busy', 2, { state: 'BUSY' })];
    expect(near(all, 1).passedOver).toEqual([]);
    expect(ids(near(all, 2).passedOver)).toEqual(['busy']);
  });

  it.each<[string, Partial<TerminalEntity>]>([
    ['of an exercise', { reality: 'exercise' }],
    ['of a test', { reality: 'test' }],
    ['without a place', { location: null, fixAt: null }],
  ])('never speak of one %s', (_what, changes) => {
    expect(near([terminal('x', 1, changes)])).toEqual({ nearest: [], passedOver: [] });
  });

  it('measure the great circle', () => {
    expect(metresBetween({ lng: 0, lat: 0 }, { lng: 180, lat: 0 })).toBeCloseTo(20_015_114, -1);
    expect(metresBetween({ lng: 103, lat: 25 }, { lng: 103, lat: 26 })).toBeCloseTo(111_195, -1);
    expect(metresBetween(PLACE, PLACE)).toBe(0);
  });
});
