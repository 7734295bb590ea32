import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { calendarsOver } from '../../../../config/runtime/calendars.ts';
import { loadRegion, readLayer } from '../../../../config/runtime/region.ts';
import { loadRules } from '../../../../config/runtime/rules.ts';
import { SORTS } from '../../../../mock-feeds/world/catalogue/index.ts';
import { countyReports, TOWN_REPORTS } from '../../../../mock-feeds/world/indicators/reports.ts';
import { VIDEO_KINDS } from '../../../../mock-feeds/world/video/kinds.ts';
import { ROOT } from '../../../support/budgets/tree.ts';

const CHINESE = /\p{Script=Han}/u;
/** So long a name has room in a list of half a panel. */
const SHORT = 20;

const pack = loadRegion('demo', join(ROOT, 'config/region'));
const rules = loadRules(join(ROOT, 'config/rules'), [join(ROOT, 'mock-feeds/rules')]);
const { namesEn = {}, areas, units } = pack.info;

interface Script {
  readonly steps: readonly { readonly data?: { readonly category?: string } }[];
}

/** Categories that the scripted stories tell. */
function scripted(): string[] {
  const folder = join(ROOT, 'mock-feeds/scenarios');
  const stories = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return stories.flatMap((name) => {
    const { scripts = [] } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { scripts?: Script[] };
    return scripts.flatMap(({ steps }) => steps.flatMap(({ data }) => data?.category ?? []));
  });
}

function stations(): string[] {
  const layer = JSON.parse(Buffer.from(readLayer(pack, 'resources') ?? []).toString()) as {
    features: { properties: { name: string } }[];
  };
  return layer.features.map(({ properties }) => properties.name);
}

/** Areas that have a name of their own: a grid is a number of its village. */
const named = areas.filter(({ level }) => level !== 'grid');
const categories = [
  ...SORTS.map(({ category }) => category),
  ...scripted(),
  ...rules.catalogue.items.flatMap((item) => item.categories),
];
/** A catalogue may name a department by its id. */
const departments = rules.catalogue.items.map(({ department }) => department);
const criteria = [...rules.risk.criteria, ...rules.life.escalations].map(({ label }) => label);
const { limits, sourceExtension } = rules.deadlines;
const approvers = [...limits.map(({ extension }) => extension?.approver), sourceExtension?.approver];
const holidays = calendarsOver([join(ROOT, 'config/rules/calendars')]).flatMap((year) => [
  ...year.holidays,
  ...year.workdays,
]);
const sources = rules.sources.expected.map(({ name }) => name);

describe('names of the demonstration on an English page', () => {
  it.each([
    ['areas', named.map(({ name }) => name)],
    ['units', units.map(({ shortName }) => shortName)],
    ['first contacts', named.filter(({ level }) => level !== 'county').map(({ name }) => `${name}综治中心`)],
    ['stations', stations()],
    ['categories', categories],
    ['departments of the catalogue', departments.filter((name) => CHINESE.test(name))],
    ['criteria and escalations', criteria],
    ['posts that answer', Object.values(rules.risk.guarantees ?? {}).map(({ post }) => post)],
    ['limits', limits.flatMap(({ basis }) => basis?.text ?? [])],
    ['posts that approve', approvers.filter((post) => post !== undefined)],
    ['holidays', holidays.map(({ name }) => name)],
    ['sources', sources.flatMap((name) => name ?? [])],
    ['algorithms', VIDEO_KINDS.map(({ algorithm }) => algorithm)],
    ['services and datasets', [...countyReports(1), ...TOWN_REPORTS].flatMap(({ by }) => by ?? [])],
  ])('are there for all %s', (_, texts) => {
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter((text) => !Object.hasOwn(namesEn, text))).toEqual([]);
  });

  it('hold no Chinese', () => {
    expect(Object.values(namesEn).filter((name) => CHINESE.test(name))).toEqual([]);
  });

  it('are short where lists have little room', () => {
    const listed = [
      ...named.map(({ name }) => name),
      ...units.map(({ shortName }) => shortName),
      ...categories,
    ];
    expect(listed.filter((text) => (namesEn[text] ?? '').length > SHORT)).toEqual([]);
  });

  it('are those by which its towns go anyway', () => {
    const towns = areas.filter(({ level }) => level === 'street');
    expect(towns.map(({ name }) => namesEn[name])).toEqual(towns.map(({ id }) => pack.info.areasEn?.[id]));
  });
});
