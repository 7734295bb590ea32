import { expect, it } from 'vitest';
import { nearestTerminals } from '../../../../gateway/fold/nearest.ts';
import { configured, folded, log, NOON, RULES, received, type Said, tick } from './log.ts';

const PLACE = { lng: 103.82, lat: 25.6 };
const at = (minutes: number) => NOON + minutes * 60_000;
const located = (minutes: number, metres: number, over: object = {}, accuracyM?: number): Said => ({
  type: 'terminal.located',
  subject: 't-1',
  time: at(minutes),
  area: 'v1',
  data: {
    location: {
      lng: PLACE.lng,
      lat: PLACE.lat + metres / 111_195,
      ...(accuracyM === undefined ? {} : { accuracyM }),
    },
    ...over,
  },
});
const item = received({ kind: 'HAZARD', location: PLACE, area: 'g1' });
const called: Said = {
  type: 'operation.dispatched',
  subject: 'terminal:t-1',
  sequence: null,
  time: at(1),
  data: { to: 'case:x-1', by: { seat: '1号席', role: 'duty_officer' } },
};
const under = (terminals: Partial<(typeof RULES)['terminals']>, ...said: Said[]) => {
  const rules = { ...RULES, terminals: { ...RULES.terminals, ...terminals } };
  return folded(log(configured({ rules }), ...said));
};
const shown = (...asked: Parameters<typeof under>) => under(...asked).get('terminal', 't-1');

it('a battery is low below what the rules say', () => {
  const said = located(0, 0, { battery: 25 });
  expect(shown({}, said)?.state).toBe('ONLINE');
  expect(shown({ lowBatteryPercent: 30 }, said)?.state).toBe('LOW_BATTERY');
});

it('a fix of a wider radius than the rules allow is told so', () => {
  expect(shown({}, located(0, 0, {}, 200))?.flags).toEqual([]);
  expect(shown({}, located(0, 0, {}, 201))?.flags).toEqual(['inaccurate']);
  expect(shown({ inaccurateAboveM: 50 }, located(0, 0, {}, 51))?.flags).toEqual(['inaccurate']);
});

it('a fix is an arrival within the reach of the rules of when it was called', () => {
  const way = [item, located(0, 5_000), called, located(2, 150)];
  expect(shown({}, ...way)?.dispatch?.state).toBe('CALLED');
  expect(shown({ arrivedWithinM: 200 }, ...way)?.dispatch?.state).toBe('ARRIVED');
});

it('a call outlives what it was called to for as long as the rules say', () => {
  const over: Said = { type: 'case.closed', time: at(5), data: { callbackWaived: 'anonymous' } };
  const said = [item, located(0, 5_000), called, over, tick(at(20))];
  expect(shown({}, ...said)?.dispatch?.doneAt).toBeNull();
  expect(shown({ callOutlivesS: 600 }, ...said)?.dispatch).toMatchObject({
    doneAt: at(15),
    endedBy: 'TARGET_OVER',
  });
});

it('the walk to a place is estimated by the detour and the pace of the rules', () => {
  const fold = under({ detour: 2, walkKmh: 12 }, located(0, 1_000));
  const asked = { place: PLACE, now: at(0), count: 1, walk: fold.walk() };
  expect(nearestTerminals(fold.all('terminal'), asked).nearest[0]?.walkMinutes).toBe(10);
});
