import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sample } from './figures.ts';
import { reportPage } from './report-page.ts';
import type { Verdict, WallsOutcome } from './verdict.ts';

/** What a run leaves behind. */
export interface SoakReport {
  readonly environment: Readonly<Record<string, string | number | null>>;
  readonly verdict: Verdict;
  readonly walls: WallsOutcome;
  readonly samples: readonly Sample[];
}

/** Writes `report.json` and `report.html`; a reader never meets half a file. */
export function writeReport(folder: string, report: SoakReport): void {
  mkdirSync(folder, { recursive: true });
  put(join(folder, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
  put(join(folder, 'report.html'), reportPage(report));
}

function put(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
