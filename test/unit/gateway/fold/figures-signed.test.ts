import { expect, it } from 'vitest';
import type { LogEntry } from '../../../../gateway/contract/entry.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import { limit } from './deadline/support.ts';
import { at, configured, folded, iso, log, RULES, received, type Said, tick } from './log.ts';

const EVENING = at('2026-11-20 20:00');
const item = () => received({ dueAt: iso('2026-11-20 15:00'), area: 'g1' });
const step = (type: string, local: string, data: Record<string, unknown> = {}): Said => ({
  type,
  time: at(`2026-11-20 ${local}`),
  data,
});
const shown = (fold: Fold, id: string) => {
  const { value, part, of } = fold.get('kpi', `figure.${id}`) ?? { value: -1 };
  return [value, part, of];
};

it('an item handed back in time and sent anew is measured from the dispatch that was signed', () => {
  const sign = limit({ id: 'sign', clock: 'SIGN', amount: 2, unit: 'hour' });
  const rules = { ...RULES, deadlines: { warnHours: 4, limits: [sign] } };
  const sent = (...told: Said[]) => folded(log(configured({ rules }), item(), ...told, tick(EVENING)));
  const anew = [
    step('case.dispatched', '12:10'),
    step('case.returned', '12:20', { returnReason: 'NOT_MY_DUTY' }),
    step('case.dispatched', '14:30'),
  ];
  expect(shown(sent(...anew, step('case.signed', '15:00')), 'signOnTime.TODAY')).toEqual([100, 1, 1]);
  expect(shown(sent(...anew, step('case.signed', '16:31')), 'signOnTime.TODAY')).toEqual([0, 0, 1]);
  expect(shown(sent(...anew), 'signOnTime.TODAY')).toEqual([0, 0, 1]);
});

it.each<[string, Said[], [number, number, number]]>([
  ['began work late and was never signed', [step('case.started', '14:31')], [0, 0, 1]],
  ['went to joint review late', [step('case.progressed', '14:31', { state: 'JOINT_REVIEW' })], [0, 0, 1]],
  ['was closed late', [step('case.closed', '14:31')], [0, 0, 1]],
  [
    'was closed late, as another system tells',
    [step('case.closed', '14:31', { callbackWaived: 'imported' })],
    [0, 0, 0],
  ],
  ['began work in time and was never signed', [step('case.started', '14:20')], [0, 0, 0]],
  ['was handed back in time', [step('case.returned', '14:30')], [0, 0, 0]],
  ['was handed back late', [step('case.returned', '14:31')], [0, 0, 1]],
  [
    'was handed back late and signed elsewhere in time',
    [step('case.returned', '14:31'), step('case.dispatched', '14:40'), step('case.signed', '15:00')],
    [50, 1, 2],
  ],
  [
    'was handed back late twice and signed late',
    [
      step('case.returned', '14:31'),
      step('case.dispatched', '14:40'),
      step('case.returned', '16:50'),
      step('case.dispatched', '17:00'),
      step('case.signed', '19:10'),
    ],
    [0, 0, 3],
  ],
  [
    'was sent on late to another unit that signed',
    [step('case.dispatched', '14:40', { holder: '城管局' }), step('case.signed', '15:00')],
    [50, 1, 2],
  ],
  [
    'was sent on in time to another unit that signed',
    [step('case.dispatched', '14:00', { holder: '城管局' }), step('case.signed', '15:00')],
    [100, 1, 1],
  ],
  [
    'was told twice to be dispatched',
    [step('case.dispatched', '12:40', { holder: '住建局' }), step('case.signed', '14:00')],
    [100, 1, 1],
  ],
])('a dispatch that %s is judged once by its limit to sign', (_, more, share) => {
  const sign = limit({ id: 'sign', clock: 'SIGN', amount: 2, unit: 'hour' });
  const rules = { ...RULES, deadlines: { warnHours: 4, limits: [sign] } };
  const sent = step('case.dispatched', '12:30', { holder: '住建局' });
  const said = log(configured({ rules }), item(), sent, ...more, tick(EVENING));
  const fold = folded(said);
  expect(shown(fold, 'signOnTime.TODAY')).toEqual(share);
  const question = { id: 'signOnTime', period: 'TODAY', area: null, at: fold.now() } as const;
  expect(fold.explainKpi(question)?.equal).toBe(true);
  const [site, ...others] = said;
  const turned = [...others.slice(0, -1).reverse(), ...others.slice(-1)];
  const other = folded([site, ...turned].map((each, at) => ({ ...(each as LogEntry), n: at + 1 })));
  expect(shown(other, 'signOnTime.TODAY')).toEqual(share);
});
