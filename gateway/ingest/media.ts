import { createHash } from 'node:crypto';
import type { Identity } from '../access/port.ts';
import { INGEST_LIMITS } from '../contract/cloudevent.ts';
import type { DraftEntry } from '../contract/entry.ts';
import { GatewayError } from '../contract/errors.ts';
import type { MediaReply } from '../contract/http.ts';
import type { RetentionRules } from '../contract/retention.ts';
import { type PictureBox, pictureBox, VIDEO_SHOWS } from '../contract/video.ts';
import type { VideoType } from '../contract/vocabulary.ts';
import type { EventLog, MediaRecord } from '../log/port.ts';
import { openPictures, PICTURE_TYPES, type PictureFacts, type PictureType } from './picture.ts';
import type { Shown } from './shown-by.ts';
import { stripPicture } from './strip.ts';

const DAY_MS = 86_400_000;
/** Longest side in pixels; more than any camera here sends, less than what exhausts a browser. */
const MAX_SIDE = 8_192;
/** Largest share of the frame that stays clear: a box around everything would be no blurring. */
const MAX_CLEAR = 0.5;
/** Largest picture in bytes. */
export const PICTURE_BYTES = INGEST_LIMITS.mediaBytes;

export interface StoredPicture {
  readonly status: 201 | 200;
  readonly reply: MediaReply;
}

/** Pictures on their way into the log. Instants in ms of the gateway's clock. */
export interface Media {
  /**
   * Stores a picture, stripped of everything but the picture, under the SHA-256 of what is left, and beside it the
   * blurred one that everybody is shown (decisions D10). It is kept like an unverified one after it was last sent, and
   * longer where an item or a verified lead shows it already, or once `keep` was asked to.
   * @throws {GatewayError} `invalid_media`, `too_many_requests`, `log_unavailable`
   */
  store(bytes: Uint8Array, declared: PictureType, now: number): Promise<StoredPicture>;
  /**
   * Keeps pictures for longer from now: an item shows them, or a person has verified what they show.
   * @throws {GatewayError} `log_unavailable`
   */
  keep(media: readonly string[], now: number): Promise<void>;
  /**
   * Opens the reported object's box in the blurred picture of each lead about a thing; the picture of a lead about
   * people is blurred as a whole from then on, whatever other leads say. So is a picture that comes after its leads. @throws {GatewayError} `log_unavailable`
   */
  shape(drafts: readonly DraftEntry[]): Promise<void>;
}

/** @throws {GatewayError} `forbidden` for whoever neither sends events nor commands */
export function requireMediaRights(identity: Identity): void {
  if (identity.producer !== null || identity.mayCommand) return;
  throw new GatewayError(
    'forbidden',
    'pictures come from producers and from seats; a reading key sends none',
  );
}

const NOWHERE: Shown = { leads: [], keeps: false };
/** Leads that this gateway heard of before their pictures: of more the first are let go of, and stay blurred whole. */
const EARLY_KEPT = 500;

export function createMedia(
  log: EventLog,
  kept: RetentionRules['pictures'],
  shownNow: (media: string) => Shown = () => NOWHERE,
): Media {
  const pictures = openPictures();
  const early = new Map<string, DraftEntry[]>();

  /** Its leads may have come first: one about people, through whatever gateway, keeps it blurred as a whole for ever. */
  async function fresh(
    picture: Uint8Array,
    { leads }: Shown,
  ): Promise<Pick<MediaRecord, 'bytes' | 'blurred' | 'clearBoxes'>> {
    const clearable = leads.every((type) => VIDEO_SHOWS[type] === 'THING');
    return {
      bytes: picture,
      blurred: await pictures.coarse(picture, []),
      clearBoxes: clearable ? [] : null,
    };
  }

  function remember(media: string, draft: DraftEntry): void {
    early.set(media, [...(early.get(media) ?? []), draft]);
    if (early.size > EARLY_KEPT) early.delete(early.keys().next().value ?? '');
  }

  async function shapeOne(draft: DraftEntry): Promise<void> {
    const { media, type, box } = draft.data;
    const about = VIDEO_SHOWS[type as VideoType];
    if (typeof media !== 'string' || (about === 'THING' && box === undefined)) return;
    const record = await log.getMedia(media, draft.receivedAt);
    if (record === null) return remember(media, draft);
    const clearBoxes = boxesAfter(record.clearBoxes, about === 'THING' ? pictureBox.parse(box) : null);
    if (clearBoxes === record.clearBoxes) return;
    const blurred = await pictures.coarse(record.bytes, clearBoxes ?? []);
    await log.putMedia(media, { ...record, blurred, clearBoxes }, draft.receivedAt);
  }

  return {
    async store(bytes, declared, now) {
      const facts = await pictures.look(bytes);
      checkPicture(facts, declared);
      const picture = facts.turned ? await pictures.upright(bytes, declared) : stripped(bytes, declared);
      const media = createHash('sha256').update(picture).digest('hex');
      const stored = await log.getMedia(media, now);
      const shown = shownNow(media);
      const days = shown.keeps ? kept.keepDays : kept.unverifiedDays;
      const expiresAt = Math.max(now + days * DAY_MS, stored?.expiresAt ?? 0);
      const content = stored ?? { type: declared, ...(await fresh(picture, shown)) };
      await log.putMedia(media, { ...content, storedAt: now, expiresAt }, now);
      const before = early.get(media) ?? [];
      early.delete(media);
      for (const draft of before) await shapeOne(draft);
      return {
        status: stored === null ? 201 : 200,
        reply: { media, bytes: picture.byteLength, expiresAt: new Date(expiresAt).toISOString() },
      };
    },
    async keep(media, now) {
      for (const hash of new Set(media)) {
        const record = await log.getMedia(hash, now);
        const expiresAt = now + kept.keepDays * DAY_MS;
        if (record !== null && record.expiresAt < expiresAt)
          await log.putMedia(hash, { ...record, expiresAt }, now);
      }
    },
    async shape(drafts) {
      for (const draft of drafts) if (draft.type === 'video.lead_raised') await shapeOne(draft);
    },
  };
}

/** The boxes with one more, the same array when nothing changes; null for ever once a lead about people named it. */
function boxesAfter(boxes: MediaRecord['clearBoxes'], box: PictureBox | null): MediaRecord['clearBoxes'] {
  if (boxes === null || box === null) return null;
  const known = boxes.some((other) => JSON.stringify(other) === JSON.stringify(box));
  const clear = [...boxes, box].reduce((sum, { width, height }) => sum + width * height, 0);
  return known || clear > MAX_CLEAR ? boxes : [...boxes, box];
}

function stripped(bytes: Uint8Array, declared: string): Uint8Array {
  const picture = stripPicture(bytes, declared);
  if (picture !== null) return picture;
  throw new GatewayError('invalid_media', 'the file is cut, damaged or animated; send one whole picture');
}

function checkPicture({ type, width, height, frames }: PictureFacts, declared: string): void {
  if (!PICTURE_TYPES.some((taken) => taken === declared) || type !== declared) {
    throw new GatewayError('invalid_media', `the file is ${type} but was declared as ${declared}`);
  }
  if (frames > 1) throw new GatewayError('invalid_media', 'the file is animated; send one still picture');
  if (width > MAX_SIDE || height > MAX_SIDE) {
    throw new GatewayError(
      'invalid_media',
      `the picture is ${width}×${height} pixels; each side may have 1 to ${MAX_SIDE}`,
    );
  }
}
