import { describe, expect, it } from 'vitest';
import type { Said } from './log.ts';
import { CALLED, life, opened, type Step, walk } from './walks.ts';

const flags = (...steps: Said[]) => life(...steps).irregularities.map(({ problem }) => problem);

describe('a closing told as resolved while a sum is owed', () => {
  const owed = { owed: 33_000, paid: 15_000, promised: 18_000 };
  const until = (data: Record<string, unknown>): Step[] => [
    'dispatched',
    'signed',
    'started',
    ['fedback', { amount: owed }],
    CALLED,
    ['closed', { outcome: 'RESOLVED', ...data }],
  ];
  it.each<[string, Step[], string[]]>([
    ['from the call-back, with no fulfilment', until({}), ['unpaid']],
    ['after all was paid', until({ amount: { ...owed, paid: 33_000, promised: 0 } }), []],
    ['with another outcome', until({ outcome: 'PARTIAL' }), []],
    [
      'from the fulfilment',
      [...until({}).slice(0, -1), 'fulfilment_started', ['closed', { outcome: 'RESOLVED' }]],
      ['unpaid'],
    ],
  ])('is flagged where it is: %s', (_how, steps, expected) => {
    expect(flags(opened(), ...walk(...steps))).toEqual(expected);
  });

  it('is another system’s matter in its records', () => {
    const steps = walk(['closed', { outcome: 'RESOLVED', amount: owed, callbackWaived: 'imported' }]);
    expect(flags(opened(), ...steps)).toEqual([]);
  });
});
