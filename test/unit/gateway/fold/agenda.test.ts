import { describe, expect, it } from 'vitest';
import { createAgenda } from '../../../../gateway/fold/agenda.ts';
import fc from '../../../support/property.ts';

describe('the agenda', () => {
  it('gives each id once, at its earliest appointment', () => {
    const agenda = createAgenda();
    agenda.schedule('b', 20);
    agenda.schedule('b', 10);
    agenda.schedule('b', 30);
    agenda.schedule('a', 10);
    expect(agenda.due(9)).toEqual([]);
    expect(agenda.due(10)).toEqual(['a', 'b']);
    expect(agenda.due(100)).toEqual([]);
  });

  it('gives everything that is due and nothing else, for any appointments', () => {
    const appointments = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 99 })));
    fc.assert(
      fc.property(appointments, fc.integer({ min: 0, max: 99 }), (booked, now) => {
        const agenda = createAgenda();
        const earliest = new Map<string, number>();
        for (const [id, at] of booked) {
          agenda.schedule(`${id}`, at);
          earliest.set(`${id}`, Math.min(at, earliest.get(`${id}`) ?? at));
        }
        const due = [...earliest].filter(([, at]) => at <= now).map(([id]) => id);
        expect(agenda.due(now)).toEqual(due.sort());
        expect(agenda.due(99)).toHaveLength(earliest.size - due.length);
      }),
    );
  });
});
