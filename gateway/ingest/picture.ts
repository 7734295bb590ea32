import sharp, { type Sharp } from 'sharp';
import { GatewayError } from '../contract/errors.ts';
import type { PictureBox } from '../contract/video.ts';

/** Formats that are taken in. */
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

/** What a file says of itself; `turned` when its pixels lie otherwise than they are to be seen (EXIF orientation). */
export interface PictureFacts {
  readonly type: PictureType;
  readonly width: number;
  readonly height: number;
  readonly turned: boolean;
  readonly frames: number;
}

/** What the door does with pictures. Every refusal is a `GatewayError` `invalid_media`. */
export interface Pictures {
  /** Reads the head of a file. @throws {GatewayError} `invalid_media`, `too_many_requests` */
  look(bytes: Uint8Array): Promise<PictureFacts>;
  /** The same picture with its pixels as they are to be seen, in its own format and without any metadata. */
  upright(bytes: Uint8Array, type: PictureType): Promise<Uint8Array>;
  /** The whole frame in coarse blocks but for the boxes, as WebP; reads every pixel, so a damaged file is found here. */
  coarse(bytes: Uint8Array, boxes: readonly PictureBox[]): Promise<Uint8Array>;
}

/** Type of every blurred picture. */
export const COARSE_TYPE = 'image/webp';

/** Blocks along the longer side: a head that fills a quarter of the frame is six of them. */
const BLOCKS = 24;
/** Longest side of the blurred picture in pixels; no place on the wall shows it larger. */
const COARSE_SIDE = 960;
/** Most pixels that are decoded: more than any camera here sends, less than what exhausts the memory of the gateway. */
const MAX_PIXELS = 40_000_000;
const TIMEOUT_S = 5;
/** Pictures that are worked on at once, and that wait: each may take 100 MB while it is decoded. */
const AT_ONCE = 2;
const MOST_WAITING = 64;
const RETRY_S = 2;

const LOADERS = ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'];
// Of the whole process, so done once: blocked again for an instant, a picture that is being read would be refused.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: LOADERS });
sharp.cache(false);
sharp.concurrency(1);

const TYPE_OF: Readonly<Record<string, PictureType>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** The one door to the decoder: its own threads, bounded in number, size and time, and of its formats only three. */
export function openPictures(): Pictures {
  const inTurn = bounded(AT_ONCE, MOST_WAITING);
  const work = <Made>(make: () => Promise<Made>) => inTurn(() => make().catch(refuse));
  return {
    look: (bytes) => work(() => factsOf(bytes)),
    upright: (bytes, type) => work(() => encoded(read(bytes).autoOrient(), type).toBuffer()),
    coarse: (bytes, boxes) => work(() => blurred(bytes, boxes)),
  };
}

function read(bytes: Uint8Array): Sharp {
  const limits = { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 } as const;
  return sharp(bytes, limits).timeout({ seconds: TIMEOUT_S });
}

function refuse(error: unknown): never {
  if (error instanceof GatewayError) throw error;
  const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
  throw new GatewayError(
    'invalid_media',
    `this is no whole, readable ${PICTURE_TYPES.join(', ')} file (${why})`,
  );
}

async function factsOf(bytes: Uint8Array): Promise<PictureFacts> {
  const { format, width, height, orientation = 1, pages = 1 } = await read(bytes).metadata();
  const type = TYPE_OF[format];
  if (type === undefined) throw new Error(`format ${format}`);
  return { type, width, height, turned: orientation > 1, frames: pages };
}

function encoded(picture: Sharp, type: PictureType): Sharp {
  if (type === 'image/png') return picture.png();
  return type === 'image/webp' ? picture.webp({ quality: 90 }) : picture.jpeg({ quality: 90 });
}

async function blurred(bytes: Uint8Array, boxes: readonly PictureBox[]): Promise<Uint8Array> {
  const { data, info } = await read(bytes)
    .autoOrient()
    .flatten()
    .toColourspace('srgb')
    .resize({ width: COARSE_SIDE, height: COARSE_SIDE, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const block = Math.ceil(Math.max(width, height) / BLOCKS);
  const [columns, rows] = [Math.ceil(width / block), Math.ceil(height / block)];
  const raw = { width, height, channels };
  const small = await sharp(data, { raw }).resize(columns, rows, { fit: 'fill' }).raw().toBuffer();
  const windows = boxes.flatMap((box) => pixelsOf(box, width, height) ?? []);
  const clear = windows.map(async (window) => ({
    input: await sharp(data, { raw }).extract(window).raw().toBuffer(),
    raw: { width: window.width, height: window.height, channels },
    left: window.left,
    top: window.top,
  }));
  return sharp(small, { raw: { width: columns, height: rows, channels } })
    .resize(width, height, { fit: 'fill', kernel: 'nearest' })
    .composite(await Promise.all(clear))
    .webp({ quality: 80 })
    .toBuffer();
}

/** Whole pixels within the frame; null when none is left. */
function pixelsOf(box: PictureBox, width: number, height: number) {
  const [left, top] = [Math.floor(box.x * width), Math.floor(box.y * height)];
  const right = Math.min(width, Math.ceil((box.x + box.width) * width));
  const bottom = Math.min(height, Math.ceil((box.y + box.height) * height));
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : null;
}

/** Runs at most `atOnce` at a time, the rest in their order. @throws {GatewayError} `too_many_requests` when too many wait */
function bounded(atOnce: number, mostWaiting: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <Made>(work: () => Promise<Made>): Promise<Made> => {
    if (running < atOnce) running += 1;
    else {
      if (waiting.length >= mostWaiting) {
        throw new GatewayError(
          'too_many_requests',
          `${mostWaiting} pictures are waiting to be read already`,
          {
            retryAfterS: RETRY_S,
          },
        );
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
