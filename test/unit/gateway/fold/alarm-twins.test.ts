import { describe, expect, it, vi } from 'vitest';
import { createFold, restoreFold } from '../../../../gateway/fold/index.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { configured, entry, folded, iso, kpi, log, NOON, received, type Said, tick } from './log.ts';

vi.setConfig({ testTimeout: 60_000 });

const BY = { by: { seat: '1号席', role: 'duty_officer' } };
const pick = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);

describe('a device', () => {
  const raise = (id: string, second: number, type = 'SMOKE'): Said => ({
    type: 'alarm.raised',
    subject: id,
    time: NOON + second * 1_000,
    data: { title: '烟感', type, priority: 'P2', device: '探测器-1' },
  });
  const chattering = (...said: Said[]) => {
    const fold = folded(log(configured(), ...said));
    const alone = restoreFold(folded(log(configured(), ...said.slice(0, -1))).serialize());
    alone.apply(entry(said.length + 1, said.at(-1) as Said));
    expect(alone.stateHash()).toBe(fold.stateHash());
    const ids = [...fold.all('alarm')].filter((each) => each.chattering).map(({ id }) => id);
    return [ids, kpi(fold, 'alarm.chattering')];
  };

  it('that is raised under a new id each time chatters, and what stands for it says so', () => {
    const five = [0, 10, 20, 30, 40].map((second) => raise(`a-${second}`, second));
    expect(chattering(...five)).toEqual([['a-0'], 1]);
    expect(chattering(...five.slice(0, 2))).toEqual([[], 0]);
  });

  it('chatters as well when each alarm is over before the next one comes', () => {
    const over = (id: string, second: number): Said => ({
      type: 'alarm.cleared',
      subject: id,
      time: NOON + second * 1_000,
    });
    const three = [raise('a', 0), over('a', 5), raise('b', 10), over('b', 15), raise('c', 20)];
    expect(chattering(...three)).toEqual([['c'], 1]);
  });

  it('does not chatter by alarms of several types, nor by raises that lie further apart', () => {
    expect(chattering(raise('a', 0), raise('b', 10, 'TAMPER'), raise('c', 20))).toEqual([[], 0]);
    expect(chattering(raise('a', 0), raise('b', 50), raise('c', 100))).toEqual([[], 0]);
  });
});

describe('a device that gives each alarm an id of its own', () => {
  const minutes = (count: number) => NOON + count * 60_000;
  const raise = (id: string, minute: number, data: Record<string, unknown> = {}): Said => ({
    type: 'alarm.raised',
    subject: id,
    time: minutes(minute),
    data: { title: '烟感', type: 'SMOKE', priority: 'P3', device: '探测器-1', ...data },
  });
  const command = (
    type: string,
    subject: string,
    minute: number,
    data: Record<string, unknown> = {},
  ): Said => ({
    type: `operation.${type}`,
    subject: `alarm:${subject}`,
    sequence: null,
    time: minutes(minute),
    data: { ...BY, ...data },
  });
  const shelved = command('shelved', 'a', 1, { reason: 'CHATTERING', until: iso('2026-11-20 14:00') });
  const foldOf = (...said: Said[]) => {
    const fold = folded(log(configured(), ...said));
    const whole = restoreFold(fold.serialize());
    const half = restoreFold(folded(log(configured(), ...said.slice(0, 2))).serialize());
    for (const [index, each] of said.entries()) if (index > 1) half.apply(entry(index + 2, each));
    expect([whole.stateHash(), half.stateHash()]).toEqual([fold.stateHash(), fold.stateHash()]);
    return fold;
  };
  const unacked = (...said: Said[]) => kpi(foldOf(...said), 'alarm.unacked');
  const first = raise('a', 0);

  it('is shelved under every id until the shelving ends, but for what is graver', () => {
    const fold = foldOf(first, shelved, raise('b', 2), raise('c', 4));
    expect(fold.get('alarm', 'c')?.shelved).toEqual({
      until: minutes(120),
      reason: 'CHATTERING',
      by: '1号席',
    });
    expect([kpi(fold, 'alarm.unacked'), kpi(fold, 'alarm.shelved')]).toEqual([0, 3]);
    expect(unacked(first, shelved, raise('b', 2), tick(minutes(120)), raise('c', 121))).toBe(3);
    expect(unacked(first, shelved, raise('b', 2, { type: 'TAMPER' }))).toBe(1);
    expect(unacked(first, shelved, raise('b', 2, { device: '探测器-2' }))).toBe(1);
    expect(unacked(first, shelved, { ...raise('b', 2), source: 'urn:other' })).toBe(1);
    const graver = raise('b', 2, { priority: 'P2' });
    expect(unacked(first, shelved, graver, raise('c', 4))).toBe(2);
    const grown: Said = { type: 'alarm.updated', subject: 'b', time: minutes(3), data: { priority: 'P2' } };
    expect(unacked(first, shelved, raise('b', 2), grown)).toBe(1);
  });

  it('is back under every id when somebody takes the shelving back', () => {
    expect(unacked(first, shelved, raise('b', 2), command('unshelved', 'b', 3), raise('c', 4))).toBe(3);
  });

  it('is out of service under every id while its item is open, but for what is graver', () => {
    const item: Said = { ...received({}, { subject: 'w-1', sequence: 1 }), time: minutes(-10) };
    const removed = command('removed', 'a', 1, { item: 'w-1' });
    const [b, c] = [raise('b', 2), raise('c', 4)];
    expect(kpi(foldOf(first, item, removed, b, c), 'alarm.outOfService')).toBe(3);
    expect(unacked(first, item, removed, raise('b', 2, { priority: 'P1' }))).toBe(1);
    expect(unacked(first, item, removed, b, command('restored', 'b', 3), c)).toBe(3);
    const over: Said = { type: 'case.closed', subject: 'w-1', sequence: 90, time: minutes(3) };
    expect(unacked(first, item, removed, b, over, c)).toBe(3);
  });
});

/** What may happen to one of five alarms of two devices; `n` draws what a command has seen. */
const step = fc.tuple(
  pick<Said>(
    { type: 'alarm.raised', data: { title: '烟感', type: 'SMOKE', priority: 'P2' } },
    { type: 'alarm.raised', data: { title: '烟感', type: 'SMOKE', priority: 'P1' } },
    { type: 'alarm.returned' },
    { type: 'alarm.cleared' },
    { type: 'alarm.updated', data: { priority: 'P1' } },
    { type: 'operation.acknowledged', data: BY },
    { type: 'operation.acknowledged', data: BY },
    { type: 'system.ticked' },
  ),
  fc.integer({ min: 0, max: 4 }),
  pick(1_000, 20_000, 3 * 3_600_000),
);

function saidBy(said: Said, alarm: number, time: number): Said {
  if (said.type === 'system.ticked') return tick(time);
  if (said.type.startsWith('operation.'))
    return { ...said, subject: `alarm:a-${alarm}`, sequence: null, time };
  const device = said.type === 'alarm.raised' ? { device: `探测器-${alarm % 2}` } : {};
  return { ...said, subject: `a-${alarm}`, time, data: { ...said.data, ...device } };
}

it('an alarm that nobody has acknowledged is never told by one that is acknowledged, returned or less grave', () => {
  let joined = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), (steps) => {
      const fold = createFold();
      fold.apply(entry(1, configured()));
      let now = NOON;
      for (const [index, [said, alarm, after]] of steps.entries()) {
        now += after;
        fold.apply(entry(index + 2, saidBy(said, alarm, now)));
        for (const { duplicateOf, acked, active, priority } of fold.all('alarm')) {
          if (duplicateOf === null) continue;
          joined += 1;
          const first = fold.get('alarm', duplicateOf);
          expect([first?.finishedAt, first?.duplicateOf]).toEqual([null, null]);
          expect(!acked && first?.acked).toBe(false);
          expect(active && first?.active === false).toBe(false);
          expect((first?.priority ?? 'P5') <= priority).toBe(true);
        }
      }
    }),
    numRuns(150),
  );
  expect(joined).toBeGreaterThan(0);
});
