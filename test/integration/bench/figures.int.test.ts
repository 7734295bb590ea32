import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FIGURES } from '../../bench/figures/index.ts';
import { runBench } from '../../bench/run.ts';

/** A browser, or a page that has to be built first. */
const PATIENCE_MS = 180_000;

it.each(FIGURES.map((figure) => [figure.name, figure] as const))(
  'the figure %s runs and gives all of its numbers',
  async (name, figure) => {
    const folder = mkdtempSync(join(tmpdir(), 'yitu-bench-smoke-'));
    try {
      const report = await runBench({ figures: [figure], size: 'smoke', runs: 1, folder, say: () => {} });
      const [result] = report.figures;
      expect(result).toMatchObject({ name, failure: null, runs: 1 });
      const missing = result?.measures.filter(
        ({ curve, ours, target }) => ours === null && (curve === undefined || target !== undefined),
      );
      expect(missing).toEqual([]);
      for (const { ours, baseline } of result?.measures ?? [])
        expect([...(ours?.values ?? []), ...(baseline?.values ?? [])].every(Number.isFinite)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  PATIENCE_MS,
);

it('measures growth at more than one step', async () => {
  const growth = FIGURES.filter(({ measures }) => measures.some(({ curve }) => curve !== undefined));
  expect(growth.map(({ name }) => name)).toEqual(['growth-entities', 'growth-clients']);
});
