import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure, Size } from './core/figure.ts';
import { type Machine, watchMachine } from './core/machine.ts';
import { type FigureResult, type MeasureResult, measureFigure } from './core/measure.ts';
import { reportPage } from './page/index.ts';
import { reportTable } from './page/markdown.ts';

/** `report.json`. */
export interface Report {
  readonly version: 1;
  readonly startedAt: string;
  readonly tookS: number;
  readonly size: Size;
  readonly runs: number;
  readonly machine: Machine;
  readonly figures: readonly FigureResult[];
  /** `figure.measure` of every target that was not met. */
  readonly missed: readonly string[];
}

export interface BenchOptions {
  readonly figures: readonly Figure[];
  readonly size: Size;
  readonly runs: number;
  readonly folder: string;
  /**
   * What is written into the folder.
   * @default report.json, index.html and report.md
   */
  readonly files?: { readonly data: string; readonly page: string; readonly table: string };
  readonly say: (text: string) => void;
}

const FILES = { data: 'report.json', page: 'index.html', table: 'report.md' } as const;

/** Measures the figures one after another and writes the report. */
export async function runBench(options: BenchOptions): Promise<Report> {
  const { figures, size, runs, folder, files = FILES, say } = options;
  const startedAt = new Date().toISOString();
  const began = performance.now();
  const machineNow = watchMachine();
  const results: FigureResult[] = [];
  for (const figure of figures) {
    say(`${figure.name} · ${figure.zh} · ${figure.en}`);
    const result = await measureFigure(figure, { size, runs, say });
    for (const measure of result.measures) {
      if (measure.ours !== null || measure.target !== undefined) say(`    ${lineOf(measure)}`);
    }
    results.push(result);
  }
  const tookS = Math.round((performance.now() - began) / 1_000);
  const missed = missedOf(results);
  const report: Report = {
    version: 1,
    startedAt,
    tookS,
    size,
    runs,
    machine: machineNow(),
    figures: results,
    missed,
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, files.data), `${JSON.stringify(report, null, 1)}\n`);
  writeFileSync(join(folder, files.page), reportPage(report));
  writeFileSync(join(folder, files.table), reportTable(report));
  say(`${missed.length === 0 ? 'every target was met' : `missed: ${missed.join(', ')}`} · ${tookS} s`);
  say(`report: ${join(folder, files.page)}`);
  return report;
}

function missedOf(results: readonly FigureResult[]): string[] {
  return results.flatMap(({ name, measures, failure }) => [
    ...measures.filter(({ met }) => met === false).map(({ id }) => `${name}.${id}`),
    ...(failure === null || measures.some(({ met }) => met === false) ? [] : [name]),
  ]);
}

const short = (value: number) =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

function lineOf({ zh, en, unit, ours, baseline, ratio, target, met }: MeasureResult): string {
  const parts = [`${zh} ${en}: ${ours === null ? '—' : short(ours.median)} ${unit}`];
  if (baseline !== null) parts.push(`baseline ${short(baseline.median)}`);
  if (ratio !== null) parts.push(`× ${ratio.median.toFixed(2)}`);
  if (target !== undefined) parts.push(`${target.words} ${met ? 'met' : 'MISSED'}`);
  return parts.join(' · ');
}
