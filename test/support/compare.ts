import pixelmatch from 'pixelmatch';
import sharp from 'sharp';

/** Approved pictures are kept at half the size and in few colours. */
const SHRINK = 0.5;
const COLOURS = 128;
/** How far a pixel's colour may be off before it counts as another, 0…1: edges of letters differ between machines. */
const THRESHOLD = 0.2;
/** How large a part of a picture may differ. */
export const TOLERANCE = 0.005;

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
  /** Where they differ, as a picture. */
  readonly difference: Buffer | null;
}

const raw = (picture: Buffer) => sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });

/**
 * Compares a picture of the page with the approved one.
 * @param approved as `approvable` made it
 * @param tolerance share of the pixels that may differ
 */
export async function compare(
  picture: Buffer,
  approved: Buffer,
  tolerance: number = TOLERANCE,
): Promise<Comparison> {
  const [ours, theirs] = await Promise.all([raw(await approvable(picture)), raw(approved)]);
  const { width, height } = ours.info;
  if (width !== theirs.info.width || height !== theirs.info.height)
    return { same: false, share: 1, difference: null };
  const marked = Buffer.alloc(ours.data.length);
  const others = pixelmatch(ours.data, theirs.data, marked, width, height, { threshold: THRESHOLD });
  const share = others / (width * height);
  const difference = await sharp(marked, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
  return { same: share <= tolerance, share, difference };
}
