import type { CaseEntity } from '../../../../gateway/contract/entities.ts';
import type { Rules } from '../../../../gateway/contract/rules.ts';
import { YEARS } from './deadline/support.ts';
import { at, configured, folded, log, RULES, received, type Said } from './log.ts';

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
export const SITE = configured({ rules: LIMITED, calendars: YEARS }, at('2026-11-01 00:00'));
export const told = (type: string, local: string, data: Record<string, unknown> = {}): Said => ({
  type: `case.${type}`,
  time: at(local),
  data,
});
export const act = (type: string, local: string, data: Record<string, unknown>): Said => ({
  type: `operation.${type}`,
  subject: 'case:x-1',
  source: 'urn:yitu:console:1号席',
  sequence: null,
  time: at(local),
  data: { reason: '经核实', approver: '值班长', ...data, by: { seat: '1号席', role: 'duty_officer' } },
});
/** Received on Friday, 13 November 2026; five working days end on the 20th at 18:00. */
const start = received({}, { time: at('2026-11-13 10:00') });
export const work = [
  start,
  told('dispatched', '2026-11-13 10:05', { holder: '甲镇' }),
  told('started', '2026-11-13 11:00'),
];
export const item = (...said: Said[]): CaseEntity => {
  const found = folded(log(SITE, ...said)).get('case', 'x-1');
  if (found === undefined) throw new Error('the item is not there');
  return found;
};
