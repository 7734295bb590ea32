import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBench } from '../run.ts';
import type { Figure } from './figure.ts';

/** What a figure gave in miniature. */
export interface Smoke {
  readonly failure: string | null;
  /** Measures of ours that it promises and did not give. */
  readonly missing: readonly string[];
  /** Every number of either side. */
  readonly values: readonly number[];
}

/** Runs one figure once, in miniature. */
export async function smoke(figure: Figure): Promise<Smoke> {
  const folder = mkdtempSync(join(tmpdir(), 'yitu-bench-smoke-'));
  try {
    const report = await runBench({ figures: [figure], size: 'smoke', runs: 1, folder, say: () => {} });
    const [result] = report.figures;
    const measures = result?.measures ?? [];
    return {
      failure: result === undefined ? 'it is not in the report' : result.failure,
      missing: measures
        .filter(({ curve, ours, target }) => ours === null && (curve === undefined || target !== undefined))
        .map(({ id }) => id),
      values: measures.flatMap(({ ours, baseline }) => [
        ...(ours?.values ?? []),
        ...(baseline?.values ?? []),
      ]),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
