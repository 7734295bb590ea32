import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { DraftEntry } from '../../../../gateway/contract/entry.ts';
import type { VideoType } from '../../../../gateway/contract/vocabulary.ts';
import type { StateView } from '../../../../gateway/fold/port.ts';
import { createMedia, requireMediaRights } from '../../../../gateway/ingest/media.ts';
import { shownBy } from '../../../../gateway/ingest/shown-by.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import { memoryLog } from '../../../support/memory-log.ts';
import { door, event, NOW, PICTURES, producer, withData } from './door.ts';
import { greyShare, png, stripes, turnedJpeg, webp } from './pictures.ts';

const SEAT = { seat: '1号席', role: 'o' };
const CLOCK = { simulated: false, rate: 1 };
const LEAD = {
  id: 'v1',
  version: 1,
  reality: 'simulated',
  area: null,
  media: '',
  item: null,
  type: 'GARBAGE',
};

/** A state that holds these and nothing else. */
function viewOf(live: Readonly<Record<string, readonly { readonly id: string }[]>>): StateView {
  return {
    position: { e: 'memory', n: 9, h: 'h' },
    all: (kind: string) => (live[kind] ?? []).values(),
    get: (kind: string, id: string) => live[kind]?.find((each) => each.id === id),
    producerEpoch: () => null,
  } as unknown as StateView;
}

const mediaOf = (log: EventLog) => createMedia(log, PICTURES);

describe('a stored picture', () => {
  const expiresAt = new Date(NOW + 7 * 86_400_000).toISOString();

  it('is named by its hash, new once and known afterwards', async () => {
    const log = memoryLog();
    const bytes = png(2, 2);
    const media = createHash('sha256').update(bytes).digest('hex');
    const reply = { media, bytes: bytes.byteLength, expiresAt };
    expect(await mediaOf(log).store(bytes, 'image/png', NOW)).toEqual({ status: 201, reply });
    expect(await mediaOf(log).store(bytes, 'image/png', NOW)).toEqual({ status: 200, reply });
    expect((await log.getMedia(media, NOW))?.type).toBe('image/png');
  });

  it('is new again after it has expired, and kept longer when it is sent again', async () => {
    const log = memoryLog();
    await mediaOf(log).store(png(2, 2), 'image/png', NOW);
    const later = await mediaOf(log).store(png(2, 2), 'image/png', NOW + 86_400_000);
    expect(Date.parse(later.reply.expiresAt)).toBe(NOW + 8 * 86_400_000);
    expect((await mediaOf(log).store(png(2, 2), 'image/png', NOW + 9 * 86_400_000)).status).toBe(201);
  });

  it('of an item, or of what was verified, is kept for 30 days, and not shorter when it is sent again', async () => {
    const log = memoryLog();
    const { media } = (await mediaOf(log).store(png(2, 2), 'image/png', NOW)).reply;
    await mediaOf(log).keep([media, 'unknown'], NOW);
    const month = NOW + 30 * 86_400_000;
    expect((await log.getMedia(media, NOW))?.expiresAt).toBe(month);
    const again = await mediaOf(log).store(png(2, 2), 'image/png', NOW + 86_400_000);
    expect(Date.parse(again.reply.expiresAt)).toBe(month);
  });

  it('is kept once an item refers to it, and once its lead is judged true, not false', async () => {
    const lead = { id: 'v1', version: 1, reality: 'simulated', area: null, media: '', item: null };
    const view = () =>
      ({
        position: { e: 'memory', n: 9, h: 'h' },
        get: (kind: string) => (kind === 'video' ? lead : undefined),
        producerEpoch: () => null,
      }) as unknown as StateView;
    const { ingest, log, send } = door({ view });
    const expiryOf = async (media: string) => (await log.getMedia(media, NOW))?.expiresAt;
    const [ofItem, ofLead] = [png(2, 2), png(3, 3)].map((bytes) =>
      mediaOf(log).store(bytes, 'image/png', NOW),
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

  it('of a verified lead is kept anew once an item is made of it', async () => {
    const { media } = (await mediaOf(memoryLog()).store(png(2, 2), 'image/png', NOW)).reply;
    const lead = { ...LEAD, state: 'VERIFIED', media };
    let now = NOW;
    const { ingest, log } = door({
      view: () => viewOf({ video: [lead] }),
      clock: { ...CLOCK, now: () => now },
    });
    await mediaOf(log).store(png(2, 2), 'image/png', NOW);
    now += 5 * 86_400_000;
    const made = { id: 'c1', type: 'operation.linked', subject: 'video:v1', by: SEAT, data: {} };
    await ingest.command(made, { ...producer(), producer: null, mayCommand: true });
    expect((await log.getMedia(media, now))?.expiresAt).toBe(NOW + 35 * 86_400_000);
  });

  it.each([
    ['an item', { case: [{ id: 'i1' }] }, 30],
    ['a verified lead', { video: [{ ...LEAD, state: 'VERIFIED' }] }, 30],
    ['a lead that nobody has judged', { video: [{ ...LEAD, state: 'LEAD' }] }, 7],
    ['a lead that was judged false', { video: [{ ...LEAD, state: 'FALSE' }] }, 7],
    ['nothing', {}, 7],
  ])('that comes after %s that shows it is kept as long as it', async (_what, live, days) => {
    const hash = createHash('sha256').update(png(2, 2)).digest('hex');
    const showing = Object.entries(live).map(([kind, [each]]) => [
      kind,
      [{ ...each, media: hash, photos: [hash] }],
    ]);
    const view = viewOf(Object.fromEntries(showing));
    const log = memoryLog();
    await createMedia(log, PICTURES, (media) => shownBy(view, media)).store(png(2, 2), 'image/png', NOW);
    expect((await log.getMedia(hash, NOW))?.expiresAt).toBe(NOW + days * 86_400_000);
  });

  it.each([
    ['declared as another type', png(2, 2), 'image/jpeg', 'image/png but was declared as image/jpeg'],
    ['larger than any screen', png(8_193, 1), 'image/png', '8193×1'],
    ['that is no picture', Buffer.from('hello'), 'image/png', 'readable'],
    ['that is a drawing with scripts', Buffer.from('<svg width="9" height="9"/>'), 'image/png', 'readable'],
    ['cut in the middle', stripes(300, 300).subarray(0, 120), 'image/png', 'whole'],
    ['of nothing', new Uint8Array(), 'image/png', 'readable'],
  ] as const)('is refused %s', async (_why, bytes, declared, words) => {
    const storing = mediaOf(memoryLog()).store(bytes, declared, NOW);
    await expect(storing).rejects.toMatchObject({ code: 'invalid_media' });
    await expect(storing).rejects.toThrow(words);
  });

  it('is refused when its pixels would exhaust the gateway, however small the file', async () => {
    const storing = mediaOf(memoryLog()).store(png(7_000, 7_000), 'image/png', NOW);
    await expect(storing).rejects.toMatchObject({ code: 'invalid_media' });
  });

  it('stands upright, without what the camera wrote into it', async () => {
    const log = memoryLog();
    const { media } = (await mediaOf(log).store(await turnedJpeg(60, 40), 'image/jpeg', NOW)).reply;
    const { bytes = new Uint8Array(), blurred = bytes } = (await log.getMedia(media, NOW)) ?? {};
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/Exif|SECRET/);
    for (const picture of [bytes, blurred]) {
      expect(await sharp(picture).metadata()).toMatchObject({ width: 40, height: 60 });
    }
  });

  it('may be WebP', async () => {
    expect((await mediaOf(memoryLog()).store(await webp(9, 9), 'image/webp', NOW)).status).toBe(201);
  });
});

describe('a blurred picture', () => {
  const WHOLE = { left: 0, top: 0, width: 240, height: 240 };
  const CORNER = { left: 130, top: 130, width: 80, height: 80 };
  const box = { x: 0.5, y: 0.5, width: 0.4, height: 0.4 };
  const lead = (id: string, type: string, media: string, more: Record<string, unknown> = {}) =>
    event({ id, type: 'video.lead_raised', subject: id, data: { type, title: '线索', media, ...more } });

  async function scene() {
    const { log, send } = door();
    const { media } = (await mediaOf(log).store(stripes(240, 240), 'image/png', NOW)).reply;
    const grey = async (where: typeof WHOLE) =>
      greyShare((await log.getMedia(media, NOW))?.blurred ?? new Uint8Array(), where);
    return { media, send, grey };
  }

  it('has no stripe left anywhere', async () => {
    expect(await (await scene()).grey(WHOLE)).toBe(1);
  });

  it('keeps the box of a thing clear, and the rest blurred', async () => {
    const { media, send, grey } = await scene();
    expect((await send(lead('v1', 'GARBAGE', media, { box }))).status).toBe(201);
    expect(await grey(CORNER)).toBeLessThan(0.2);
    expect(await grey({ left: 0, top: 0, width: 100, height: 240 })).toBe(1);
  });

  it.each(['HAWKER', 'PARKING_CAR'])('of a lead about people (%s) has no clear box', async (type) => {
    const { media, send, grey } = await scene();
    await send(lead('v1', type, media, { box }));
    expect(await grey(WHOLE)).toBe(1);
  });

  it('is blurred as a whole for good once a lead about people names it too', async () => {
    const { media, send, grey } = await scene();
    await send(lead('v1', 'GARBAGE', media, { box }));
    await send(lead('v2', 'HAWKER', media));
    expect(await grey(CORNER)).toBe(1);
    await send(lead('v3', 'GARBAGE', media, { box: { ...box, x: 0.45 } }));
    expect(await grey(CORNER)).toBe(1);
  });

  describe('that comes after its leads', () => {
    const hash = createHash('sha256').update(stripes(240, 240)).digest('hex');
    const early = (type: string) =>
      ({
        type: 'video.lead_raised',
        receivedAt: NOW,
        data: { type, media: hash, box },
      }) as unknown as DraftEntry;

    async function greyAfter(leads: readonly DraftEntry[], live: readonly VideoType[] = []) {
      const log = memoryLog();
      const media = createMedia(log, PICTURES, () => ({ leads: live, keeps: false }));
      await media.shape(leads);
      expect((await media.store(stripes(240, 240), 'image/png', NOW)).reply.media).toBe(hash);
      const { blurred = new Uint8Array(), clearBoxes } = (await log.getMedia(hash, NOW)) ?? {};
      return { corner: await greyShare(blurred, CORNER), clearBoxes };
    }

    it('has the box of a thing clear, and nothing when one of them is about people', async () => {
      const thing = await greyAfter([early('GARBAGE')]);
      expect(thing.corner).toBeLessThan(0.2);
      expect(thing.clearBoxes).toEqual([box]);
      const people = await greyAfter([early('GARBAGE'), early('HAWKER')]);
      expect(people).toEqual({ corner: 1, clearBoxes: null });
    });

    it('stays blurred whole for good where a lead about people came through another gateway', async () => {
      expect(await greyAfter([early('GARBAGE')], ['HAWKER'])).toEqual({ corner: 1, clearBoxes: null });
    });
  });

  it('takes no box that would leave nothing blurred, nor one of nothing', async () => {
    const { media, send, grey } = await scene();
    await send(lead('v1', 'GARBAGE', media, { box: { x: 0, y: 0, width: 1, height: 1 } }));
    await send(lead('v2', 'GARBAGE', media, { box: { x: 1, y: 1, width: 0.1, height: 0 } }));
    expect(await grey(WHOLE)).toBe(1);
  });
});

it('pictures come from producers and seats, not from visitors', () => {
  const reader = { ...producer(), producer: null };
  expect(() => requireMediaRights(producer())).not.toThrow();
  expect(() => requireMediaRights({ ...reader, mayCommand: true })).not.toThrow();
  expect(() => requireMediaRights(reader)).toThrow('a reading key sends none');
});
