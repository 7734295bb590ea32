import { expect, it } from 'vitest';
import { NEUTRAL } from '../../../../gateway/fold/context.ts';
import type { Counters } from '../../../../gateway/fold/counters.ts';
import { createHealth } from '../../../../gateway/fold/desk/health.ts';
import { type Heard, readEntry } from '../../../../gateway/fold/event.ts';
import { createLedger } from '../../../../gateway/fold/table.ts';
import { configured, entry, folded, kpi, log, NOON, type Said, tick } from './log.ts';

const KEPT = 20_000;

it('of more devices than are kept the one goes that was not heard for longest, not the one that was first heard', () => {
  const counters = { set: () => undefined } as Pick<Counters, 'set'> as Counters;
  const health = createHealth({
    ledger: createLedger(),
    counters,
    context: () => ({ now: NOON, setting: NEUTRAL }),
  });
  const word = (n: number, device: string) => {
    const said = { type: 'alarm.health_changed', subject: device, data: { health: 'OFFLINE', device } };
    health.changed(readEntry(entry(n, said)) as Heard<'alarm.health_changed'>);
  };
  for (let n = 1; n <= KEPT; n += 1) word(n, `d-${n}`);
  word(KEPT + 1, 'd-1');
  word(KEPT + 2, 'new');
  const kept = new Set(Array.from(health.devices(), ({ device }) => device));
  expect([kept.size, ...['d-1', 'd-2', 'new'].map((each) => kept.has(`urn:test ${each}`))]).toEqual([
    KEPT,
    true,
    false,
    true,
  ]);
});

it('a device that says nothing more leaves the lane after its days, the longest silent first; a late word counts as heard', () => {
  const DAY = 86_400_000;
  const word = (device: string, day: number, over: Partial<Said> = {}): Said => ({
    type: 'alarm.health_changed',
    subject: device,
    time: NOON + day * DAY,
    data: { health: 'OFFLINE', device },
    ...over,
  });
  const said = [
    word('old', 0),
    word('new', 10),
    word('late', 10, { subject: 'late', time: NOON - DAY, receivedAt: NOON + 10 * DAY }),
  ];
  const offline = (day: number, ...more: Said[]) => {
    const fold = folded(log(configured(), ...said, ...more, tick(NOON + day * DAY)));
    const asked = { id: 'device.OFFLINE', period: null, area: null, at: fold.now() };
    expect(fold.explainKpi(asked)?.equal).toBe(true);
    return kpi(fold, 'device.OFFLINE');
  };
  expect([29, 30, 39, 40].map((day) => offline(day))).toEqual([3, 2, 2, 0]);
  expect(offline(30, word('old', 20))).toBe(3);
});

it.each(['exercise', 'test'] as const)('a device says nothing of itself in what is only %s', (reality) => {
  const word = (health: string, over: Partial<Said> = {}): Said => ({
    type: 'alarm.health_changed',
    subject: 'd-1',
    data: { health, device: 'd-1' },
    ...over,
  });
  const lane = (...said: Said[]) => {
    const fold = folded(log(configured(), ...said, tick(NOON + 2_000)));
    return [kpi(fold, 'device.OK'), kpi(fold, 'device.OFFLINE')];
  };
  const played = word('OFFLINE', { reality, time: NOON + 1_000 });
  expect(lane(played)).toEqual([0, 0]);
  expect(lane(word('OK'), played)).toEqual(lane(word('OK')));
  expect(lane(word('OK'), { ...played, reality: 'actual' })).toEqual([0, 1]);
});
