import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from '../../../support/budgets/tree.ts';
import { documentOf, type Report } from './document.ts';

/** Writes the page and its figures. Returns the page's path. */
export function writeReport(report: Report, folder: string): string {
  const into = resolve(ROOT, folder);
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, 'show.json'), `${JSON.stringify(report, null, 1)}\n`);
  const page = join(into, 'index.html');
  writeFileSync(page, documentOf(report));
  return page;
}
