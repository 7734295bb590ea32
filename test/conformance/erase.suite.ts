import { describe, expect, it } from 'vitest';
import { collect, draft, drafts, eventually, numbers, range } from './drafts.ts';
import type { Scene } from './harness.ts';

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

    it('lets a picture go', async () => {
      const bytes = new Uint8Array([1]);
      const at = {
        type: 'image/png',
        bytes,
        blurred: bytes,
        clearBoxes: [],
        storedAt: 0,
        expiresAt: 1_000,
      };
      await scene.log.putMedia('hash', at);
      await scene.log.deleteMedia('hash');
      expect(await scene.log.getMedia('hash', 1)).toBeNull();
      await scene.log.purge();
    });
  });
}
