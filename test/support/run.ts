import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './budgets/tree.ts';
import { ensureChromium90 } from './chromium-90.ts';
import { ensureSystemPackages } from './system-packages.ts';

/** One step of the suite: a command that passes or fails as one, or a Vitest project that counts its tests. */
interface Stage {
  readonly title: string;
  readonly command: readonly string[];
  readonly project?: string;
  readonly full?: boolean;
  /** Longer than this is worth a word, and no failure: machines differ. Seconds. */
  readonly usualS?: number;
}

const tsc = (side: string): Stage => ({
  title: `types ${side}`,
  command: ['tsc', '-p', `${side}/tsconfig.json`],
});
const vitest = (project: string, full: boolean, usualS?: number): Stage => ({
  title: `tests ${project}`,
  command: ['vitest', 'run', '--project', project],
  project,
  full,
  ...(usualS === undefined ? {} : { usualS }),
});

const STAGES: readonly Stage[] = [
  { title: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  tsc('config'),
  tsc('gateway'),
  tsc('mock-feeds'),
  { title: 'types screen', command: ['vue-tsc', '-p', 'screen/tsconfig.json'] },
  { title: 'types test', command: ['vue-tsc', '-p', 'test/tsconfig.json'] },
  { title: 'budgets', command: ['node', 'test/support/check-budgets.ts'] },
  vitest('unit', false),
  { title: 'build', command: ['vite', 'build', '--logLevel', 'warn'], full: true },
  { title: 'page size', command: ['node', 'test/support/check-size.ts'], full: true },
  vitest('conformance', true),
  vitest('integration', true),
  vitest('fault', true, 600),
  vitest('e2e', true),
];

interface Tally {
  passed: number;
  failed: number;
  /** What failed, a line each: the stage, the file, the test and the first line of its error. */
  failures: string[];
}

/** The part of Vitest's JSON report that is read here. */
interface Report {
  readonly numPassedTests?: number;
  readonly numPendingTests?: number;
  readonly numTodoTests?: number;
  readonly numFailedTests?: number;
  readonly testResults?: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

const QUIET_MS = 4_500;
const REPORTS = join(ROOT, '.reports', 'tests');
const say = (text: string) => process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { fast: { type: 'boolean' }, 'no-install': { type: 'boolean' } } });
  const fast = values.fast === true;
  const mayInstall = values['no-install'] !== true;
  if (!fast && !(ensureSystemPackages(mayInstall, say) && ensureChromium90(mayInstall, say))) {
    say('0 passed, 1 failed');
    process.exit(1);
  }
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const total: Tally = { passed: 0, failed: 0, failures: [] };
  for (const stage of STAGES.filter((candidate) => !fast || candidate.full !== true)) {
    const tally = await runStage(stage);
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.failures.push(...tally.failures);
  }
  if (total.failures.length > 0) say(`\nfailed:\n${total.failures.join('\n')}`);
  process.exitCode = total.failed === 0 ? 0 : 1;
  const line = `${total.passed} passed, ${total.failed} failed`;
  writeFileSync(join(REPORTS, 'tally.txt'), `${line}\n`);
  say(`\n${line}`);
}

async function runStage(stage: Stage): Promise<Tally> {
  say(`\n── ${stage.title}`);
  const started = Date.now();
  const report = stage.project === undefined ? null : join(REPORTS, `${stage.project}.json`);
  const extra =
    report === null ? [] : ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await run([...stage.command, ...extra]);
  const tally = report === null ? countOne(stage, status) : countReport(report, status);
  const seconds = Math.round((Date.now() - started) / 1000);
  say(`── ${stage.title}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s)`);
  if (seconds > (stage.usualS ?? Number.POSITIVE_INFINITY))
    say(`  ! ${stage.title} took ${seconds} s; on a quiet machine it is to stay below ${stage.usualS} s`);
  return tally;
}

function run(command: readonly string[]): Promise<number> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const started = Date.now();
  let heard = Date.now();
  const pass = (chunk: Buffer) => {
    heard = Date.now();
    process.stdout.write(chunk);
  };
  child.stdout.on('data', pass);
  child.stderr.on('data', pass);
  const quiet = setInterval(() => {
    if (Date.now() - heard >= QUIET_MS)
      pass(Buffer.from(`  … ${Math.round((Date.now() - started) / 1000)} s\n`));
  }, 500);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      clearInterval(quiet);
      say(`${program} could not be started: ${error.message}`);
      resolve(1);
    });
    child.once('close', (code) => {
      clearInterval(quiet);
      resolve(code ?? 1);
    });
  });
}

const countOne = (stage: Stage, status: number): Tally =>
  status === 0
    ? { passed: 1, failed: 0, failures: [] }
    : { passed: 0, failed: 1, failures: [`  ${stage.title}: ended with ${status}`] };

/** Trial data that some tests read lies beside the project, never in it; only without it may a test stand aside. */
const HAS_TRIAL_DATA = existsSync(join(ROOT, '..', 'shared', 'data'));

/** A run that fails without a failed test (an unhandled error, no file found, a skipped test) is a failure all the same. */
function countReport(file: string, status: number): Tally {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const passed = report.numPassedTests ?? 0;
    const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
    if (skipped > 0)
      say(
        `  ${skipped} test(s) did not run${HAS_TRIAL_DATA ? ': that counts as failed' : ', they need the trial data'}`,
      );
    const failed = (report.numFailedTests ?? 0) + (HAS_TRIAL_DATA ? skipped : 0);
    const failures = failuresOf(report);
    if (failed > 0 || status === 0) return { passed, failed, failures };
    return { passed, failed: 1, failures: [...failures, `  ${file}: the run ended with ${status}`] };
  } catch (error) {
    return { passed: 0, failed: 1, failures: [`  ${file}: no report (${String(error)})`] };
  }
}

const firstLine = (text: string | undefined) => (text ?? '').split('\n', 1)[0] ?? '';

/** Names at the very end what one would otherwise search in thousands of lines. */
function failuresOf(report: Report): string[] {
  return (report.testResults ?? []).flatMap((file) => {
    const path = relative(ROOT, file.name);
    const tests = file.assertionResults.filter((test) => test.status !== 'passed');
    if (tests.length === 0 && file.status === 'failed') return [`  ${path}: ${firstLine(file.message)}`];
    return tests.map(
      (test) => `  ${path} › ${test.fullName} (${test.status}): ${firstLine(test.failureMessages?.[0])}`,
    );
  });
}

await main();
