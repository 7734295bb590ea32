import { expect, it } from 'vitest';
import { at, configured, folded, iso, log, received, type Said, tick } from './log.ts';

it('an item that ends before its reception counts as closed, and neither in time nor by how long it took', () => {
  const dates = { receivedAt: iso('2026-11-20 12:00'), dueAt: iso('2026-11-20 18:00') };
  const closed: Said = {
    type: 'case.closed',
    time: at('2026-11-20 14:00'),
    data: { closedAt: iso('2026-11-20 10:00') },
  };
  const fold = folded(log(configured(), received(dates), closed, tick('2026-11-20 20:00')));
  const told = (id: string) => fold.get('kpi', `figure.${id}.TODAY`);
  expect(told('clearance')).toMatchObject({ value: 100, part: 1, of: 1 });
  expect(told('onTimeRate')).toMatchObject({ value: 0, part: 0, of: 0 });
  expect(told('avgHandle')?.of).toBe(0);
});
