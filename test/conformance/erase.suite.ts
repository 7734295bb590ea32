import { describe, expect, it } from 'vitest';
import { eraseEntries } from '../../gateway/live/erasing.ts';
import type { EventLog } from '../../gateway/log/port.ts';
import { collect, draft, drafts, eventually, numbers, range } from './drafts.ts';
import type { Scene } from './harness.ts';

const SOURCE = 'urn:yitu:test';
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const clock = { now: () => 1, simulated: false, rate: 1 };
const picture = {
  type: 'image/png',
  bytes: new Uint8Array([1]),
  blurred: new Uint8Array([2]),
  clearBoxes: [],
  storedAt: 0,
  expiresAt: 60_000,
};
const letter = (key: string, event: Record<string, unknown>) => ({
  key,
  producer: 'p1',
  code: 'invalid_event',
  detail: 'title is missing',
  path: null,
  text: JSON.stringify(event),
});
const erasing = (log: EventLog, id: string, scrub = (text: string) => text) =>
  eraseEntries({ log, clock, logger: silent, scrub }, { reason: '误报', entries: [{ source: SOURCE, id }] });

/** Entries that lose their content for good. */
export function describeErasing(scene: Scene): void {
  const named = (...ids: string[]) => ids.map((id) => ({ source: 'urn:yitu:test', id }));

  describe('erase', () => {
    it('leaves a tombstone at its place, in an unbroken chain', async () => {
      await scene.log.append([draft('1'), draft('2', { area: 'V-1', flags: ['clock_skew'] }), draft('3')]);
      const before = (await scene.log.read(0, 10)).entries;
      expect(await scene.log.erase(named('2', 'unknown'))).toEqual([
        { source: 'urn:yitu:test', id: '2', n: 2, feed: 'case' },
      ]);
      const after = (await scene.log.read(0, 10)).entries;
      expect(after).toEqual([
        before[0],
        { ...before[1], data: {}, area: null, flags: ['erased'] },
        before[2],
      ]);
      await scene.log.append([draft('4')]);
      const follower = collect(scene.log);
      await eventually(() => expect(follower.numbers()).toEqual([1, 2, 3, 4]));
      await follower.stop();
    });

    it('keeps a re-send a duplicate, and may be repeated', async () => {
      await scene.log.append(drafts(1, 3));
      await scene.log.erase(named('2'));
      expect(await scene.log.erase(named('2'))).toHaveLength(1);
      const { outcomes } = await scene.log.append([draft('2')]);
      expect(outcomes).toMatchObject([{ status: 'duplicate', position: { n: 2 } }]);
      expect((await scene.log.entryAt(2))?.data).toEqual({});
    });

    it('reaches any entry of a long feed, while others append', async () => {
      for (const i of range(0, 11)) await scene.log.append(drafts(i * 60 + 1, i * 60 + 60));
      const [erased] = await Promise.all([
        scene.log.erase(named('1', '250', '251', '500', '720')),
        scene.log.append(drafts(721, 760)),
      ]);
      expect(erased.map(({ n }) => n).toSorted((a, b) => a - b)).toEqual([1, 250, 251, 500, 720]);
      const { entries } = await scene.log.read(0, 1_000);
      expect(numbers(entries)).toEqual(range(1, 760));
      const gone = entries.filter(({ flags }) => flags.includes('erased')).map(({ n }) => n);
      expect(gone).toEqual([1, 250, 251, 500, 720]);
      expect((await scene.log.append([draft('next')])).outcomes[0]?.position.n).toBe(761);
    });

    it('does what two ask for at once, one after the other, and loses nothing else', async () => {
      for (const i of range(0, 11)) await scene.log.append(drafts(i * 60 + 1, i * 60 + 60));
      const asked = ['1', '300', '719', '2', '301', '720'];
      await Promise.all(asked.map((id) => scene.log.erase(named(id))));
      const { entries } = await scene.log.read(0, 1_000);
      expect(numbers(entries)).toEqual(range(1, 720));
      const gone = entries.filter(({ flags }) => flags.includes('erased')).map(({ id }) => id);
      expect(gone).toEqual(['1', '2', '300', '301', '719', '720']);
    });

    it('brings nothing back that is trimmed meanwhile', async () => {
      for (const i of range(0, 11)) await scene.log.append(drafts(i * 60 + 1, i * 60 + 60));
      const trim = () => scene.log.trim('case', Number.MAX_SAFE_INTEGER, { atMost: 15 });
      const erased = scene.log.erase(named('700'));
      for (const _ of range(1, 20)) await trim();
      await erased;
      const { entries } = await scene.log.read(0, 1_000);
      expect(numbers(entries)).toEqual(range(301, 720));
      expect(entries.filter(({ flags }) => flags.includes('erased')).map(({ id }) => id)).toEqual(['700']);
    });

    it('lets a picture go that nothing else names, and no other, also when it was interrupted', async () => {
      const [own, shared, ofLetter, loose] = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(64));
      for (const hash of [own, shared, ofLetter, loose]) await scene.log.putMedia(hash ?? '', picture, 1);
      await scene.log.append([
        draft('1', { data: { photos: [own, shared] } }),
        draft('2', { feed: 'video', type: 'video.lead_raised', data: { media: shared } }),
        draft('3', { feed: 'operation', type: 'operation.unmasked', data: { media: own } }),
      ]);
      await scene.log.putDeadLetter(letter('copy', { id: '1', source: SOURCE, media: ofLetter }), 1);
      await scene.log.putDeadLetter(letter('other', { id: '1', source: 'urn:yitu:other' }), 1);
      const broken = Object.assign(Object.create(scene.log), {
        erase: () => Promise.reject(new Error('cut')),
      });
      await expect(erasing(broken, '1')).rejects.toThrow('cut');
      expect(await erasing(scene.log, '1')).toMatchObject({ erased: [{ id: '1', n: 1 }], missing: [] });
      const there = async (hash = '') => (await scene.log.getMedia(hash, 1)) !== null;
      expect(await there(own)).toBe(false);
      expect(await there(ofLetter)).toBe(false);
      expect(await there(shared)).toBe(true);
      expect(await there(loose)).toBe(true);
      expect((await scene.log.listDeadLetters(10)).map(({ key }) => key)).toEqual(['other']);
      expect(await erasing(scene.log, '2')).toMatchObject({ media: 1 });
      expect(await there(shared)).toBe(false);
    });

    it('finds a letter whose copy of the id was scrubbed', async () => {
      await scene.log.append([draft('13800001111')]);
      await scene.log.putDeadLetter(letter('copy', { id: '【电话】' }), 1);
      expect(await erasing(scene.log, '13800001111', () => '【电话】')).toMatchObject({ deadLetters: 1 });
    });

    it('lets a picture go', async () => {
      await scene.log.putMedia('hash', picture, 1);
      await scene.log.deleteMedia('hash');
      expect(await scene.log.getMedia('hash', 1)).toBeNull();
      await scene.log.purge();
    });
  });
}
