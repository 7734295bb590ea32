import { createHash } from 'node:crypto';
import type { Identity } from '../access/port.ts';
import { INGEST_LIMITS } from '../contract/cloudevent.ts';
import { GatewayError } from '../contract/errors.ts';
import type { MediaReply } from '../contract/http.ts';
import type { EventLog } from '../log/port.ts';
import { readPictureHeader } from './picture.ts';
import { stripPicture } from './strip.ts';

export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;

const DAY_MS = 86_400_000;
/** Pictures that belong to an item or a verified lead are kept for 30 days, all others for 7 (decisions D10). */
const KEPT_MS = 30 * DAY_MS;
const UNVERIFIED_MS = 7 * DAY_MS;
/** Longest side in pixels; more than any camera here sends, less than what exhausts a browser. */
const MAX_SIDE = 8_192;

export interface StoredPicture {
  readonly status: 201 | 200;
  readonly reply: MediaReply;
}

/** @throws {GatewayError} `forbidden` for whoever neither sends events nor commands */
export function requireMediaRights(identity: Identity): void {
  if (identity.producer !== null || identity.mayCommand) return;
  throw new GatewayError(
    'forbidden',
    'pictures come from producers and from seats; a reading key sends none',
  );
}

/**
 * Stores a picture, stripped of everything but the picture, under the SHA-256 of what is left. It is kept for 7 days after it
 * was last sent, and longer once `keepPictures` was asked to.
 * @throws {GatewayError} `invalid_media`, `log_unavailable`
 */
export async function storePicture(
  log: EventLog,
  bytes: Uint8Array,
  declared: string,
  now: number,
): Promise<StoredPicture> {
  checkPicture(bytes, declared);
  const picture = stripped(bytes, declared);
  const media = createHash('sha256').update(picture).digest('hex');
  const stored = await log.getMedia(media, now);
  const known = stored !== null;
  const expiresAt = Math.max(now + UNVERIFIED_MS, stored?.expiresAt ?? 0);
  await log.putMedia(media, { type: declared, bytes: picture, storedAt: now, expiresAt });
  return {
    status: known ? 200 : 201,
    reply: { media, bytes: picture.byteLength, expiresAt: new Date(expiresAt).toISOString() },
  };
}

/**
 * Keeps pictures for 30 days from now: an item shows them, or a person has verified what they show.
 * @throws {GatewayError} `log_unavailable`
 */
export async function keepPictures(log: EventLog, media: readonly string[], now: number): Promise<void> {
  for (const hash of new Set(media)) {
    const record = await log.getMedia(hash, now);
    const expiresAt = now + KEPT_MS;
    if (record !== null && record.expiresAt < expiresAt) await log.putMedia(hash, { ...record, expiresAt });
  }
}

function stripped(bytes: Uint8Array, declared: string): Uint8Array {
  const picture = stripPicture(bytes, declared);
  if (picture !== null) return picture;
  throw new GatewayError('invalid_media', 'the file is cut, damaged or animated; send one whole picture');
}

function checkPicture(bytes: Uint8Array, declared: string): void {
  const header = readPictureHeader(bytes);
  if (header === null) {
    throw new GatewayError('invalid_media', `this is no readable ${PICTURE_TYPES.join(', ')} file`);
  }
  const { type, width, height } = header;
  if (type !== declared) {
    throw new GatewayError('invalid_media', `the file is ${type} but was declared as ${declared}`);
  }
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
    throw new GatewayError(
      'invalid_media',
      `the picture is ${width}×${height} pixels; each side may have 1 to ${MAX_SIDE}`,
    );
  }
}

/** Largest picture in bytes. */
export const PICTURE_BYTES = INGEST_LIMITS.mediaBytes;
