import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../../../config/tools/region/usage.ts';
import { checkRules } from '../../../../config/tools/rules-check.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yitu-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    checkRules(source);
    return [];
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
}

describe('the check of the rules', () => {
  it('says what it has read, of the shipped ones', () => {
    expect(checkRules({})).toMatch(/^No faults in .*: region demo, \d+ limits, calendars 2025, 2026, /);
  });

  it('tells every fault of the own rules with its file, and of the environment', () => {
    mkdirSync(join(folder, 'calendars'));
    writeFileSync(join(folder, 'live.json'), '{ "closedItemsForS": -1 }');
    writeFileSync(join(folder, 'calendars', '2027.json'), '{ not json');
    const problems = problemsOf({ YITU_RULES: folder }).join('\n');
    expect(problems).toContain(join(folder, 'live.json'));
    expect(problems).toContain(join(folder, 'calendars', '2027.json'));
    expect(problemsOf({ YITU_RULE: folder }).join()).toContain('YITU_RULE is unknown');
  });
});
