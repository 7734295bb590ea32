import { expect, it } from 'vitest';
import { smoke } from '../bench/core/smoke.ts';
import { busy } from '../bench/screen/figures/busy.ts';
import { firstPaint } from '../bench/screen/figures/first-paint.ts';
import { pointsSource } from '../bench/screen/figures/points.ts';

/** Several browsers one after another on a slow machine. */
const PATIENCE_MS = 240_000;

it.each([busy, firstPaint, pointsSource].map((figure) => [figure.name, figure] as const))(
  'the figure %s of the page runs and gives all of its numbers',
  async (_, figure) => {
    const { failure, missing, values } = await smoke(figure);
    expect({ failure, missing }).toEqual({ failure: null, missing: [] });
    expect(values.length).toBeGreaterThan(0);
    expect(values.every(Number.isFinite)).toBe(true);
  },
  PATIENCE_MS,
);
