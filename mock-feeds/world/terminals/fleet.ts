import { metres } from '../geo.ts';
import type { Cell, Pack } from '../pack.ts';
import { draws } from '../rng.ts';
import type { Scenario } from '../scenario.ts';
import { isRoundTheClock } from './shift.ts';

/** One patrol terminal: a device of a village, or of the patrol team if it never rests; nobody's name. */
export interface Terminal {
  readonly n: number;
  readonly id: string;
  /** Number on the housing. */
  readonly name: string;
  readonly home: Cell;
  readonly unit: string | null;
  readonly intervalMs: number;
  /** Offset of its reports within the interval. */
  readonly phaseMs: number;
  readonly speedKmh: number;
  /** On an e-bike, whose positions come from a platform of its own. */
  readonly bike: boolean;
}

const URBAN_WEIGHT = 1.5;

/** Shares the terminals among the villages, more of them where it is built up; equal packs give equal fleets. */
function homes(pack: Pack, count: number): Cell[] {
  const weights = pack.cells.map(({ urban }) => (urban ? URBAN_WEIGHT : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let carried = 0;
  let given = 0;
  return pack.cells.flatMap((cell, i) => {
    carried += ((weights[i] as number) / total) * count;
    const share = (i === pack.cells.length - 1 ? count : Math.round(carried)) - given;
    given += share;
    return Array.from({ length: share }, () => cell);
  });
}

/** The terminals of the county. */
export function fleetOf(seed: number, pack: Pack, rules: Scenario['terminals']): Terminal[] {
  const units = new Map(
    pack.units.filter(({ kind }) => kind === 'village').map(({ area, id }) => [area, id]),
  );
  const patrols = pack.units.find(({ kind, name }) => kind === 'team' && name.includes('巡防'));
  return homes(pack, rules.count).map((home, i): Terminal => {
    const draw = draws(seed, 'terminal', i);
    const village = units.get(home.id) ?? null;
    const number = String(i + 1).padStart(4, '0');
    const intervalMs = draw.int(rules.intervalS[0], rules.intervalS[1]) * 1_000;
    const bike = draw.chance(rules.bikeShare);
    return {
      n: i + 1,
      id: `ZD${number}`,
      name: `巡护 ${number}`,
      home,
      unit: isRoundTheClock(seed, i + 1, rules) ? (patrols?.id ?? village) : village,
      intervalMs,
      phaseMs: Math.floor(draw.next() * intervalMs),
      bike,
      speedKmh: Math.round((bike ? draw.between(12, 15) : draw.between(3, 5)) * 10) / 10,
    };
  });
}

/** Metres from the middle of a cell to its corner: how far its patrols may go. */
export function reachOf({ box: [west, south, east, north] }: Cell): number {
  return metres([west, south], [east, north]) / 2;
}
