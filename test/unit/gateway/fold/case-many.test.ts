import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEntity } from '../../../../gateway/contract/entities.ts';
import type { LogEntry } from '../../../../gateway/contract/entry.ts';
import type { Rules } from '../../../../gateway/contract/rules.ts';
import { YEARS } from './deadline/support.ts';
import { at, configured, folded, iso, log, RULES, received, type Said, tick } from './log.ts';

const BASIS = { kind: 'EXAMPLE' as const, text: '示例', source: null, confirmedBy: null, confirmedOn: null };
const LIMITED: Rules = {
  ...RULES,
  deadlines: {
    warnHours: 4,
    limits: [
      {
        id: 'five',
        clock: 'RESOLVE',
        when: {},
        amount: 5,
        unit: 'workday',
        from: 'RECEIVED',
        firstDay: 'EXCLUDED',
        pauses: ['SUSPENDED'],
        extension: { times: 1, approver: '值班长', atMost: 5 },
        basis: BASIS,
      },
    ],
  },
};
const SITE = configured({ rules: LIMITED, calendars: YEARS }, at('2026-11-01 00:00'));
const told = (type: string, local: string, data: Record<string, unknown> = {}): Said => ({
  type: `case.${type}`,
  time: at(local),
  data,
});
const act = (type: string, local: string, data: Record<string, unknown>): Said => ({
  type: `operation.${type}`,
  subject: 'case:x-1',
  source: 'urn:yitu:console:1号席',
  sequence: null,
  time: at(local),
  data: { reason: '经核实', approver: '值班长', ...data, by: { seat: '1号席', role: 'duty_officer' } },
});
/** A source that sends its whole record tells state, holder and urgency with each report, ten minutes apart. */
const reports = (count: number, from: string): Said[] =>
  Array.from({ length: count }, (_, index) => ({
    type: 'case.progressed',
    time: at(from) + index * 600_000,
    data: { state: 'IN_PROGRESS', holder: '甲镇', urgency: 'U3', note: `第${index + 1}次` },
  }));
const start = received({}, { time: at('2026-11-13 10:00') });
const work = [
  start,
  told('dispatched', '2026-11-13 10:05', { holder: '甲镇' }),
  told('started', '2026-11-13 11:00'),
];
const item = (...said: Said[]): CaseEntity => {
  const found = folded(log(SITE, ...said)).get('case', 'x-1');
  if (found === undefined) throw new Error('the item is not there');
  return found;
};
const told5 = ({ dueAt, sla, state, stateSince, life }: CaseEntity) => ({
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
    expect(told5(many)).toEqual(told5(few));
  });

  it.each(stories)('%s, whatever the order of arrival', (_, story, from, due) => {
    const said = log(SITE, ...story, ...reports(LONG, from));
    const [site, first, ...rest] = said;
    const wanted = told5(item(...story, ...reports(3, from)));
    fc.assert(
      fc.property(fc.shuffledSubarray(rest, { minLength: rest.length }), (order) => {
        const arrived = [site, first, ...order].map((each, index) => ({
          ...(each as LogEntry),
          n: index + 1,
        }));
        const found = folded(arrived).get('case', 'x-1') as CaseEntity;
        expect({ ...told5(found), wantedDue: found.dueAt }).toEqual({ ...wanted, wantedDue: at(due) });
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
