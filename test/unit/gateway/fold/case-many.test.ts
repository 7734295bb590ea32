import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEntity } from '../../../../gateway/contract/entities.ts';
import type { LogEntry } from '../../../../gateway/contract/entry.ts';
import { act, item, SITE, told, work } from './five-days.ts';
import { at, folded, iso, log, type Said, tick } from './log.ts';

/** A source that sends its whole record tells state, holder and urgency with each report, ten minutes apart. */
const reports = (count: number, from: string): Said[] =>
  Array.from({ length: count }, (_, index) => ({
    type: 'case.progressed',
    time: at(from) + index * 600_000,
    data: { state: 'IN_PROGRESS', holder: '甲镇', urgency: 'U3', note: `第${index + 1}次` },
  }));
const course = ({ dueAt, sla, state, stateSince, life }: CaseEntity) => ({
  dueAt,
  sla,
  state,
  stateSince,
  holderSince: life.holderSince,
  reopenings: life.reopenings,
  extensions: life.extensions,
  irregular: life.irregular,
});

describe('what decides a deadline outlasts any number of reports', () => {
  const LONG = 200;
  const stories: [string, Said[], string, string][] = [
    [
      'a reopening',
      [
        ...work,
        told('fedback', '2026-11-16 10:00'),
        told('calledback', '2026-11-16 11:00', { callback: 'PASSED' }),
        told('closed', '2026-11-16 12:00'),
        told('reopened', '2026-12-09 10:00'),
      ],
      '2026-12-09 10:10',
      '2026-12-16 18:00',
    ],
    [
      'a standstill',
      [...work, told('suspended', '2026-11-16 09:00'), told('resumed', '2026-11-20 18:00')],
      '2026-11-21 10:00',
      '2026-11-27 18:00',
    ],
  ];

  it.each(stories)('%s', (_, story, from, due) => {
    const few = item(...story, ...reports(3, from), tick('2026-12-11 10:00'));
    const many = item(...story, ...reports(LONG, from), tick('2026-12-11 10:00'));
    expect(many.dueAt).toBe(at(due));
    expect(course(many)).toEqual(course(few));
  });

  it.each(stories)('%s, whatever the order of arrival', (_, story, from, due) => {
    const said = log(SITE, ...story, ...reports(LONG, from));
    const [site, first, ...rest] = said;
    const wanted = course(item(...story, ...reports(3, from)));
    fc.assert(
      fc.property(fc.shuffledSubarray(rest, { minLength: rest.length }), (order) => {
        const arrived = [site, first, ...order].map((each, index) => ({
          ...(each as LogEntry),
          n: index + 1,
        }));
        const found = folded(arrived).get('case', 'x-1') as CaseEntity;
        expect({ ...course(found), wantedDue: found.dueAt }).toEqual({ ...wanted, wantedDue: at(due) });
      }),
      { numRuns: 20 },
    );
  });

  it('an extension that the desk granted, under any number of calls to units', () => {
    const granted = act('extension_decided', '2026-11-16 10:00', {
      decision: 'GRANTED',
      extension: { amount: 5, unit: 'workday' },
    });
    const calls = Array.from({ length: 60 }, () => act('called_in', '2026-11-16 11:00', { unit: '住建局' }));
    expect(item(...work, granted, ...calls).dueAt).toBe(at('2026-11-27 18:00'));
  });

  it('a hundred dispatches that were told again keep the one to another unit', () => {
    const sent = Array.from({ length: 100 }, (_, index) => ({
      ...told('dispatched', '2026-11-13 12:00', { holder: '乙镇' }),
      time: at('2026-11-13 12:00') + index * 60_000,
    }));
    const [one, two] = work as [Said, Said];
    expect(item(one, two, ...sent).life.holderSince).toBe(at('2026-11-13 12:00'));
  });

  it('a source deadline told once', () => {
    const due = told('progressed', '2026-11-13 12:00', { dueAt: iso('2026-11-23 18:00') });
    expect(item(...work, due, ...reports(LONG, '2026-11-14 10:00')).dueAt).toBe(at('2026-11-23 18:00'));
  });
});
