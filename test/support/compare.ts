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
  /** Of each square of the picture; 1 where only the whole counts. */
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

export interface Comparison {
  readonly same: boolean;
  /** Share of pixels that differ, 0…1; 1 when the sizes differ. */
  readonly share: number;
  /** The same of the square that differs most. */
  readonly worst: number;
  /** Where they differ, as a picture. */
  readonly difference: Buffer | null;
}

const raw = (picture: Buffer) => sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });

/**
 * Compares a picture of the page with the approved one.
 * @param approved as `approvable` made it
 * @param tolerance shares of the pixels that may differ
 */
export async function compare(
  picture: Buffer,
  approved: Buffer,
  tolerance: Tolerance = TOLERANCE,
): Promise<Comparison> {
  const [ours, theirs] = await Promise.all([raw(await approvable(picture)), raw(approved)]);
  const { width, height } = ours.info;
  if (width !== theirs.info.width || height !== theirs.info.height)
    return { same: false, share: 1, worst: 1, difference: null };
  const marked = Buffer.alloc(ours.data.length);
  const options = { threshold: THRESHOLD };
  const others = pixelmatch(ours.data, theirs.data, marked, width, height, options);
  const share = others / (width * height);
  const mask = Buffer.alloc(marked.length);
  pixelmatch(ours.data, theirs.data, mask, width, height, { ...options, includeAA: true, diffMask: true });
  const worst = worstTile(mask, width);
  const difference = await sharp(marked, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
  return { same: share <= tolerance.whole && worst <= tolerance.tile, share, worst, difference };
}

/** Share of the square with most marked pixels. @param mask pixels that differ, the others transparent */
function worstTile(mask: Buffer, width: number): number {
  const across = Math.ceil(width / TILE);
  const counts = new Map<number, number>();
  for (let at = 0; at < mask.length / 4; at += 1) {
    if (mask[at * 4 + 3] === 0) continue;
    const tile = Math.floor(at / width / TILE) * across + Math.floor((at % width) / TILE);
    counts.set(tile, (counts.get(tile) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values()) / TILE ** 2;
}
