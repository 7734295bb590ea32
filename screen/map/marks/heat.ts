import type { LngLat } from '../../../gateway/contract/entities.ts';
import type { PixelSize, Transform } from '../geo/mercator.ts';
import { toUnit } from '../geo/mercator.ts';

/** An area's middle and its number. */
export interface HeatPoint {
  readonly at: LngLat;
  readonly count: number;
}

/** Density as shares 0…1, row by row; `cell` CSS pixels are one value. */
export interface HeatField {
  readonly width: number;
  readonly height: number;
  readonly cell: number;
  readonly values: Float32Array;
}

const CELL_PX = 6;
const EQUATOR_KM = 40_075;
/** How far an area's number reaches, and the least and greatest reach in CSS pixels at a root unit of 16. */
const REACH_KM = 1.8;
const REACH_PX = { least: 30, most: 150 } as const;
/** Items on one spot that make it fully dense. A fixed limit, so that a colour means the same all day. */
const FULL = 8;

function reachPx({ scale }: Transform, { lat }: LngLat, remPx: number): number {
  const pxPerKm = scale / (EQUATOR_KM * Math.cos((lat * Math.PI) / 180));
  const unit = remPx / 16;
  return Math.min(REACH_PX.most * unit, Math.max(REACH_PX.least * unit, REACH_KM * pxPerKm));
}

/** Adds one point with a bell that is 1 in its middle and 0 at its reach. */
function add(
  field: HeatField,
  x: number,
  y: number,
  { reach, weight }: { reach: number; weight: number },
): void {
  const { width, height, cell, values } = field;
  const [left, right] = [Math.floor((x - reach) / cell), Math.ceil((x + reach) / cell)];
  const [top, bottom] = [Math.floor((y - reach) / cell), Math.ceil((y + reach) / cell)];
  for (let row = Math.max(0, top); row <= Math.min(height - 1, bottom); row += 1)
    for (let column = Math.max(0, left); column <= Math.min(width - 1, right); column += 1) {
      const share = ((column + 0.5) * cell - x) ** 2 + ((row + 0.5) * cell - y) ** 2;
      const bell = Math.max(0, 1 - share / reach ** 2) ** 2;
      const at = row * width + column;
      values[at] = (values[at] ?? 0) + weight * bell;
    }
}

/** Where numbers lie close together, as a smooth field over the picture. */
export function heatField(
  points: readonly HeatPoint[],
  transform: Transform,
  { width, height }: PixelSize,
  remPx: number,
): HeatField {
  const field: HeatField = {
    width: Math.max(1, Math.ceil(width / CELL_PX)),
    height: Math.max(1, Math.ceil(height / CELL_PX)),
    cell: CELL_PX,
    values: new Float32Array(
      Math.max(1, Math.ceil(width / CELL_PX)) * Math.max(1, Math.ceil(height / CELL_PX)),
    ),
  };
  for (const { at, count } of points) {
    const unit = toUnit(at);
    const [x, y] = [
      unit.x * transform.scale + transform.offsetX,
      unit.y * transform.scale + transform.offsetY,
    ];
    add(field, x, y, { reach: reachPx(transform, at, remPx), weight: count / FULL });
  }
  for (let index = 0; index < field.values.length; index += 1)
    field.values[index] = Math.min(1, field.values[index] ?? 0);
  return field;
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

const MOST_OPAQUE = 0.85;

/** Writes a field as pixels, from nothing over `thin` to `dense`. @param words one per cell, in the byte order of image data */
export function paintHeat(
  { values }: HeatField,
  words: Uint32Array,
  { thin, dense }: { readonly thin: string; readonly dense: string },
): void {
  const [from, to] = [channels(thin), channels(dense)];
  for (let index = 0; index < values.length; index += 1) {
    const share = values[index] ?? 0;
    const [red = 0, green = 0, blue = 0] = from.map((part, at) => part + ((to[at] ?? 0) - part) * share);
    const alpha = Math.round(Math.min(1, share * 2.2) * MOST_OPAQUE * 255);
    words[index] =
      ((alpha << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0;
  }
}
