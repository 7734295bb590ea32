import { expect, it, vi } from 'vitest';
import { LEVEL_RANK } from '../../../../../gateway/contract/risk.ts';
import { FINAL_CASE_STATES } from '../../../../../gateway/contract/vocabulary.ts';
import { createFold } from '../../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../../gateway/fold/port.ts';
import fc, { numRuns } from '../../../../support/property.ts';
import { configured, entry, folded, NOON, type Said, tick } from '../log.ts';
import { RULED, SAID } from '../random-log.ts';

vi.setConfig({ testTimeout: 120_000 });

const told: fc.Arbitrary<Said[]> = fc.array(SAID.case, { minLength: 1, maxLength: 25, size: 'max' });
const MINUTE = 60_000;
const numbered = (said: readonly Said[]): Said[] =>
  said.map((each, index) => ({
    ...each,
    sequence: index,
    time: NOON + index * 1_000,
    receivedAt: NOON + MINUTE,
  }));
const fold = (said: readonly Said[]): Fold =>
  folded([configured(RULED), ...said].map((each, index) => entry(index + 1, each)));
const seen = (said: readonly Said[]) => {
  const item = fold(said).get('case', 'x-1');
  return item === undefined ? undefined : { level: item.level, risk: item.risk };
};

it('what the tick settles is the same for any order in which the events before it arrived, with repetitions', () => {
  const orders = told.chain((said) => {
    const sent = numbered(said);
    const mixed = fc.shuffledSubarray([...sent, ...sent], { minLength: sent.length * 2 });
    return fc.tuple(fc.constant(sent), mixed);
  });
  const ticks = [tick(NOON + 2 * MINUTE), tick(NOON + 40 * 60 * MINUTE)];
  fc.assert(
    fc.property(orders, ([sent, mixed]) => {
      expect(seen([...mixed, ...ticks])).toEqual(seen([...sent, ...ticks]));
    }),
    numRuns(150),
  );
});

it('without a command the level of an open item never falls from one tick to another', () => {
  fc.assert(
    fc.property(told, (said) => {
      const whole = createFold();
      let former = 0;
      const steps = [
        configured(RULED),
        ...numbered(said).flatMap((each, i) => [each, tick(NOON + (i + 2) * MINUTE)]),
      ];
      for (const [index, each] of steps.entries()) {
        whole.apply(entry(index + 1, each));
        const item = whole.get('case', 'x-1');
        if (each.type !== 'system.ticked' || item === undefined || FINAL_CASE_STATES.includes(item.state))
          continue;
        const rank = item.level === null ? former : LEVEL_RANK[item.level];
        expect(rank).toBeGreaterThanOrEqual(former);
        former = rank;
      }
    }),
    numRuns(150),
  );
});
