import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCalendars } from '../../../../config/runtime/calendars.ts';
import { loadHall } from '../../../../config/runtime/hall.ts';
import { ConfigurationError } from '../../../../config/runtime/problems.ts';
import { loadRegion } from '../../../../config/runtime/region.ts';
import { loadRetention } from '../../../../config/runtime/retention.ts';
import { loadRules } from '../../../../config/runtime/rules.ts';
import { loadWalls } from '../../../../config/runtime/walls.ts';

const config = (name: string) => fileURLToPath(new URL(`../../../../config/${name}`, import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yitu-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, value: unknown) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  writeFileSync(join(folder, name), text);
};

const square = (code: string) => ({
  type: 'Feature',
  properties: { code, name: `区 ${code}` },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [103, 25],
        [104, 25],
        [104, 26],
        [103, 25],
      ],
    ],
  },
});

const problemsOf = (load: () => unknown): string => {
  try {
    load();
    return '';
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.join('\n');
    throw error;
  }
};

describe('what is shipped', () => {
  it('loads: rules, walls, hall and the demo county with its 11 streets, 135 villages and 540 grids', () => {
    expect(loadRules(config('rules')).live.dueSoonShare).toBe(0.2);
    expect(loadCalendars(config('rules/calendars')).map(({ year }) => year)).toEqual([2025, 2026]);
    expect([...loadWalls(config('walls')).keys()]).toContain('hall-1080p');
    expect(loadHall(config('hall.json')).duty.post).not.toBe('');
    expect(loadHall(config('hall.json')).handovers).toEqual(['08:00', '18:00']);
    const { info, files } = loadRegion('demo', config('region'));
    const count = (level: string) => info.areas.filter((area) => area.level === level).length;
    expect([count('county'), count('street'), count('village'), count('grid')]).toEqual([1, 11, 135, 540]);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['county', 'rivers', 'roads', 'places', 'cameras', 'resources']),
    );
    expect(info.notice).toBe('示意图 · 非测绘成果');
    expect(info.units.length).toBeGreaterThan(150);
  });
});

describe('a region', () => {
  it('needs nothing but its county', () => {
    write('county.geojson', { type: 'FeatureCollection', features: [square('9')] });
    const { info } = loadRegion(folder, config('region'));
    expect(info).toMatchObject({
      name: '区 9',
      bbox: [103, 25, 104, 26],
      center: [103.5, 25.5],
      units: [],
      utcOffsetMinutes: 480,
    });
  });

  it.each([
    ['zhanyi', /^zhanyi$/],
    ['Zhanyi', /^zhanyi$/],
    ['沾益区', /^[0-9a-f]{8}$/],
    ['沾益 2025', /^2025-[0-9a-f]{8}$/],
    [`long-${'x'.repeat(60)}`, /^long-x{18}-[0-9a-f]{8}$/],
  ])('in a folder called %s has an id that can name a log', (name, id) => {
    mkdirSync(join(folder, name));
    write(`${name}/county.geojson`, { type: 'FeatureCollection', features: [square('9')] });
    expect(loadRegion(join(folder, name), config('region')).info.id).toMatch(id);
  });

  it('has the English name of its manifest, else of its county', () => {
    expect(loadRegion('demo', config('region')).info.nameEn).toBe('Yunling County');
    const named = square('9');
    const properties = { ...named.properties, pinyin: ' Zhanyi Qu ' };
    write('county.geojson', { type: 'FeatureCollection', features: [{ ...named, properties }] });
    expect(loadRegion(folder, config('region')).info.nameEn).toBe('Zhanyi Qu');
    write('county.geojson', { type: 'FeatureCollection', features: [named] });
    expect(loadRegion(folder, config('region')).info.nameEn).toBeUndefined();
  });

  it('has the English names of its areas that its manifest tells, else those that they carry', () => {
    const { areasEn } = loadRegion('demo', config('region')).info;
    expect(areasEn?.['990101001']).toBe('Wangjiang');
    const named = square('9');
    const county = { ...named, properties: { ...named.properties, nameEn: 'Zhanyi District' } };
    write('county.geojson', { type: 'FeatureCollection', features: [county] });
    expect(loadRegion(folder, config('region')).info.areasEn).toEqual({ 9: 'Zhanyi District' });
    write('region.json', { id: 'r', name: 'r', areasEn: { 9: 'Zhanyi' } });
    expect(loadRegion(folder, config('region')).info.areasEn).toEqual({ 9: 'Zhanyi' });
  });

  it('has English names by their texts where its folder has a table, and says what is wrong in it', () => {
    write('county.geojson', { type: 'FeatureCollection', features: [square('9')] });
    expect(loadRegion(folder, config('region')).info).not.toHaveProperty('namesEn');
    write('names.en.json', { 住建局: ' Housing ' });
    expect(loadRegion(folder, config('region')).info.namesEn).toEqual({ 住建局: 'Housing' });
    write('names.en.json', { 住建局: '', 水务局: 'x'.repeat(61), 法院: 3 });
    const problems = problemsOf(() => loadRegion(folder, config('region'))).split('\n');
    expect(problems.map((problem) => problem.split(': ')[0])).toEqual(
      ['住建局', '水务局', '法院'].map((name) => `${join(folder, 'names.en.json')} at ${name}`),
    );
    write('names.en.json', '{ not json');
    expect(problemsOf(() => loadRegion(folder, config('region')))).toMatch(/names\.en\.json: is not JSON/);
  });

  it('tells which levels were generated', () => {
    write('county.geojson', { type: 'FeatureCollection', features: [square('9')] });
    write('region.json', { id: 'a', name: '甲县', generated: ['grid'] });
    expect(loadRegion(folder, config('region')).info.generated).toEqual(['grid']);
  });

  it('takes roads that say they are invented', () => {
    write('county.geojson', { type: 'FeatureCollection', features: [square('9')] });
    write('roads_synthetic.geojson', { type: 'FeatureCollection', features: [] });
    expect(loadRegion(folder, config('region')).files.roads).toMatch(/roads_synthetic/);
  });

  it('names the file and the feature that is wrong, all at once', () => {
    write('county.geojson', {
      type: 'FeatureCollection',
      features: [{ ...square('9'), properties: { name: '无码' } }],
    });
    write('towns.geojson', '{ not json');
    write('units.json', [{ id: 'u' }]);
    const problems = problemsOf(() => loadRegion(folder, config('region')));
    expect(problems).toMatch(/county\.geojson: feature 0 needs properties code and name/);
    expect(problems).toMatch(/towns\.geojson: is not JSON/);
    expect(problems).toMatch(/units\.json at 0\.name/);
  });

  it('refuses two units of one id, and a unit of an area that it does not have', () => {
    write('county.geojson', { type: 'FeatureCollection', features: [square('9')] });
    const unit = {
      ...loadRegion('demo', config('region')).info.units[0],
      id: 'u1',
      level: 'COUNTY',
      area: '9',
    };
    const village = { ...unit, id: 'v1', level: 'VILLAGE', area: '9-1' };
    write('units.json', [unit, village]);
    expect(loadRegion(folder, config('region')).info.units.map(({ id }) => id)).toEqual(['u1', 'v1']);
    write('units.json', [unit, { ...unit, area: '8' }]);
    expect(problemsOf(() => loadRegion(folder, config('region'))).split('\n')).toEqual([
      `${join(folder, 'units.json')} at 1.id: "u1" is already the id of unit 0`,
      `${join(folder, 'units.json')} at 1.area: "8" of unit "u1" is the code of no area of this pack`,
    ]);
  });

  it('that is not there is answered with the way to make one', () => {
    expect(problemsOf(() => loadRegion('nowhere', config('region')))).toContain('npm run region:import');
  });
});

describe('retention', () => {
  const shipped = () => structuredClone(loadRetention(config('retention.json')));

  it('keeps items and what people did for ever, positions a day, ticks two', () => {
    const { feeds } = shipped();
    expect([feeds.case.keepDays, feeds.operation.keepDays]).toEqual([null, null]);
    expect([feeds.terminal.keepDays, feeds.system.keepDays]).toEqual([1, 2]);
  });

  it('thins tracks as before where a county says only how long it keeps them', () => {
    write('retention.json', { ...shipped(), tracks: { keepDays: 14 } });
    const { tracks } = loadRetention(join(folder, 'retention.json'));
    expect(tracks).toEqual({ keepDays: 14, toleranceM: 25, fixesAtMost: 30 });
  });

  it('names every fault with its place', () => {
    const { feeds, ...rest } = shipped();
    const { video: _left, ...others } = feeds;
    write('retention.json', {
      ...rest,
      feeds: { ...others, case: { keepDays: -1 } },
      tracks: { keepDays: 91, toleranceM: 0, fixesAtMost: 1 },
      deadLetters: { keepDays: 1, textDays: 7, atMost: 10 },
    });
    const problems = problemsOf(() => loadRetention(join(folder, 'retention.json')));
    expect(problems).toMatch(/feeds\.case\.keepDays/);
    expect(problems).toMatch(/feeds\.video/);
    for (const key of ['keepDays', 'toleranceM', 'fixesAtMost']) expect(problems).toContain(`tracks.${key}`);
    write('retention.json', { ...shipped(), deadLetters: { keepDays: 1, textDays: 7, atMost: 10 } });
    expect(problemsOf(() => loadRetention(join(folder, 'retention.json')))).toMatch(/textDays.*keepDays/);
    write('retention.json', { ...shipped(), pictures: { keepDays: 1, unverifiedDays: 7 } });
    expect(problemsOf(() => loadRetention(join(folder, 'retention.json')))).toMatch(
      /unverifiedDays.*keepDays/,
    );
  });
});

describe('rules and walls', () => {
  it('refuses unknown keys, wrong values and files without a name in the schema', () => {
    write('live.json', { closedItemsForS: -1, finishedAlarmsForS: 60, dueSoonShare: 2, colour: 'red' });
    write('weather.json', {});
    const problems = problemsOf(() => loadRules(folder));
    expect(problems).toMatch(/live\.json at closedItemsForS/);
    expect(problems).toMatch(/live\.json at dueSoonShare/);
    expect(problems).toMatch(/live\.json: .*colour/);
    expect(problems).toMatch(/weather\.json: no rule set has this name/);
    expect(problems).toMatch(/feeds\.json: cannot be read/);
  });

  it('reads a file with a mark before its text, and refuses one that is not UTF-8, whose words nobody could read', () => {
    cpSync(config('rules'), folder, { recursive: true });
    const file = join(folder, 'live.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `\ufeff${text}`);
    expect(loadRules(folder).live).toEqual(loadRules(config('rules')).live);
    const inGbk = Buffer.concat([Buffer.from('{"label":"'), Buffer.from([0xb4, 0xdf]), Buffer.from('"}')]);
    writeFileSync(join(folder, 'life.json'), inGbk);
    expect(problemsOf(() => loadRules(folder))).toMatch(/^\S*life\.json: is not UTF-8 .*save it as UTF-8/);
  });

  it('refuses a wall that names an unknown panel or is not called what it is', () => {
    mkdirSync(join(folder, 'walls'));
    const wall = {
      id: 'other',
      title: 'x',
      pixels: { width: 1920, height: 1080 },
      metres: { width: 3.6, farthestSeat: 5 },
      columns: '1fr',
      areas: [[{ panel: 'clock-of-doom', grow: 1 }]],
      audience: 'duty',
    };
    writeFileSync(join(folder, 'walls', 'a.json'), JSON.stringify(wall));
    expect(problemsOf(() => loadWalls(join(folder, 'walls')))).toMatch(/a\.json at areas\.0\.0\.panel/);
    writeFileSync(
      join(folder, 'walls', 'a.json'),
      JSON.stringify({ ...wall, areas: [[{ panel: 'map', grow: 1 }]] }),
    );
    expect(problemsOf(() => loadWalls(join(folder, 'walls')))).toMatch(/id is other; it must be a/);
  });
});

describe('time limits and calendars', () => {
  const limits = JSON.parse(readFileSync(join(config('rules'), 'deadlines.json'), 'utf8')) as {
    limits: Record<string, unknown>[];
  };

  it('shipped are all examples, and none claims to be a statute', () => {
    const { deadlines } = loadRules(config('rules'));
    expect(new Set(deadlines.limits.map(({ basis }) => basis.kind))).toEqual(new Set(['EXAMPLE']));
    expect(deadlines.limits.every(({ basis }) => basis.text.startsWith('示例'))).toBe(true);
  });

  it('that are wrong are told all together, with file, path and what was expected', () => {
    cpSync(config('rules'), folder, { recursive: true });
    const [first, second] = limits.limits;
    const wrong = [
      { ...first, unit: 'minute' },
      { ...second, unit: 'day', amount: 1.5 },
      { ...second, basis: { kind: 'STATUTE', text: '某法第三条' } },
    ];
    write('deadlines.json', { warnHours: 4, limits: wrong });
    write('worktime.json', {
      hours: [{ from: '14:00', to: '12:00' }],
      weeklyRest: ['SUNDAY'],
      fixedHolidays: [],
    });
    const problems = problemsOf(() => loadRules(folder));
    expect(problems).toMatch(/deadlines\.json at limits\.0\.unit/);
    expect(problems).toMatch(/deadlines\.json at limits\.1\.amount: a whole number of days/);
    expect(problems).toMatch(/deadlines\.json at limits\.2\.basis: a STATUTE needs source, confirmedBy/);
    expect(problems).toMatch(/worktime\.json at hours/);
    expect(problems).toMatch(/worktime\.json at weeklyRest\.0/);
  });

  it('two limits of one id are refused', () => {
    cpSync(config('rules'), folder, { recursive: true });
    write('deadlines.json', { warnHours: 4, limits: [limits.limits[0], limits.limits[0]] });
    expect(problemsOf(() => loadRules(folder))).toMatch(
      /limits\.1\.id: "[^"]+" is already the id of limit 0/,
    );
  });

  it('a calendar file is of the year it is named after', () => {
    write('2027.json', {
      year: 2026,
      source: '通知',
      coverageUntil: '2026-12-31',
      holidays: [],
      workdays: [],
    });
    expect(problemsOf(() => loadCalendars(folder))).toMatch(/2027\.json at year/);
    expect(loadCalendars(join(folder, 'nothing'))).toEqual([]);
  });
});
