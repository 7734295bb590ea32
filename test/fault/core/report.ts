import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/budgets/tree.ts';
import { brokenBy, INVARIANTS, type InvariantId, type Verdict } from './invariants.ts';

/** Where each run leaves its verdict; `test/fault/run.ts` gathers them into one report. */
export const RUNS = join(ROOT, '.reports', 'fault', 'runs');

const IDS = Object.keys(INVARIANTS) as InvariantId[];

/** One line: which invariants held, and the figures. */
export function lineOf({ fault, engine, seed, findings, allows, figures }: Verdict): string {
  const broken = (id: InvariantId) => (allows[id] === undefined ? `${id}✗` : `${id}(${allows[id]})`);
  const marks = IDS.map((id) => (findings[id].holds ? id : broken(id))).join(' ');
  const told = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  return `fault ${fault} · ${engine} · SEED=${seed} · ${marks} · ${told.join(', ')}`;
}

/** Every invariant that did not hold, with its first lines of evidence. */
export function wordsOf(verdict: Verdict): string {
  return brokenBy(verdict)
    .map((id) => {
      const { words, evidence } = verdict.findings[id];
      const more = evidence.length > 8 ? [`… and ${evidence.length - 8} more`] : [];
      return [`${id} ${words}`, ...[...evidence.slice(0, 8), ...more].map((line) => `   ${line}`)].join('\n');
    })
    .join('\n');
}

/** Prints the line and keeps the verdict for the report. */
export function publish(verdict: Verdict): void {
  process.stdout.write(`${lineOf(verdict)}\n`);
  mkdirSync(RUNS, { recursive: true });
  const name = `${verdict.fault} ${verdict.engine} ${verdict.seed}`.replaceAll(/[^\w-]+/g, '-');
  writeFileSync(join(RUNS, `${name}.json`), `${JSON.stringify(verdict, null, 2)}\n`);
}
