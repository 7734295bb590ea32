import pixelmatch from 'pixelmatch';
import sharp from 'sharp';

/** Approved pictures are kept at half the size and in few colours. */
const SHRINK = 0.5;
const COLOURS = 128;
/** How far a pixel's colour may be off before it counts as another, 0…1: edges of letters differ between machines. */
const THRESHOLD = 0.2;
/** Edge of the squares that a picture is parted into, so that one number that is lost is no small part of it. */
const TILE = 32;

/** How large a part of a picture may differ, 0…1. */
export interface Tolerance {
  readonly whole: number;
  /** Of each square of the picture. */
  readonly tile: number;
}

/** Of a picture in which everything stands where it stood. */
export const TOLERANCE: Tolerance = { whole: 0.005, tile: 0.01 };

/** A picture as it is kept for comparison. */
export async function approvable(picture: Buffer): Promise<Buffer> {
  const { width = 0 } = await sharp(picture).metadata();
  return sharp(picture)
    .resize(Math.round(width * SHRINK))
    .png({ palette: true, colours: COLOURS, dither: 0, effort: 10 })
    .toBuffer();
}

/** A part of a page that is judged by a tolerance of its own, in pixels of the page. */
export interface Part {
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly tolerance: Tolerance;
}

/** How far pictures are from one another. */
export interface Distance {
  /** Share of pixels that differ, 0…1; 1 when the sizes differ. */
  readonly share: number;
  /** The same of the square that differs most. */
  readonly worst: number;
}

export interface Comparison extends Distance {
  readonly same: boolean;
  /** The same of the part with a tolerance of its own, which then does not count in the others; null without one. */
  readonly inside: Distance | null;
  /** Where they differ, as a picture. */
  readonly difference: Buffer | null;
}

const raw = (picture: Buffer) => sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });

/**
 * Compares a picture of the page with the approved one.
 * @param approved as `approvable` made it
 * @param tolerance shares of the pixels that may differ
 * @param part what is judged by other shares
 */
export async function compare(
  picture: Buffer,
  approved: Buffer,
  tolerance: Tolerance = TOLERANCE,
  part: Part | null = null,
): Promise<Comparison> {
  return compareKept(await approvable(picture), approved, tolerance, part);
}

/** Compares two pictures that `approvable` made. */
export async function compareKept(
  picture: Buffer,
  approved: Buffer,
  tolerance: Tolerance,
  part: Part | null = null,
): Promise<Comparison> {
  const [ours, theirs] = await Promise.all([raw(picture), raw(approved)]);
  const { width, height } = ours.info;
  if (width !== theirs.info.width || height !== theirs.info.height)
    return { same: false, share: 1, worst: 1, inside: null, difference: null };
  const marked = Buffer.alloc(ours.data.length);
  const match = (into: Buffer, options: object) =>
    pixelmatch(ours.data, theirs.data, into, width, height, { threshold: THRESHOLD, ...options });
  match(marked, {});
  const [plain, edges] = [Buffer.alloc(marked.length), Buffer.alloc(marked.length)];
  match(plain, { diffMask: true });
  match(edges, { diffMask: true, includeAA: true });
  const distance = (counts: (x: number, y: number) => boolean) => ({
    share: shareOf(plain, width, counts),
    worst: worstTile(edges, width, counts),
  });
  const isInside = (x: number, y: number) => part !== null && isIn(part, x, y);
  const outside = distance((x, y) => !isInside(x, y));
  const inside = part === null ? null : distance(isInside);
  const difference = await sharp(marked, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
  const same = isWithin(outside, tolerance) && (part === null || isWithin(inside ?? outside, part.tolerance));
  return { same, ...outside, inside, difference };
}

const isWithin = ({ share, worst }: Distance, { whole, tile }: Tolerance) => share <= whole && worst <= tile;

/** Whether a pixel of a picture as it is kept lies in a part of the page. */
function isIn({ box }: Part, x: number, y: number): boolean {
  const [left, top] = [x / SHRINK - box.x, y / SHRINK - box.y];
  return left >= 0 && top >= 0 && left < box.width && top < box.height;
}

/** Share of the pixels that count which are marked. @param mask pixels that differ, the others transparent */
function shareOf(mask: Buffer, width: number, counts: (x: number, y: number) => boolean): number {
  let [all, differ] = [0, 0];
  for (let at = 0; at < mask.length / 4; at += 1) {
    if (!counts(at % width, Math.floor(at / width))) continue;
    all += 1;
    if (mask[at * 4 + 3] !== 0) differ += 1;
  }
  return all === 0 ? 0 : differ / all;
}

/** Share of the square with most marked pixels that count. @param mask pixels that differ, the others transparent */
function worstTile(mask: Buffer, width: number, counts: (x: number, y: number) => boolean): number {
  const across = Math.ceil(width / TILE);
  const tiles = new Map<number, number>();
  for (let at = 0; at < mask.length / 4; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    if (mask[at * 4 + 3] === 0 || !counts(x, y)) continue;
    const tile = Math.floor(y / TILE) * across + Math.floor(x / TILE);
    tiles.set(tile, (tiles.get(tile) ?? 0) + 1);
  }
  return Math.max(0, ...tiles.values()) / TILE ** 2;
}
