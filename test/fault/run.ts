import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join, relative } from 'node:path';
import { ROOT } from '../support/budgets/tree.ts';
import type { Verdict } from './core/invariants.ts';
import { lineOf, RUNS } from './core/report.ts';

/**
 * `npm run test:fault`: the long list of faults, or those whose numbers or names are given. `SEEDS=n` goes through it n
 * times with a fresh seed each, `SEED=s` repeats one. A line per run at the end, all of it in .reports/fault/report.json.
 */
const REPORT = join(ROOT, '.reports', 'fault', 'report.json');
const say = (text: string) => process.stdout.write(`${text}\n`);

function seeds(): readonly number[] {
  const { SEED, SEEDS = '1' } = process.env;
  if (SEED !== undefined && SEED !== '') return [Number(SEED)];
  const count = Number(SEEDS);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new Error(`SEEDS=${SEEDS}: how many seeds, at least 1`);
  return Array.from({ length: count }, () => Math.floor(Math.random() * 1_000_000_000));
}

function vitest(seed: number, filters: readonly string[], file: string): Promise<number> {
  const args = [
    'run',
    '--project',
    'fault',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const child = spawn('vitest', [...args, ...filters], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, FAULTS: process.env.FAULTS ?? 'long', SEED: String(seed) },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

interface TestOutcome {
  readonly seed: number;
  readonly name: string;
  readonly status: string;
  readonly ms: number;
}

function outcomesOf(file: string, seed: number): TestOutcome[] {
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly testResults: readonly {
      readonly assertionResults: readonly { fullName: string; status: string; duration?: number }[];
    }[];
  };
  return report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ fullName, status, duration = 0 }) => ({
      seed,
      name: fullName,
      status,
      ms: Math.round(duration),
    })),
  );
}

function verdicts(): Verdict[] {
  return readdirSync(RUNS)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(RUNS, name), 'utf8')) as Verdict);
}

async function main(): Promise<void> {
  const filters = process.argv.slice(2).map((word) => `test/fault/${word}`);
  rmSync(RUNS, { recursive: true, force: true });
  mkdirSync(RUNS, { recursive: true });
  const startedAt = new Date().toISOString();
  const tests: TestOutcome[] = [];
  let failed = false;
  for (const seed of seeds()) {
    const file = join(ROOT, '.reports', 'fault', `vitest-${seed}.json`);
    failed = (await vitest(seed, filters, file)) !== 0 || failed;
    tests.push(...outcomesOf(file, seed));
  }
  const runs = verdicts();
  const machine = { cpus: cpus().length, memory: totalmem(), kernel: release(), node: process.version };
  writeFileSync(REPORT, `${JSON.stringify({ startedAt, machine, tests, runs }, null, 2)}\n`);
  say(`\n${runs.map(lineOf).join('\n')}`);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  say(
    `\n${passed} passed, ${tests.length - passed} failed · ${runs.length} runs · ${relative(ROOT, REPORT)}`,
  );
  process.exitCode = failed ? 1 : 0;
}

await main();
