import sharp from 'sharp';
import { encodePng } from '../../../../mock-feeds/world/png.ts';

/** A picture of one grey. */
export const png = (width: number, height: number): Uint8Array =>
  encodePng({ width, height, pixels: new Uint8Array(width * height) }, [[90, 90, 90]]);

/** Stripes one pixel wide, black and white: blurred they are grey. */
export const stripes = (width: number, height: number): Uint8Array =>
  encodePng({ width, height, pixels: Uint8Array.from({ length: width * height }, (_, i) => i % 2) }, [
    [0, 0, 0],
    [255, 255, 255],
  ]);

/** A picture as a telephone held upright takes it: its pixels lie on their side, a note says so, and where it was. */
export const turnedJpeg = async (width: number, height: number): Promise<Uint8Array> =>
  sharp(png(width, height))
    .withExif({ IFD0: { Copyright: 'SECRET PLACE' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

export const webp = async (width: number, height: number): Promise<Uint8Array> =>
  sharp(png(width, height)).webp().toBuffer();

/** Share of pixels of a rectangle that are neither nearly black nor nearly white. */
export async function greyShare(
  picture: Uint8Array,
  rectangle: { left: number; top: number; width: number; height: number },
): Promise<number> {
  const { data, info } = await sharp(picture).extract(rectangle).raw().toBuffer({ resolveWithObject: true });
  const grey = (i: number) => (data[i] ?? 0) > 60 && (data[i] ?? 0) < 195;
  const pixels = Array.from({ length: info.width * info.height }, (_, i) => i * info.channels);
  return pixels.filter(grey).length / pixels.length;
}
