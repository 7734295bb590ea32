import { describe, expect, it } from 'vitest';
import { bestPair, type Pair } from '../../fault/core/ratio.ts';

const within = { most: 2, times: 3 };

/** Gives the pairs one after another, and counts. */
function pairs(...all: Pair[]) {
  let taken = 0;
  const take = async () => all[taken++] as Pair;
  return { take, taken: () => taken };
}

describe('a figure and its baseline', () => {
  it('are taken once when they are near enough', async () => {
    const { take, taken } = pairs({ measured: 150, baseline: 100 });
    expect(await bestPair(within, take)).toMatchObject({ measured: 150, ratio: 1.5 });
    expect(taken()).toBe(1);
  });

  it('are taken anew until they are, which what is truly slower never is', async () => {
    const hit = pairs({ measured: 900, baseline: 100 }, { measured: 190, baseline: 100 });
    expect(await bestPair(within, hit.take)).toMatchObject({ measured: 190, ratio: 1.9 });
    const slow = pairs(...[310, 250, 400].map((measured) => ({ measured, baseline: 100 })));
    expect((await bestPair(within, slow.take)).ratio).toBe(2.5);
    expect(slow.taken()).toBe(3);
  });
});
