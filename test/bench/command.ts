import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../support/budgets/tree.ts';
import type { Figure } from './core/figure.ts';
import { type BenchOptions, runBench } from './run.ts';

export interface BenchCommand extends Pick<BenchOptions, 'files'> {
  /** @param minutes `--minutes`: length of the figures that run for long; null when it was not said */
  readonly figures: (minutes: number | null) => readonly Figure[];
  /** Without `--runs` and `--quick`. */
  readonly runs: number;
}

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Whether every target was met. */
async function run(command: BenchCommand): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      runs: { type: 'string' },
      quick: { type: 'boolean', default: false },
      minutes: { type: 'string' },
    },
  });
  const { runs: usual, files } = command;
  const figures = command.figures(values.minutes === undefined ? null : Number(values.minutes));
  const only = values.only?.split(',');
  const unknown = only?.filter((name) => !figures.some((figure) => figure.name === name)) ?? [];
  if (unknown.length > 0)
    throw new Error(
      `no figure ${unknown.join(', ')}; there are ${figures.map(({ name }) => name).join(', ')}`,
    );
  const runs = Number(values.runs ?? (values.quick ? 1 : usual));
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a number from 1 up');
  const report = await runBench({
    figures: figures.filter(({ name }) => only?.includes(name) ?? true),
    size: values.quick ? 'quick' : 'full',
    runs,
    folder: join(ROOT, '.reports', 'bench'),
    ...(files === undefined ? {} : { files }),
    say,
  });
  return report.missed.length === 0;
}

/** Reads the command line (`--only`, `--runs`, `--quick`, `--minutes`), measures, reports and ends the process: 0 all met, 1 missed, 2 wrong. */
export function benchCommand(command: BenchCommand): void {
  run(command).then(
    // A figure that failed may have left a connection open: the end does not wait for it.
    (met) => process.exit(met ? 0 : 1),
    (error: unknown) => {
      say(error instanceof Error ? error.message : String(error));
      process.exit(2);
    },
  );
}
