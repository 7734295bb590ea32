import type { LngLat } from '../plane.ts';
import type { Polygon } from '../rings.ts';

/** One or several polygons, WGS-84, five decimals; outer rings counter-clockwise, holes clockwise. */
export type Shape = readonly Polygon[];

/** The levels of a pack, from the whole to its parts. */
export const LEVELS = ['county', 'town', 'village', 'grid'] as const;
export type Level = (typeof LEVELS)[number];

/** File of the pack and words for a message, by level. */
export const LAYER_OF: Readonly<Record<Level, string>> = {
  county: 'county',
  town: 'towns',
  village: 'villages',
  grid: 'grids',
};
export const WORD_OF: Readonly<Record<Level, string>> = {
  county: 'county',
  town: 'street',
  village: 'village',
  grid: 'grid',
};
export const ZH_WORD_OF: Readonly<Record<Level, string>> = {
  county: '区县',
  town: '镇街',
  village: '村',
  grid: '网格',
};

/** An area as it was read or generated, with its place among the others. */
export interface ImportedArea {
  readonly level: Level;
  readonly code: string;
  readonly name: string;
  readonly fullName: string | null;
  readonly parent: string | null;
  readonly shape: Shape;
  /** A seat that the source names; null when it names none. */
  readonly seat: LngLat | null;
  readonly generated: boolean;
  /** For messages: file, index and name. */
  readonly where: string;
}
