import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../../config/runtime/environment.ts';
import { loadInstallation } from '../../../../config/runtime/installation.ts';
import { ConfigurationError } from '../../../../config/runtime/problems.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const SHIPPED = join(ROOT, 'config', 'rules');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yitu-own-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, value: unknown) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify(value));
};
const shipped = (name: string) => JSON.parse(readFileSync(join(SHIPPED, name), 'utf8')) as object;

const load = (site: string | null, world: string | null = null) =>
  loadInstallation(readEnvironment(site === null ? {} : { YITU_RULES: site }), ROOT, world);

function problemsOf(site: string): string {
  try {
    load(site);
    return '';
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.join('\n');
    throw error;
  }
}

const OTHER_UNIT = {
  id: 'd1',
  name: '某局',
  shortName: '某局',
  level: 'COUNTY',
  kind: 'department',
  area: '990101',
  mode: null,
  dutyPhone: null,
  liaisonPost: null,
};
const SHIFT = { days: [1], from: '09:00', to: '17:00' };

describe('rules of one’s own', () => {
  it('stand for the shipped file of the same name, and for no other', () => {
    write('roster.json', { shifts: [SHIFT] });
    const { rules, ownRules } = load(folder);
    expect(rules.roster.shifts).toEqual([SHIFT]);
    expect(rules.feeds).toEqual(shipped('feeds.json'));
    expect(ownRules).toEqual([{ from: 'site', folder, files: ['roster.json'] }]);
    expect(load(null).rules.roster).toEqual(shipped('roster.json'));
    expect(load(null).ownRules).toEqual([]);
  });

  it('may bring a calendar, of a new year or of one that was shipped', () => {
    const year = (number: number) => ({
      year: number,
      source: '通知',
      coverageUntil: `${number}-12-31`,
      holidays: [],
      workdays: [],
    });
    write('calendars/2026.json', year(2026));
    write('calendars/2027.json', year(2027));
    const { calendars, ownRules } = load(folder);
    expect(calendars.map((each) => [each.year, each.source === '通知'])).toEqual([
      [2025, false],
      [2026, true],
      [2027, true],
    ]);
    expect(ownRules[0]?.files).toEqual(['calendars/2026.json', 'calendars/2027.json']);
  });

  it('come before those of the simulated world, which come before the shipped ones', () => {
    const world = join(ROOT, 'mock-feeds', 'rules');
    write('roster.json', { shifts: [SHIFT] });
    const { rules, ownRules } = load(folder, world);
    expect(rules.roster.shifts).toEqual([SHIFT]);
    expect(rules.sources.expected.map(({ source }) => source)).toContain('urn:yitu:sim:case');
    expect(ownRules.map(({ from, files }) => [from, files])).toEqual([
      ['simulated', ['roster.json', 'sources.json']],
      ['site', ['roster.json']],
    ]);
  });

  it('that are wrong are refused together, with file, path and what was expected', () => {
    write('roster.json', { shifts: [{ ...SHIFT, days: [8] }] });
    write('rosters.json', {});
    write('calendars/2027.json', { year: 2026 });
    const problems = problemsOf(folder);
    expect(problems).toContain(`${join(folder, 'roster.json')} at shifts.0.days.0: `);
    expect(problems).toContain(`${join(folder, 'rosters.json')}: no rule set has this name; known are`);
    expect(problems).toContain(`${join(folder, 'calendars', '2027.json')} at `);
  });

  it('that name a unit which the region does not have are refused, with the one that was meant', () => {
    const limit = {
      id: 'a',
      clock: 'SIGN',
      amount: 4,
      unit: 'hour',
      basis: { kind: 'EXAMPLE', text: '示例' },
    };
    const row = {
      id: '1',
      kind: 'FACILITY',
      categories: ['*'],
      territory: 'COUNTY',
      rule: '示例',
      gridMay: true,
    };
    write('deadlines.json', {
      warnHours: 4,
      limits: [{ ...limit, when: { units: ['dept-zjj', '住建局'] } }],
    });
    write('roster.json', { shifts: [{ ...SHIFT, units: ['team-x1'] }] });
    write('catalogue.json', {
      items: [
        { ...row, name: '路面', department: '属地镇街' },
        { ...row, id: '2', name: '路灯', department: 'nobody' },
      ],
    });
    expect(problemsOf(folder).split('\n')).toEqual([
      `${join(folder, 'deadlines.json')} at limits.0.when.units.1: "住建局" is the id of no unit in the region's units.json; it is the name of "dept-zjj", write that`,
      `${join(folder, 'roster.json')} at shifts.0.units.0: "team-x1" is the id of no unit in the region's units.json; did you mean "team-xl" (专职巡防队)?`,
      `${join(folder, 'catalogue.json')} at items.1.department: "nobody" is the id of no unit in the region's units.json; the ids stand there under "id"`,
    ]);
  });

  it('may name units where the region has none; shipped examples may speak of the demo county everywhere', () => {
    const region = join(folder, 'region');
    const county = join(ROOT, 'config', 'region', 'demo', 'county.geojson');
    write('region/county.geojson', JSON.parse(readFileSync(county, 'utf8')));
    write('rules/roster.json', { shifts: [{ ...SHIFT, units: ['team-7'] }] });
    const started = (YITU_RULES?: string) =>
      loadInstallation(readEnvironment({ YITU_REGION: region, ...(YITU_RULES ? { YITU_RULES } : {}) }), ROOT)
        .rules;
    expect(started(join(folder, 'rules')).roster.shifts[0]?.units).toEqual(['team-7']);
    write('region/units.json', [OTHER_UNIT]);
    expect(started().catalogue.items.length).toBeGreaterThan(0);
    expect(() => started(join(folder, 'rules'))).toThrow(/"team-7" is the id of no unit/);
  });

  it('in a folder that is not there are refused: nothing stays silently as shipped', () => {
    expect(problemsOf(join(folder, 'nowhere'))).toContain(
      `${join(folder, 'nowhere')}: cannot be read as a folder of rule files (ENOENT)`,
    );
    write('roster.json', { shifts: [] });
    expect(problemsOf(join(folder, 'roster.json'))).toContain('cannot be read as a folder of rule files');
  });
});
