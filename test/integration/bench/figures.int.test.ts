import { expect, it } from 'vitest';
import { smoke } from '../../bench/core/smoke.ts';
import { FIGURES } from '../../bench/figures/index.ts';

/** A browser, or a page that has to be built first. */
const PATIENCE_MS = 180_000;

it.each(FIGURES.map((figure) => [figure.name, figure] as const))(
  'the figure %s runs and gives all of its numbers',
  async (_, figure) => {
    const { failure, missing, values } = await smoke(figure);
    expect({ failure, missing }).toEqual({ failure: null, missing: [] });
    expect(values.every(Number.isFinite)).toBe(true);
  },
  PATIENCE_MS,
);

it('measures growth at more than one step', async () => {
  const growth = FIGURES.filter(({ measures }) => measures.some(({ curve }) => curve !== undefined));
  expect(growth.map(({ name }) => name)).toEqual(['growth-entities', 'growth-clients']);
});
