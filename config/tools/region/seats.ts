import { minBy, range } from './arrays.ts';
import { TOWN_NAMES } from './names.ts';
import type { Inside } from './outline.ts';
import { COUNTY_CODE, extentOf, type Preset, type TownPlan, type TownRole } from './plan.ts';
import { distance, type Pt } from './plane.ts';
import { between, type Rng, randomStream } from './rng.ts';
import type { Terrain } from './terrain.ts';

/** Kilometres around the county seat that are left to the core and its fringe. */
const CORE_KM = 8;
/** Area of a fringe street next to a usual rural town's. */
const FRINGE_WEIGHT = 0.42;

/** The land that seats are looked for on. */
export interface Site {
  preset: Preset;
  inside: Inside;
  terrain: Terrain;
}

/** Share of the towns that are streets of the core, and from how many towns on one lies at its edge. */
const STREETS = {
  county: { share: 0.27, fringeFrom: 10 },
  rural: { share: 0.27, fringeFrom: 10 },
  urban: { share: 0.6, fringeFrom: 6 },
} as const;

/** How many towns make the dense core and how many lie at its edge. */
export function townRoles(towns: number, preset: Preset): TownRole[] {
  const { share, fringeFrom } = STREETS[preset];
  const core = Math.min(4, Math.max(1, Math.round(towns * share)));
  const fringe = towns >= fringeFrom ? 1 : 0;
  return range(towns).map((i) => {
    if (i < core) return 'core';
    return i < core + fringe ? 'fringe' : 'rural';
  });
}

function coreSeats(count: number): Pt[] {
  if (count === 1) return [[0, 0]];
  return range(count).map((i) => {
    const angle = Math.PI * (0.62 + (2 * i) / count);
    return [2.5 * Math.cos(angle) + 0.2, 2.3 * Math.sin(angle)];
  });
}

function randomInside(rng: Rng, { inside, preset }: Site): Pt {
  const extent = extentOf(preset);
  for (;;) {
    const p: Pt = [between(rng, extent.west, extent.east), between(rng, extent.south, extent.north)];
    if (inside(p)) return p;
  }
}

/** Rural seats: spread by Lloyd's method around the fixed ones, then drawn down to low ground. */
function ruralSeats(rng: Rng, count: number, fixed: readonly Pt[], site: Site): Pt[] {
  const land = range(1800)
    .map(() => randomInside(rng, site))
    .filter((p) => Math.hypot(p[0], p[1]) > CORE_KM);
  let seats = land.filter((p) => Math.hypot(p[0], p[1]) > 14).slice(0, count);
  for (let round = 0; round < 14; round += 1) {
    const pulls = seats.map(() => ({ x: 0, y: 0, n: 0 }));
    for (const p of land) {
      const all = [...seats, ...fixed];
      const nearest = minBy(all.keys(), (i) => distance(all[i] as Pt, p));
      const pull = pulls[nearest];
      if (!pull) continue;
      pull.x += p[0];
      pull.y += p[1];
      pull.n += 1;
    }
    seats = seats.map((s, i) => {
      const pull = pulls[i] ?? { x: 0, y: 0, n: 0 };
      return pull.n > 0 ? [pull.x / pull.n, pull.y / pull.n] : s;
    });
  }
  return seats.map((s) => lowGround(rng, s, site));
}

function lowGround(rng: Rng, seat: Pt, { inside, terrain }: Site): Pt {
  const drawn = range(40)
    .map((): Pt => [seat[0] + between(rng, -3, 3), seat[1] + between(rng, -3, 3)])
    .filter(inside);
  if (drawn.length === 0) return seat;
  return minBy(drawn, (p) => terrain.height(p[0], p[1]));
}

/** Pairs names and seats, the best fitting pair first: the usual direction of a name decides. */
function nameSeats(role: TownRole, seats: readonly Pt[]): { name: string; seat: Pt }[] {
  const names = TOWN_NAMES.filter((t) => t.role === role).slice(0, seats.length);
  const pairs = names.flatMap(({ name, towards }, n) =>
    seats.map((seat, s) => ({
      name,
      seat,
      off: role === 'rural' ? distance(seat, towards) : Math.abs(n - s),
    })),
  );
  const named = new Map<string, Pt>();
  for (const { name, seat } of pairs.sort((a, b) => a.off - b.off)) {
    if (!named.has(name) && ![...named.values()].includes(seat)) named.set(name, seat);
  }
  return names.map(({ name }) => ({ name, seat: named.get(name) as Pt }));
}

/** Division codes count streets from 001, towns from 101 and townships from 201. */
function townCodes(names: readonly string[]): string[] {
  const next = { 街道: 1, 镇: 101, 乡: 201 };
  return names.map((name) => {
    const kind = name.endsWith('街道') ? '街道' : (name.slice(-1) as '镇' | '乡');
    const number = next[kind];
    next[kind] += 1;
    return COUNTY_CODE + String(number).padStart(3, '0');
  });
}

/** Places, names and codes of the towns: the core first, then the fringe, then the rural ones. */
export function planTowns(seed: number, towns: number, site: Site): TownPlan[] {
  const rng = randomStream(seed, 'seats');
  const roles = townRoles(towns, site.preset);
  const count = (role: TownRole): number => roles.filter((r) => r === role).length;
  const core = coreSeats(count('core'));
  const fringe: Pt[] = count('fringe') > 0 ? [[site.terrain.valleyAt(11.5) - 0.8, 11.5]] : [];
  const rural = ruralSeats(rng, count('rural'), [...core, ...fringe], site);
  const named = [...nameSeats('core', core), ...nameSeats('fringe', fringe), ...nameSeats('rural', rural)];
  const codes = townCodes(named.map((t) => t.name));
  return named.map((town, i) => {
    const role = roles[i] as TownRole;
    return { ...town, role, code: codes[i] as string, weight: weightOf(rng, role, town.seat) };
  });
}

/** Towns near the county seat are smaller. */
function weightOf(rng: Rng, role: TownRole, seat: Pt): number {
  if (role !== 'rural') return FRINGE_WEIGHT;
  return between(rng, 0.75, 1.3) * Math.min(1, Math.max(0.45, Math.hypot(...seat) / 22));
}
