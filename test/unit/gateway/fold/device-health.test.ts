import { expect, it } from 'vitest';
import type { Counters } from '../../../../gateway/fold/counters.ts';
import { createHealth } from '../../../../gateway/fold/desk/health.ts';
import { type Heard, readEntry } from '../../../../gateway/fold/event.ts';
import { createLedger } from '../../../../gateway/fold/table.ts';
import { entry } from './log.ts';

const KEPT = 20_000;

it('of more devices than are kept the one goes that was not heard for longest, not the one that was first heard', () => {
  const counters = { set: () => undefined } as Pick<Counters, 'set'> as Counters;
  const health = createHealth({ ledger: createLedger(), counters });
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
