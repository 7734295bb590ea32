import { describe, expect, it } from 'vitest';
import { figureKpi } from '../../../../gateway/contract/figures.ts';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import { at, configured, folded, log, received, type Said, tick } from './log.ts';

const EVENING = at('2026-11-20 20:00');
const IDS = ['reportRate', 'reportTime', 'reportTimeP90'];
const time = (local: string) => at(`2026-11-20 ${local}`);

/** What the desk enters about a department. */
const desk = (type: 'called_in' | 'reported_in', local: string, unit: string, step?: string): Said => ({
  type: `operation.${type}`,
  subject: 'case:x-1',
  sequence: null,
  time: time(local),
  data: {
    unit,
    by: { seat: '1号席', role: 'duty_officer' },
    ...(type === 'called_in' ? { reason: '会商' } : { step: step ?? 'REPORTED' }),
  },
});
/** The same as its source tells it. */
const source = (step: string, local: string, unit: string): Said => ({
  type: 'case.progressed',
  subject: 'x-1',
  time: time(local),
  data: { support: { unit, step } },
});

const fold = (...told: Said[]) =>
  folded(log(configured(), received({ area: 'g1' }, { time: time('08:00') }), ...told, tick(EVENING)));
const figures = (state: Fold) =>
  IDS.map((id) => {
    const { value, part, of } = state.get('kpi', figureKpi(id, 'TODAY')) ?? {};
    return [value, part, of];
  });
const NOTHING = [0, 0, 0];

describe('departments that were called in', () => {
  it.each<[string, Said[], readonly (readonly number[])[]]>([
    ['nobody was called', [], [NOTHING, NOTHING, NOTHING]],
    ['has not reported yet', [desk('called_in', '09:00', 'u-housing')], [[0, 0, 1], NOTHING, NOTHING]],
    [
      'has read, reported and left',
      [
        desk('called_in', '09:00', 'u-housing'),
        desk('reported_in', '09:05', 'u-housing', 'READ'),
        desk('reported_in', '09:20', 'u-housing'),
        desk('reported_in', '11:00', 'u-housing', 'RELEASED'),
      ],
      [
        [100, 1, 1],
        [20, 20, 1],
        [20, 20, 1],
      ],
    ],
    [
      'has signed and fed back, and never reported',
      [
        source('CALLED', '09:00', '供水公司'),
        source('SIGNED', '09:10', '供水公司'),
        source('FEDBACK', '10:00', '供水公司'),
      ],
      [[0, 0, 1], NOTHING, NOTHING],
    ],
    [
      'is called twice before it has come: one call',
      [
        desk('called_in', '09:00', 'u-housing'),
        desk('called_in', '09:10', 'u-housing'),
        desk('reported_in', '09:40', 'u-housing'),
      ],
      [
        [100, 1, 1],
        [40, 40, 1],
        [40, 40, 1],
      ],
    ],
    [
      'is called again after it had left, beside another unit',
      [
        desk('called_in', '09:00', 'u-housing'),
        desk('reported_in', '09:10', 'u-housing'),
        desk('reported_in', '09:30', 'u-housing', 'RELEASED'),
        desk('called_in', '10:00', 'u-housing'),
        desk('reported_in', '10:30', 'u-housing'),
        source('CALLED', '11:00', '供水公司'),
      ],
      [
        [66.67, 2, 3],
        [10, 40, 2],
        [30, 40, 2],
      ],
    ],
    [
      'is called by its name, and reports by its id',
      [desk('called_in', '09:00', '住建局'), desk('reported_in', '09:20', 'u-housing')],
      [
        [100, 1, 1],
        [20, 20, 1],
        [20, 20, 1],
      ],
    ],
    [
      'reported before anybody called',
      [source('REPORTED', '09:00', '供水公司'), source('CALLED', '09:30', '供水公司')],
      [[100, 1, 1], NOTHING, NOTHING],
    ],
    ['came without a call', [source('REPORTED', '09:00', '供水公司')], [NOTHING, NOTHING, NOTHING]],
  ])('one that %s', (_, told, expected) => {
    const state = fold(...told);
    for (const each of [state, restoreFold(state.serialize())]) {
      expect(figures(each)).toEqual(expected);
      for (const id of IDS)
        expect(each.explainKpi({ id, period: 'TODAY', area: null, at: each.now() })?.equal).toBe(true);
    }
  });

  it('are proved by the entries that called them and that they reported with', () => {
    const state = fold(desk('called_in', '09:00', 'u-housing'), desk('reported_in', '09:20', 'u-housing'));
    const question = { id: 'reportTime', period: 'TODAY', area: null, at: state.now() } as const;
    expect(state.explainKpi(question)?.rows).toEqual([
      { subject: 'case:x-1', ns: [2, 3, 4], part: 20, of: 1 },
    ]);
  });

  it('add up in the rows to what they are the middle of, several of one item too', () => {
    const told = [
      desk('called_in', '09:00', 'u-housing'),
      desk('reported_in', '09:10', 'u-housing'),
      source('CALLED', '10:00', '供水公司'),
      source('REPORTED', '10:30', '供水公司'),
    ];
    const state = fold(...told);
    const question = { id: 'reportTime', period: 'TODAY', area: null, at: state.now() } as const;
    const [row] = state.explainKpi(question)?.rows ?? [];
    expect(row).toMatchObject({ part: 40, of: 2 });
  });

  it('count no more with an item that is struck out', () => {
    const voided: Said = {
      type: 'case.voided',
      subject: 'x-1',
      time: time('12:00'),
      data: { reason: '误报' },
    };
    expect(figures(fold(desk('called_in', '09:00', 'u-housing'), voided))).toEqual([
      NOTHING,
      NOTHING,
      NOTHING,
    ]);
  });
});
