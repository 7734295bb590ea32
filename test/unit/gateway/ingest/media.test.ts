import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { StateView } from '../../../../gateway/fold/port.ts';
import { keepPictures, requireMediaRights, storePicture } from '../../../../gateway/ingest/media.ts';
import { readPictureHeader } from '../../../../gateway/ingest/picture.ts';
import { memoryLog } from '../../../support/memory-log.ts';
import { door, NOW, producer, withData } from './door.ts';
import { jpeg, png, webp } from './pictures.ts';

describe('a picture’s header', () => {
  it.each([
    ['image/png', png(640, 480)],
    ['image/jpeg', jpeg(640, 480)],
    ['image/webp', webp.lossy(640, 480)],
    ['image/webp', webp.lossless(640, 480)],
    ['image/webp', webp.extended(640, 480)],
  ])('of %s tells its size', (type, bytes) => {
    expect(readPictureHeader(bytes)).toEqual({ type, width: 640, height: 480 });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>')],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1')],
    ['a cut PNG', png(1, 1).subarray(0, 18)],
    ['a cut JPEG', jpeg(1, 1).subarray(0, 16)],
    ['a JPEG without a frame', Buffer.from([0xff, 0xd8, 0xff, 0xd9, 0, 2, 0, 0])],
    ['another RIFF file', Buffer.from('RIFF\0\0\0\0WAVEfmt ', 'latin1')],
  ])('is not found in %s', (_what, bytes) => {
    expect(readPictureHeader(bytes)).toBeNull();
  });
});

describe('a stored picture', () => {
  const expiresAt = new Date(NOW + 7 * 86_400_000).toISOString();

  it('is named by its hash, new once and known afterwards', async () => {
    const log = memoryLog();
    const bytes = png(2, 2);
    const media = createHash('sha256').update(bytes).digest('hex');
    const reply = { media, bytes: bytes.byteLength, expiresAt };
    expect(await storePicture(log, bytes, 'image/png', NOW)).toEqual({ status: 201, reply });
    expect(await storePicture(log, bytes, 'image/png', NOW)).toEqual({ status: 200, reply });
    expect((await log.getMedia(media, NOW))?.type).toBe('image/png');
  });

  it('is new again after it has expired, and kept longer when it is sent again', async () => {
    const log = memoryLog();
    await storePicture(log, png(2, 2), 'image/png', NOW);
    const later = await storePicture(log, png(2, 2), 'image/png', NOW + 86_400_000);
    expect(Date.parse(later.reply.expiresAt)).toBe(NOW + 8 * 86_400_000);
    expect((await storePicture(log, png(2, 2), 'image/png', NOW + 9 * 86_400_000)).status).toBe(201);
  });

  it('of an item, or of what was verified, is kept for 30 days, and not shorter when it is sent again', async () => {
    const log = memoryLog();
    const { media } = (await storePicture(log, png(2, 2), 'image/png', NOW)).reply;
    await keepPictures(log, [media, 'unknown'], NOW);
    const month = NOW + 30 * 86_400_000;
    expect((await log.getMedia(media, NOW))?.expiresAt).toBe(month);
    const again = await storePicture(log, png(2, 2), 'image/png', NOW + 86_400_000);
    expect(Date.parse(again.reply.expiresAt)).toBe(month);
  });

  it('is kept once an item refers to it, and once its lead is judged true, not false', async () => {
    const lead = { id: 'v1', version: 1, reality: 'simulated', area: null, media: '' };
    const view = () =>
      ({
        get: (kind: string) => (kind === 'video' ? lead : undefined),
        producerEpoch: () => null,
      }) as unknown as StateView;
    const { ingest, log, send } = door({ view });
    const expiryOf = async (media: string) => (await log.getMedia(media, NOW))?.expiresAt;
    const [ofItem, ofLead] = [png(2, 2), png(3, 3)].map((bytes) =>
      storePicture(log, bytes, 'image/png', NOW),
    );
    const item = (await ofItem)?.reply.media ?? '';
    lead.media = (await ofLead)?.reply.media ?? '';
    await send(withData({ photos: [item] }));
    expect(await expiryOf(item)).toBe(NOW + 30 * 86_400_000);
    const seat = { ...producer(), producer: null, mayCommand: true };
    const judge = (id: string, result: string) =>
      ingest.command(
        {
          id,
          type: 'operation.verified',
          subject: 'video:v1',
          by: { seat: '1号席', role: 'o' },
          data: { result },
        },
        seat,
      );
    await judge('c1', 'FALSE');
    expect(await expiryOf(lead.media)).toBe(NOW + 7 * 86_400_000);
    await judge('c2', 'TRUE');
    expect(await expiryOf(lead.media)).toBe(NOW + 30 * 86_400_000);
  });

  it.each([
    ['declared as another type', png(2, 2), 'image/jpeg', 'image/png but was declared as image/jpeg'],
    ['without width', png(0, 2), 'image/png', '0×2'],
    ['of a size that would exhaust a browser', png(60_000, 60_000), 'image/png', '60000×60000'],
    ['that is no picture', Buffer.from('hello'), 'image/png', 'no readable'],
  ])('is refused %s', async (_why, bytes, declared, words) => {
    const storing = storePicture(memoryLog(), bytes, declared, NOW);
    await expect(storing).rejects.toMatchObject({ code: 'invalid_media' });
    await expect(storing).rejects.toThrow(words);
  });
});

it('pictures come from producers and seats, not from visitors', () => {
  const reader = { ...producer(), producer: null };
  expect(() => requireMediaRights(producer())).not.toThrow();
  expect(() => requireMediaRights({ ...reader, mayCommand: true })).not.toThrow();
  expect(() => requireMediaRights(reader)).toThrow('a reading key sends none');
});
