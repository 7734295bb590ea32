import { type LngLat, ORIGIN, type Pt } from './plane.ts';

/** What a region is made from. Equal options give equal bytes. */
export interface RegionOptions {
  /** Folder name and id of the pack: lower-case letters, digits, hyphens. */
  id: string;
  /** Name of the county on the screen. */
  name: string;
  /** Its name on an English screen, where there is one. */
  nameEn?: string;
  seed: number;
  /** How many streets and towns, villages and grids; each grid lies in one village, each village in one town. */
  towns: number;
  villages: number;
  grids: number;
  /** Which kind of county: it decides how large the land is and how much of it is town. */
  preset: Preset;
  /** The county seat, WGS-84. */
  center: LngLat;
}

/** 区县型 a whole county · 城区型 a small district, most of it streets · 农区型 farm land with many villages. */
export const PRESET_NAMES = ['county', 'urban', 'rural'] as const;
export type Preset = (typeof PRESET_NAMES)[number];

const SEED = 20261;

/** What each preset stands for; the numbers follow real districts of the three kinds. */
export const PRESETS: Readonly<Record<Preset, RegionOptions>> = {
  county: preset('county', {
    id: 'demo',
    name: '云岭县',
    nameEn: 'Yunling County',
    towns: 11,
    villages: 135,
    grids: 540,
  }),
  urban: preset('urban', {
    id: 'urban',
    name: '星湖区',
    nameEn: 'Xinghu District',
    towns: 7,
    villages: 42,
    grids: 252,
  }),
  rural: preset('rural', {
    id: 'rural',
    name: '青原县',
    nameEn: 'Qingyuan County',
    towns: 9,
    villages: 216,
    grids: 1173,
  }),
};

type Size = Pick<RegionOptions, 'id' | 'name' | 'nameEn' | 'towns' | 'villages' | 'grids'>;

function preset(name: Preset, size: Size): RegionOptions {
  return { ...size, seed: SEED, preset: name, center: ORIGIN };
}

/** The shipped demo county. */
export const DEMO: RegionOptions = PRESETS.county;

/** Size of the land in kilometres from the county seat, and the northing its trunk roads are spread around. */
export interface Extent {
  west: number;
  east: number;
  south: number;
  north: number;
  middle: number;
}

const COUNTY_EXTENT: Extent = { west: -31, east: 29, south: -15, north: 55, middle: 16 };
const DISTRICT_EXTENT: Extent = { west: -13, east: 13, south: -11, north: 22, middle: 5 };

/** How large the land of a preset is. */
export function extentOf(name: Preset): Extent {
  return name === 'urban' ? DISTRICT_EXTENT : COUNTY_EXTENT;
}

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
