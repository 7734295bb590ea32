import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from '../../../support/budgets/tree.ts';
import type { Recording } from '../record.ts';
import type { Engine, Settings } from '../settings.ts';
import type { Verdict } from '../verdict.ts';

export interface Report {
  readonly verdict: Verdict;
  readonly recording: Recording;
  readonly tookMs: number;
  readonly settings: Settings;
  readonly engine: Engine;
  readonly gateways: number;
}

export async function writeReport(report: Report): Promise<string> {
  const folder = resolve(ROOT, report.settings.report);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'show.json'), JSON.stringify(report, null, 1));
  return join(folder, 'show.json');
}
