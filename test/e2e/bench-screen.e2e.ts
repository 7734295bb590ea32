import { expect, it } from 'vitest';
import { smoke } from '../bench/core/smoke.ts';
import { busy } from '../bench/screen/figures/busy.ts';
import { firstPaint } from '../bench/screen/figures/first-paint.ts';

/** The figures that are judged on the product's own page; the others take minutes also in miniature. */
it.each([busy, firstPaint].map((figure) => [figure.name, figure] as const))(
  'the figure %s of the page runs and gives all of its numbers',
  async (_, figure) => {
    const { failure, missing, values } = await smoke(figure);
    expect({ failure, missing }).toEqual({ failure: null, missing: [] });
    expect(values.length).toBeGreaterThan(0);
    expect(values.every(Number.isFinite)).toBe(true);
  },
);
