import { at, range } from './arrays.ts';
import { fractalNoise } from './noise.ts';
import { cross, type Pt } from './plane.ts';

/** A piece of street between two neighbouring crossings. */
export interface StreetPiece {
  a: number;
  b: number;
  name: string;
}

/** Streets of the urban core. */
export interface StreetPlan {
  crossings: Pt[];
  pieces: StreetPiece[];
}

const BLOCK_KM = { along: 0.52, across: 0.46 } as const;
const HALF = 11;
/** Invented names of the streets that run east (路) and north (街), by line. */
const EAST =
  '望江 文澜 玉林 学府 和顺 滨江 朝晖 金龙 书院 长青 迎春 康宁 永安 锦绣 翠湖 福兴 光华 桃园 凤鸣 云溪 新苑 安居 清溪'
    .split(' ')
    .map((n) => `${n}路`);
const NORTH =
  '鼓楼 南桥 状元 文庙 钟楼 盐店 米市 河滨 银杏 梧桐 香樟 紫薇 海棠 芙蓉 石榴 印月 双溪 碧溪 映山 秀屏 兰苑 竹苑 梅园'
    .split(' ')
    .map((n) => `${n}街`);
const TURN = 0.16;
const REACH_KM = 4.3;

function crossingPlaces(seed: number): (Pt | null)[][] {
  const bend = fractalNoise(seed + 401, 5, 2);
  const bend2 = fractalNoise(seed + 409, 5, 2);
  const edge = fractalNoise(seed + 419, 3, 3);
  return range(2 * HALF + 1).map((i) =>
    range(2 * HALF + 1).map((j) => {
      const u = (i - HALF) * BLOCK_KM.along;
      const v = (j - HALF) * BLOCK_KM.across;
      const x = u * Math.cos(TURN) - v * Math.sin(TURN);
      const y = u * Math.sin(TURN) + v * Math.cos(TURN);
      const p: Pt = [x + 0.35 * bend(x, y), y + 0.35 * bend2(x, y)];
      return Math.hypot(...p) < REACH_KM + 1.1 * edge(...p) ? p : null;
    }),
  );
}

/** Whether segments a b and c d cross. */
function cuts(a: Pt, b: Pt, c: Pt, d: Pt): boolean {
  return cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0;
}

function crossesAny(a: Pt, b: Pt, rivers: readonly (readonly Pt[])[]): boolean {
  return rivers.some((river) => river.some((q, k) => k > 0 && cuts(a, b, at(river, k - 1), q)));
}

/** Whether a piece is built: every third line has a bridge, some minor pieces are blocked by buildings. */
function isBuilt(line: number, wet: boolean, chance: number): boolean {
  if (wet) return line % 3 === 0;
  return line % 2 === 0 || chance < 0.86;
}

/** Lays bent avenues over the core, bridges at every third one only. Only the largest connected part stays. */
export function planStreets(seed: number, rng: () => number, rivers: readonly (readonly Pt[])[]): StreetPlan {
  const grid = crossingPlaces(seed);
  const crossings: Pt[] = [];
  const number = grid.map((row) => row.map((p) => (p ? crossings.push(p) - 1 : -1)));
  const pieces: StreetPiece[] = [];
  const offer = (a: number, b: number | undefined, line: number, names: readonly string[]): void => {
    const chance = rng();
    if (a < 0 || b === undefined || b < 0) return;
    const wet = crossesAny(at(crossings, a), at(crossings, b), rivers);
    if (isBuilt(line, wet, chance)) pieces.push({ a, b, name: at(names, line) });
  };
  number.forEach((row, i) => {
    row.forEach((a, j) => {
      offer(a, number[i + 1]?.[j], j, EAST);
      offer(a, row[j + 1], i, NORTH);
    });
  });
  return connectedPart({ crossings, pieces });
}

function connectedPart(plan: StreetPlan): StreetPlan {
  const group = plan.crossings.map((_, i) => i);
  const root = (i: number): number => {
    let r = i;
    while (at(group, r) !== r) r = at(group, r);
    return r;
  };
  for (const { a, b } of plan.pieces) group[root(a)] = root(b);
  const sizes = new Map<number, number>();
  for (const i of range(group.length)) sizes.set(root(i), (sizes.get(root(i)) ?? 0) + 1);
  const main = [...sizes].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  return { crossings: plan.crossings, pieces: plan.pieces.filter(({ a }) => root(a) === main) };
}
