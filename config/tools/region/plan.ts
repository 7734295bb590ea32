import type { Pt } from './plane.ts';

/** What a region is made from. Equal options give equal bytes. */
export interface RegionOptions {
  /** Folder name and id of the pack: lower-case letters, digits, hyphens. */
  id: string;
  /** Name of the county on the screen. */
  name: string;
  seed: number;
  /** How many streets and towns, villages and grids; each grid lies in one village, each village in one town. */
  towns: number;
  villages: number;
  grids: number;
}

/** The shipped demo county. */
export const DEMO: RegionOptions = {
  id: 'demo',
  name: '云岭县',
  seed: 20261,
  towns: 11,
  villages: 135,
  grids: 540,
};

/** Fictional division code of the county; towns, villages and grids append three digits each. */
export const COUNTY_CODE = '990101';

/** core: part of the dense town · fringe: a street at its edge · rural: a town or township. */
export type TownRole = 'core' | 'fringe' | 'rural';

/** One street or town before it has a shape. */
export interface TownPlan {
  role: TownRole;
  name: string;
  code: string;
  seat: Pt;
  /** Wanted area relative to the other towns outside the core. */
  weight: number;
}
