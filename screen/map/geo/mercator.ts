import type { LngLat } from '../../../gateway/contract/entities.ts';
import type { Bbox } from '../../../gateway/contract/region.ts';

/** A point of the unit square of Web Mercator: x grows to the east, y to the south. */
export interface UnitPoint {
  readonly x: number;
  readonly y: number;
}

/** A point or size in CSS pixels, from the map's upper left corner. */
export interface PixelPoint {
  readonly x: number;
  readonly y: number;
}

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Free room at each edge in CSS pixels. */
export interface Padding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** pixel = unit point × scale + offset. Exact, because the wall's map is never turned or tilted. */
export interface Transform {
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** Pixels of the whole world at zoom 0, in both base-map engines. */
export const WORLD_PX = 512;

/** WGS-84 degrees to Web Mercator. */
export function toUnit(at: LngLat): UnitPoint {
  const sin = Math.sin((at.lat * Math.PI) / 180);
  return { x: at.lng / 360 + 0.5, y: 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI) };
}

/** Web Mercator back to WGS-84 degrees. */
export function fromUnit(point: UnitPoint): LngLat {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * point.y))) * 180) / Math.PI;
  return { lng: (point.x - 0.5) * 360, lat };
}

export function toPixel(transform: Transform, at: LngLat): PixelPoint {
  const unit = toUnit(at);
  return {
    x: unit.x * transform.scale + transform.offsetX,
    y: unit.y * transform.scale + transform.offsetY,
  };
}

/** The place that stands at a pixel. */
export function fromPixel({ scale, offsetX, offsetY }: Transform, { x, y }: PixelPoint): LngLat {
  return fromUnit({ x: (x - offsetX) / scale, y: (y - offsetY) / scale });
}

/** The transform of a map that shows `centre` in the middle at an engine's zoom. */
export function transformAt(centre: LngLat, zoom: number, size: PixelSize): Transform {
  const scale = WORLD_PX * 2 ** zoom;
  const unit = toUnit(centre);
  return {
    scale,
    offsetX: size.width / 2 - unit.x * scale,
    offsetY: size.height / 2 - unit.y * scale,
  };
}

/** The transform that shows a box as large as the room inside the padding allows. */
export function fitTransform(box: Bbox, size: PixelSize, padding: Padding): Transform {
  const northWest = toUnit({ lng: box[0], lat: box[3] });
  const southEast = toUnit({ lng: box[2], lat: box[1] });
  const width = Math.max(1, size.width - padding.left - padding.right);
  const height = Math.max(1, size.height - padding.top - padding.bottom);
  const scale = Math.min(width / (southEast.x - northWest.x), height / (southEast.y - northWest.y));
  const middle = { x: (northWest.x + southEast.x) / 2, y: (northWest.y + southEast.y) / 2 };
  return {
    scale,
    offsetX: padding.left + width / 2 - middle.x * scale,
    offsetY: padding.top + height / 2 - middle.y * scale,
  };
}

/** An engine's zoom of a transform, to the base 2. */
export function zoomOf(transform: Transform): number {
  return Math.log2(transform.scale / WORLD_PX);
}

/** What stands in the middle of a map of this size. */
export function centreOf(transform: Transform, size: PixelSize): LngLat {
  return fromUnit({
    x: (size.width / 2 - transform.offsetX) / transform.scale,
    y: (size.height / 2 - transform.offsetY) / transform.scale,
  });
}
