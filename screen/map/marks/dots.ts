import type { TerminalEntity } from '../../../gateway/contract/entities.ts';
import type { Theme } from '../../styles/tokens.ts';
import { type Transform, toUnit } from '../geo/mercator.ts';
import { isGhost } from './marks.ts';

/**
 * Looks of a terminal on the map; those that are off duty or offline are not drawn, and who calls for help is a mark.
 * `busy`: called somewhere. `-ghost`: exercise and test, hollow.
 */
export const DOT_LOOKS = ['online', 'busy', 'stale', 'online-ghost', 'busy-ghost'] as const;
export type DotLook = (typeof DOT_LOOKS)[number];

/** Terminals as flat arrays, so that ten thousand cost what a hundred do. Order is the order of `ids`. */
export interface Dots {
  readonly ids: readonly string[];
  /** Web Mercator x, y of each, interleaved. */
  readonly unit: Float64Array;
  /** Index into `DOT_LOOKS` of each. */
  readonly looks: Uint8Array;
}

function lookOf(terminal: TerminalEntity): DotLook | null {
  const { state, sosAt } = terminal;
  if (sosAt !== null) return null;
  if (state === 'STALE') return 'stale';
  const ghost = isGhost(terminal);
  if (state === 'BUSY') return ghost ? 'busy-ghost' : 'busy';
  if (state !== 'ONLINE' && state !== 'LOW_BATTERY') return null;
  return ghost ? 'online-ghost' : 'online';
}

/** Looks that say no more than where somebody is. */
const PLAIN_LOOKS: readonly DotLook[] = ['online', 'online-ghost'];

/**
 * The terminals that are dots: on duty, with a place in the region. From afar a county's terminals are numbers under the names of
 * the streets, and only those that need a look are dots (`onlyOdd`: on dispatch or stale; decisions D9).
 */
export function toDots(terminals: Iterable<TerminalEntity>, onlyOdd: boolean): Dots {
  const ids: string[] = [];
  const unit: number[] = [];
  const looks: number[] = [];
  for (const terminal of terminals) {
    const look = lookOf(terminal);
    if (look === null || !terminal.location || (onlyOdd && PLAIN_LOOKS.includes(look))) continue;
    if (terminal.flags.includes('outside_region')) continue;
    const { x, y } = toUnit(terminal.location);
    ids.push(terminal.id);
    unit.push(x, y);
    looks.push(DOT_LOOKS.indexOf(look));
  }
  return { ids, unit: new Float64Array(unit), looks: new Uint8Array(looks) };
}

/** How many there are of each look, for who reads the page and not its pixels: a line for each, `number look`. */
export function dotsTold({ looks }: Pick<Dots, 'looks'>): string {
  const counts = DOT_LOOKS.map(() => 0);
  for (const look of looks) counts[look] = (counts[look] ?? 0) + 1;
  return DOT_LOOKS.flatMap((look, index) => (counts[index] ? [`${counts[index]} ${look}`] : [])).join('\n');
}

/** A small picture as opaque-alpha pixels, `edge` × `edge`, in the byte order of image data. */
export interface Stamp {
  readonly edge: number;
  readonly pixels: Uint32Array;
}

/** Diameters in rem: a plain dot says where somebody is and nothing else; the others are read from the farthest seat. */
const DOT_REM = { plain: 0.32, busy: 0.95, cross: 1.06, crossOfMany: 0.56 } as const;
/** More stale terminals than this are no matter of single ones: their feed or their network is silent, and names say so. */
const MANY_STALE = 150;

interface Disc {
  readonly colour: string;
  readonly rim: string;
  readonly hollow: boolean;
  readonly radius: number;
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

function covered(distance: number, radius: number): number {
  return Math.min(1, Math.max(0, radius - distance + 0.5));
}

function packed(colour: string, alpha: number): number {
  const [red = 0, green = 0, blue = 0] = channels(colour);
  return ((Math.round(alpha * 255) << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** How much of a pixel, so far from the middle, is the body of a dot and how much body and rim together: 0…1. */
type Covers = (right: number, down: number) => { readonly body: number; readonly shade: number };

/** Built pixel by pixel: no canvas needed. The dark rim parts a dot from ground and neighbours. */
function stampOf({ colour, rim, radius }: Omit<Disc, 'hollow'>, covers: Covers): Stamp {
  const reach = Math.ceil(radius + 1);
  const edge = reach * 2 + 1;
  const pixels = new Uint32Array(edge * edge);
  for (let y = 0; y < edge; y += 1)
    for (let x = 0; x < edge; x += 1) {
      const { body, shade } = covers(Math.abs(x - reach), Math.abs(y - reach));
      pixels[y * edge + x] = body >= 0.5 ? packed(colour, Math.max(body, shade)) : packed(rim, shade * 0.8);
    }
  return { edge, pixels };
}

/** A smooth disc, or the line around one. */
export function stampDisc({ hollow, ...look }: Disc): Stamp {
  const { radius } = look;
  return stampOf(look, (right, down) => {
    const distance = Math.hypot(right, down);
    const body = covered(distance, radius) - (hollow ? covered(distance, radius - 1.6) : 0);
    return { body, shade: covered(distance, radius + 1) };
  });
}

/** A ring around a full middle, or around an empty one. */
export function stampTarget({ hollow, ...look }: Disc): Stamp {
  const { radius } = look;
  return stampOf(look, (right, down) => {
    const distance = Math.hypot(right, down);
    const ring = covered(distance, radius) - covered(distance, radius * 0.7);
    return {
      body: ring + (hollow ? 0 : covered(distance, radius * 0.4)),
      shade: covered(distance, radius + 1),
    };
  });
}

/** An oblique cross: a place that is old is no disc, hollow or full, of any kind. */
export function stampCross(look: Omit<Disc, 'hollow'>): Stamp {
  const { radius } = look;
  const arm = radius / 3.2;
  return stampOf(look, (right, down) => {
    const aside = Math.abs(right - down) / Math.SQRT2;
    const along = (right + down) / Math.SQRT2;
    return {
      body: Math.min(covered(aside, arm), covered(along, radius)),
      shade: Math.min(covered(aside, arm + 1), covered(along, radius + 1)),
    };
  });
}

/** Whether so many are stale that their crosses would hide the map: then they are small ones. */
export function isManyStale({ looks }: Pick<Dots, 'looks'>): boolean {
  const stale = DOT_LOOKS.indexOf('stale');
  return looks.reduce((sum, look) => sum + (look === stale ? 1 : 0), 0) > MANY_STALE;
}

/**
 * Stamps of all looks for a theme, in the order of `DOT_LOOKS`; `pixelRatio` is device pixels per CSS pixel.
 * @param many whether the crosses are those of very many
 */
export function dotStamps({ colours, remPx }: Theme, pixelRatio: number, many = false): readonly Stamp[] {
  const radiusOf = (rem: number): number => (rem * remPx * pixelRatio) / 2;
  const rim = colours['map-halo'];
  const { alive, stale } = colours;
  const plain = { colour: alive, rim, radius: radiusOf(DOT_REM.plain) };
  const busy = { colour: alive, rim, radius: radiusOf(DOT_REM.busy) };
  const stamps: Record<DotLook, Stamp> = {
    online: stampDisc({ ...plain, hollow: false }),
    busy: stampTarget({ ...busy, hollow: false }),
    stale: stampCross({ colour: stale, rim, radius: radiusOf(many ? DOT_REM.crossOfMany : DOT_REM.cross) }),
    'online-ghost': stampDisc({ ...plain, hollow: true, radius: plain.radius * 1.25 }),
    'busy-ghost': stampTarget({ ...busy, hollow: true }),
  };
  return DOT_LOOKS.map((look) => stamps[look]);
}

/** Pixels of a canvas as 32-bit words. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly words: Uint32Array;
}

function blit(raster: Raster, stamp: Stamp, left: number, top: number): void {
  const { edge, pixels } = stamp;
  for (let row = 0; row < edge; row += 1) {
    const start = (top + row) * raster.width + left;
    for (let column = 0; column < edge; column += 1) {
      const word = pixels[row * edge + column] ?? 0;
      const at = start + column;
      if (word >>> 24 > (raster.words[at] ?? 0) >>> 24) raster.words[at] = word;
    }
  }
}

/**
 * Stamps every dot of a transform (in device pixels) into a cleared raster; those that would touch its edge are left
 * out. Where dots overlap the more opaque pixel stays.
 */
export function drawDots(raster: Raster, dots: Dots, transform: Transform, stamps: readonly Stamp[]): void {
  const { scale, offsetX, offsetY } = transform;
  for (let index = 0; index < dots.looks.length; index += 1) {
    const stamp = stamps[dots.looks[index] ?? 0];
    if (!stamp) continue;
    const half = (stamp.edge - 1) / 2;
    const left = Math.round((dots.unit[index * 2] ?? 0) * scale + offsetX) - half;
    const top = Math.round((dots.unit[index * 2 + 1] ?? 0) * scale + offsetY) - half;
    if (left < 0 || top < 0 || left + stamp.edge > raster.width || top + stamp.edge > raster.height) continue;
    blit(raster, stamp, left, top);
  }
}

/** The dot nearest to a point within `reach` (all in the transform's pixels); null if there is none. */
export function nearestDot(
  dots: Dots,
  transform: Transform,
  at: { readonly x: number; readonly y: number; readonly reach: number },
): string | null {
  let best: string | null = null;
  let least = at.reach;
  dots.ids.forEach((id, index) => {
    const x = (dots.unit[index * 2] ?? 0) * transform.scale + transform.offsetX;
    const y = (dots.unit[index * 2 + 1] ?? 0) * transform.scale + transform.offsetY;
    const distance = Math.hypot(x - at.x, y - at.y);
    if (distance > least) return;
    least = distance;
    best = id;
  });
  return best;
}
