import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../support/budgets/tree.ts';
import { FIGURES } from './figures/index.ts';
import { runBench } from './run.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Whether every target was met. */
async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      runs: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  });
  const only = values.only?.split(',');
  const unknown = only?.filter((name) => !FIGURES.some((figure) => figure.name === name)) ?? [];
  if (unknown.length > 0)
    throw new Error(
      `no figure ${unknown.join(', ')}; there are ${FIGURES.map(({ name }) => name).join(', ')}`,
    );
  const runs = Number(values.runs ?? (values.quick ? 1 : 5));
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a number from 1 up');
  const report = await runBench({
    figures: FIGURES.filter(({ name }) => only?.includes(name) ?? true),
    size: values.quick ? 'quick' : 'full',
    runs,
    folder: join(ROOT, '.reports', 'bench'),
    say,
  });
  return report.missed.length === 0;
}

main().then(
  // A figure that failed may have left a connection open: the end does not wait for it.
  (met) => process.exit(met ? 0 : 1),
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(2);
  },
);
