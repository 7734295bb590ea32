import type { Area, Areas } from './areas.ts';
import { at, range } from './arrays.ts';
import type { LngLat, Pt } from './plane.ts';
import { between, pick, type Rng, randomStream } from './rng.ts';
import { type Ground, sitePlace } from './siting.ts';

/** An invented landmark. `households` only for housing estates. */
export interface Place {
  name: string;
  category: string;
  village: string;
  town: string;
  at: LngLat;
  households?: number;
}

const ESTATE_FIRST = Array.from('锦翠金盛文雅康福安和春秋荷兰竹梅松桂云溪江泽泰景学星瑞嘉');
const ESTATE_SECOND = ['绣家园', '苑小区', '庭花园', '泰小区', '和家园', '景新城', '园小区', '福小区'];

/** Landmarks that must exist, by town. */
const KNOWN: readonly { name: string; category: string; town: string; households?: number }[] = [
  { name: '望江小区', category: '小区', town: '望江街道', households: 1280 },
  { name: '城西市场', category: '市场', town: '文澜街道' },
  { name: '东门农贸市场', category: '市场', town: '金龙街道' },
  { name: '滨江公园', category: '公园', town: '望江街道' },
  { name: '文澜广场', category: '广场', town: '文澜街道' },
  { name: '县人民医院', category: '医院', town: '文澜街道' },
  { name: '县中医医院', category: '医院', town: '金龙街道' },
  { name: '县政务服务中心', category: '政务', town: '望江街道' },
  { name: '县社会治安综合治理中心', category: '政务', town: '望江街道' },
  { name: '汽车客运站', category: '车站', town: '金龙街道' },
  { name: '云岭火车站', category: '车站', town: '花溪街道' },
  { name: '县第一中学', category: '学校', town: '望江街道' },
  { name: '县第二中学', category: '学校', town: '金龙街道' },
  { name: '县职业技术学校', category: '学校', town: '花溪街道' },
  { name: '花溪工业园', category: '工业园', town: '花溪街道' },
  { name: '白石建材产业园', category: '工业园', town: '白石镇' },
  { name: '金龙商业步行街', category: '商业', town: '金龙街道' },
  { name: '玉林路夜市', category: '商业', town: '文澜街道' },
];

/** What every rural town has. */
const OF_TOWN: readonly (readonly [string, string])[] = [
  ['中心小学', '学校'],
  ['中学', '学校'],
  ['卫生院', '医院'],
  ['农贸市场', '市场'],
  ['客运站', '车站'],
  ['便民服务中心', '政务'],
];

function villagesOf(ground: Ground, town: string): number[] {
  return range(ground.villages.length).filter((i) => at(ground.villages, i).town === town);
}

function shortTown(name: string): string {
  return name.replace(/(街道|镇|乡)$/, '');
}

interface Wish {
  name: string;
  category: string;
  village: number;
  households?: number;
}

/** Known names are those of the demo county; another one has its own name and rank in their place. */
function localName(name: string, county: string): string {
  return name.replace(/^云岭/, county.replace(/[县区市旗]$/, '')).replace(/^县/, county.slice(-1));
}

function knownWishes(rng: Rng, areas: Areas, ground: Ground): Wish[] {
  return KNOWN.flatMap(({ town, name, ...rest }) => {
    const area = areas.towns.find((t) => t.name === town);
    if (!area) return [];
    const village = pick(rng, villagesOf(ground, area.code));
    return [{ name: localName(name, areas.county.name), ...rest, village }];
  });
}

/** Town services stand in the village that holds the seat, or the nearest one by number. */
function townWishes(areas: Areas, seatVillage: (town: Area) => number): Wish[] {
  return areas.towns
    .filter((t) => !t.name.endsWith('街道'))
    .flatMap((t) =>
      OF_TOWN.map(([what, category]) => ({
        name: shortTown(t.name) + what,
        category,
        village: seatVillage(t),
      })),
    );
}

const ESTATES_PER_COMMUNITY = 1;

/** Every community has an estate and every second one a school or a park. */
function communityWishes(rng: Rng, ground: Ground): Wish[] {
  const names = new Set<string>();
  const estate = (): string => {
    for (;;) {
      const name = pick(rng, ESTATE_FIRST) + pick(rng, ESTATE_SECOND);
      if (names.has(name)) continue;
      names.add(name);
      return name;
    }
  };
  return ground.villages.flatMap((v, village) => {
    if (!v.name.endsWith('社区')) return [];
    const stem = v.name.replace(/社区$/, '');
    const wishes: Wish[] = range(ESTATES_PER_COMMUNITY).map(() => ({
      name: estate(),
      category: '小区',
      village,
      households: 20 * Math.round(between(rng, 9, 95)),
    }));
    if (rng() < 0.32) wishes.push({ name: `${stem}小学`, category: '学校', village });
    if (rng() < 0.2) wishes.push({ name: `${stem}公园`, category: '公园', village });
    if (rng() < 0.2) wishes.push({ name: `${stem}养老服务站`, category: '养老', village });
    return wishes;
  });
}

const RURAL_KINDS = [
  ['水库', '水库'],
  ['加油站', '加油站'],
  ['幼儿园', '学校'],
] as const;

function ruralWishes(rng: Rng, ground: Ground): Wish[] {
  return ground.villages.flatMap((v, village) => {
    if (v.name.endsWith('社区') || rng() > 0.35) return [];
    const [what, category] = pick(rng, RURAL_KINDS);
    return [{ name: v.name.replace(/村$/, '') + what, category, village }];
  });
}

/** Invented landmarks all over the county; names are unique. */
export function makePlaces(
  seed: number,
  areas: Areas,
  ground: Ground,
  seatVillage: (town: Area) => number,
): Place[] {
  const rng = randomStream(seed, 'places');
  const wishes = [
    ...knownWishes(rng, areas, ground),
    ...townWishes(areas, seatVillage),
    ...communityWishes(rng, ground),
    ...ruralWishes(rng, ground),
  ];
  const used: Pt[] = [];
  const names = new Set<string>();
  return wishes.flatMap(({ village, ...rest }) => {
    if (names.has(rest.name)) return [];
    names.add(rest.name);
    const area = at(ground.villages, village);
    const place = sitePlace(rng, ground, village, { offKm: 0.18, apartKm: 0.3, used });
    return [{ ...rest, village: area.code, town: area.town ?? '', at: place }];
  });
}
