import type { Unit } from '../../../gateway/contract/region.ts';
import type { Areas } from './areas.ts';
import { COUNTY_CODE } from './plan.ts';

type Mode = NonNullable<Unit['mode']>;

/** Departments of the county: key, short name, full name without the county, mode of presence in the hall. */
const DEPARTMENTS: readonly (readonly [key: string, short: string, full: string, mode: Mode])[] = [
  ['zzzx', '综治中心', '社会治安综合治理中心', 'RESIDENT'],
  ['xfj', '信访局', '信访局', 'RESIDENT'],
  ['fy', '法院', '人民法院', 'RESIDENT'],
  ['jcy', '检察院', '人民检察院', 'ROTATING'],
  ['gaj', '公安局', '公安局', 'RESIDENT'],
  ['sfj', '司法局', '司法局', 'RESIDENT'],
  ['rsj', '人社局', '人力资源和社会保障局', 'RESIDENT'],
  ['zjj', '住建局', '住房和城乡建设局', 'RESIDENT'],
  ['mzj', '民政局', '民政局', 'ROTATING'],
  ['zrzy', '自然资源局', '自然资源局', 'ROTATING'],
  ['nyncj', '农业农村局', '农业农村局', 'ROTATING'],
  ['swj', '水务局', '水务局', 'ON_CALL'],
  ['jtj', '交通运输局', '交通运输局', 'ON_CALL'],
  ['wjj', '卫健局', '卫生健康局', 'ROTATING'],
  ['jtyj', '教育体育局', '教育体育局', 'ROTATING'],
  ['scjg', '市场监管局', '市场监督管理局', 'ROTATING'],
  ['yjj', '应急管理局', '应急管理局', 'RESIDENT'],
  ['xfjy', '消防救援大队', '消防救援大队', 'ON_CALL'],
  ['zhzf', '综合执法局', '综合行政执法局', 'RESIDENT'],
  ['sthj', '生态环境局', '生态环境局', 'ON_CALL'],
  ['fl', '妇联', '妇女联合会', 'ROTATING'],
  ['zgh', '工会', '总工会', 'ON_CALL'],
];

const COUNTY_TEAMS: readonly (readonly [key: string, short: string, full: string])[] = [
  ['team-zf', '综合执法大队', '综合行政执法大队'],
  ['team-tj', '人民调解委员会', '矛盾纠纷人民调解委员会'],
  ['team-xl', '专职巡防队', '专职巡防大队'],
  ['team-qx', '市政抢修队', '市政设施抢修队'],
];

/** Numbers that no line has: 0000 and a running number. */
function dutyPhone(i: number): string {
  return `0000-${String(i + 1).padStart(4, '0')}`;
}

type Draft = Omit<Unit, 'dutyPhone'>;

function countyUnits(county: string): Draft[] {
  const base = { level: 'COUNTY', area: COUNTY_CODE } as const;
  const departments = DEPARTMENTS.map(
    ([key, shortName, full, mode]): Draft => ({
      id: `dept-${key}`,
      name: county + full,
      shortName,
      kind: 'department',
      mode,
      liaisonPost: key === 'zzzx' ? '值班长' : '驻中心联络员',
      ...base,
    }),
  );
  const teams = COUNTY_TEAMS.map(
    ([id, shortName, full]): Draft => ({
      id,
      name: county + full,
      shortName,
      kind: 'team',
      mode: 'ON_CALL',
      liaisonPost: '值班队长',
      ...base,
    }),
  );
  return [...departments, ...teams];
}

function townUnits(areas: Areas): Draft[] {
  return areas.towns.flatMap((t): Draft[] => [
    {
      id: `town-${t.code}`,
      name: t.fullName,
      shortName: t.name,
      level: 'TOWNSHIP',
      kind: 'town',
      area: t.code,
      mode: 'ON_CALL',
      liaisonPost: '综治中心主任岗',
    },
    {
      id: `team-zf-${t.code}`,
      name: `${t.name}综合执法队`,
      shortName: `${t.name}执法队`,
      level: 'TOWNSHIP',
      kind: 'team',
      area: t.code,
      mode: 'ON_CALL',
      liaisonPost: '值班队长',
    },
  ]);
}

function villageUnits(areas: Areas): Draft[] {
  return areas.villages.map((v) => ({
    id: `village-${v.code}`,
    name: v.fullName,
    shortName: v.name,
    level: 'VILLAGE',
    kind: 'village',
    area: v.code,
    mode: null,
    liaisonPost: '综治专干岗',
  }));
}

/** Every unit that can hold an item: organisations and posts, no persons. */
export function makeUnits(areas: Areas): Unit[] {
  const drafts = [...countyUnits(areas.county.name), ...townUnits(areas), ...villageUnits(areas)];
  return drafts.map((draft, i) => ({ ...draft, dutyPhone: dutyPhone(i) }));
}
