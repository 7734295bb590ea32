import { moved, type Point } from '../geo.ts';
import { along, type Path, pathOf, wander } from '../path.ts';
import { draws, unitHash } from '../rng.ts';
import type { Sites } from '../sites.ts';
import { HOUR, MINUTE } from '../time.ts';
import { reachOf, type Terminal } from './fleet.ts';
import type { Duty } from './shift.ts';

/** A patrol walks for some minutes, then stands, over and over. */
const CYCLE = 22 * MINUTE;
const WALKING = 15 * MINUTE;
/** Metres of a foot patrol's way before it turns back. */
const WAY_M = 2_600;
const NOISE_M = 3;
const LEAST_REACH_M = 900;
/** How much farther than its own village a patrol may follow a road. */
const BEYOND = 1.15;

export interface Fix {
  readonly at: Point;
  readonly headingDeg: number;
  readonly speedKmh: number;
  readonly accuracyM: number;
}

/** Where terminals are: a function of the instant, so that a restart and the history agree. */
export function walksOf(seed: number, sites: Sites) {
  /** Last way of each terminal: one entry per terminal, replaced with its next duty. */
  const ways = new Map<number, { readonly duty: number; readonly path: Path }>();

  const lay = (terminal: Terminal, duty: Duty): Path => {
    const draw = draws(seed, 'way', terminal.n, duty.startAt);
    const { home, speedKmh } = terminal;
    const lengthM = WAY_M * (speedKmh > 10 ? 3 : 1) * draw.between(0.6, 1.4);
    const passing = sites.roadNodes(home);
    const from = sites.inCell(draw, home).at;
    if (passing.length === 0) return pathOf(wander(draw, home, from, lengthM / 8));
    const withinM = Math.max(LEAST_REACH_M, reachOf(home) * BEYOND);
    const points = sites.graph.walk(draw, draw.pick(passing), { home: home.centre, withinM, lengthM });
    return pathOf(points.length > 1 ? points : wander(draw, home, from, lengthM / 8));
  };

  const wayOf = (terminal: Terminal, duty: Duty): Path => {
    const known = ways.get(terminal.n);
    if (known?.duty === duty.startAt) return known.path;
    const path = lay(terminal, duty);
    ways.set(terminal.n, { duty: duty.startAt, path });
    return path;
  };

  return (terminal: Terminal, duty: Duty, at: number): Fix => {
    const since = at - duty.startAt + unitHash(seed, terminal.n, 11) * CYCLE;
    const into = since % CYCLE;
    const walkedMs = Math.floor(since / CYCLE) * WALKING + Math.min(into, WALKING);
    const walks = into < WALKING;
    const here = along(wayOf(terminal, duty), (walkedMs / HOUR) * terminal.speedKmh * 1_000);
    const noise = (topic: number) =>
      (unitHash(seed + topic, terminal.n, Math.floor(at / 1_000)) - 0.5) * 2 * NOISE_M;
    return {
      at: moved(here.at, noise(21), noise(22)),
      headingDeg: here.headingDeg,
      speedKmh: walks ? terminal.speedKmh : 0,
      accuracyM: 4 + Math.floor(unitHash(seed + 23, terminal.n, Math.floor(at / 1_000)) * 12),
    };
  };
}
