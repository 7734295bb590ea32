import { describe, expect, it } from 'vitest';
import { BEFORE_ALL, collect, draft, drafts, eventually, numbers, range, START } from './drafts.ts';
import type { Scene } from './harness.ts';

const meta = (n: number, savedAt: number) => ({
  position: { e: 'epoch', n, h: 'hash' },
  reducerVersion: 3,
  stateHash: 'abc',
  savedAt,
});

const letter = (key: string) => ({
  key,
  producer: 'desk',
  code: 'invalid_event',
  detail: 'title is missing',
  path: 'data.title',
  text: '{"id":"1"}',
});

/** Trimming, and everything that is kept beside the entries. */
export function describeRecords(scene: Scene): void {
  describe('trim', () => {
    const old = { feed: 'terminal', type: 'terminal.located', receivedAt: START } as const;
    const young = { ...old, receivedAt: START + 1_000 } as const;

    it('removes the old entries of one feed and says up to where holes are normal', async () => {
      await scene.log.append([
        ...drafts(1, 3, old),
        draft('kept'),
        ...drafts(5, 6, old),
        ...drafts(7, 8, young),
      ]);
      expect(await scene.log.trim('terminal', START + 500)).toBe(5);
      const { entries, horizon } = await scene.log.read(0, 10);
      expect(numbers(entries)).toEqual([4, 7, 8]);
      expect(horizon).toBe(6);
      expect(numbers((await scene.log.read(0, 2)).entries)).toEqual([4, 7]);
      expect(await scene.log.entryAt(2)).toBeNull();
      expect(await scene.log.trim('terminal', START + 500)).toBe(0);
    });

    it('takes no more than it is told, and nothing beyond a place', async () => {
      await scene.log.append(drafts(1, 9, old));
      expect(await scene.log.trim('terminal', START + 500, { atMost: 2 })).toBe(2);
      expect(await scene.log.trim('terminal', START + 500, { upTo: 5 })).toBe(3);
      expect(numbers((await scene.log.read(0, 10)).entries)).toEqual([6, 7, 8, 9]);
    });

    it('takes the ticks of the gateway and never a configuration', async () => {
      const own = { feed: 'system', receivedAt: START } as const;
      await scene.log.append([
        draft('1', { ...own, type: 'system.configured' }),
        ...drafts(2, 9, { ...own, type: 'system.ticked' }),
      ]);
      expect(await scene.log.trim('system', START + 500)).toBe(8);
      expect(numbers((await scene.log.read(0, 10)).entries)).toEqual([1]);
      await scene.log.append([draft('10')]);
      expect(numbers((await scene.log.read(0, 10)).entries)).toEqual([1, 10]);
    });

    it('spares what it is told to spare, however much of that stands before the rest', async () => {
      for (const i of range(0, 19)) await scene.log.append(drafts(i * 60 + 1, i * 60 + 60, old));
      const spared = new Set([...range(1, 1_100), 1_150]);
      expect(await scene.log.trim('terminal', START + 500, { spared })).toBe(99);
      expect(await scene.log.trim('terminal', START + 500, { spared })).toBe(0);
      const { entries, horizon } = await scene.log.read(1_099, 10);
      expect(numbers(entries)).toEqual([1_100, 1_150]);
      expect(horizon).toBe(1_200);
      await scene.log.append([draft('next')]);
      expect(numbers((await scene.log.read(1_100, 10)).entries)).toEqual([1_150, 1_201]);
      expect((await scene.log.entryAt(7))?.n).toBe(7);
    });

    it('knows how many entries a feed has, and about how large it is', async () => {
      expect(await scene.log.feedSize('terminal')).toEqual({ entries: 0, bytes: 0 });
      for (const i of range(0, 9)) await scene.log.append(drafts(i * 60 + 1, i * 60 + 60, old));
      const { entries, bytes } = await scene.log.feedSize('terminal');
      expect(entries).toBe(600);
      expect(bytes).toBeGreaterThan(60_000);
      expect(bytes).toBeLessThan(1_200_000);
    });

    it('works through more than one step takes', async () => {
      for (const i of range(0, 19)) await scene.log.append(drafts(i * 60 + 1, i * 60 + 60, old));
      await scene.log.append([draft('kept')]);
      expect(await scene.log.trim('terminal', START + 500)).toBe(1200);
      expect(numbers((await scene.log.read(0, 5)).entries)).toEqual([1201]);
    });

    it('forgets the ids of what it removed and remembers the others', async () => {
      await scene.log.append([draft('1', old), draft('2', young)]);
      await scene.log.trim('terminal', START + 500);
      const { outcomes } = await scene.log.append([draft('1', old), draft('2', young)]);
      expect(outcomes.map(({ status, position }) => [status, position.n])).toEqual([
        ['new', 3],
        ['duplicate', 2],
      ]);
    });

    it('lets a reader pass that stands on a removed entry', async () => {
      await scene.log.append(drafts(1, 4, old));
      const at = await scene.log.entryAt(2);
      await scene.log.append([draft('kept')]);
      await scene.log.trim('terminal', START + 500);
      const follower = collect(scene.log, at ?? BEFORE_ALL);
      await scene.log.append([draft('live')]);
      await eventually(() => expect(follower.numbers()).toEqual([5, 6]));
      await follower.stop();
      expect(follower.reasons).toEqual([]);
    });

    it('bounds what remembering ids costs: one mark for each kept entry, none for a repetition', async () => {
      for (const i of range(0, 31)) {
        await scene.log.append(drafts(i * 60 + 1, i * 60 + 60, i < 16 ? old : young));
        await scene.log.append(drafts(i * 60 + 1, i * 60 + 60, i < 16 ? old : young));
      }
      const full = await scene.log.dedupeSize();
      expect(full.entries).toBe(1920);
      expect(full.bytes).toBeGreaterThan(0);
      await scene.log.trim('terminal', START + 500);
      const kept = await scene.log.dedupeSize();
      expect(kept.entries).toBe(960);
      expect(kept.bytes).toBeLessThan(full.bytes);
    });
  });

  describe('snapshots', () => {
    const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7) % 251);

    it('come back byte for byte, newest first', async () => {
      const small = await scene.log.saveSnapshot(meta(5, START), bytes(10));
      const large = await scene.log.saveSnapshot(meta(9, START + 1), bytes(1_300_000));
      expect(await scene.log.listSnapshots()).toEqual([large, small]);
      expect(large).toMatchObject({ ...meta(9, START + 1), bytes: 1_300_000 });
      expect(await scene.log.loadSnapshot(small.id)).toEqual(bytes(10));
      const loaded = await scene.log.loadSnapshot(large.id);
      expect(loaded !== null && Buffer.compare(loaded, bytes(1_300_000))).toBe(0);
    });

    it('are null when missing or damaged', async () => {
      const saved = await scene.log.saveSnapshot(meta(5, START), bytes(700_000));
      scene.log = await scene.harness.corruptSnapshot(scene.log, saved.id);
      expect(await scene.log.loadSnapshot(saved.id)).toBeNull();
      expect(await scene.log.loadSnapshot('none')).toBeNull();
    });

    it('can be deleted', async () => {
      const saved = await scene.log.saveSnapshot(meta(5, START), bytes(10));
      await scene.log.deleteSnapshot(saved.id);
      await scene.log.deleteSnapshot('none');
      expect(await scene.log.listSnapshots()).toEqual([]);
      expect(await scene.log.loadSnapshot(saved.id)).toBeNull();
    });
  });

  describe('leases', () => {
    it('are held by one, and renewed by it with the same fence', async () => {
      const mine = await scene.log.acquireLease('tick', 'a', 60_000);
      expect(mine).toEqual({ name: 'tick', holder: 'a', fence: 1 });
      expect(await scene.log.acquireLease('tick', 'b', 60_000)).toBeNull();
      expect(await scene.log.acquireLease('tick', 'a', 60_000)).toEqual(mine);
      expect(await scene.log.acquireLease('trim', 'b', 60_000)).toMatchObject({ fence: 1 });
    });

    it('go to the next with a larger fence when released or expired', async () => {
      const first = await scene.log.acquireLease('tick', 'a', 60_000);
      if (first) await scene.log.releaseLease(first);
      expect(await scene.log.acquireLease('tick', 'b', 100)).toMatchObject({ holder: 'b', fence: 2 });
      await scene.harness.pass(150);
      expect(await scene.log.acquireLease('tick', 'a', 60_000)).toMatchObject({ holder: 'a', fence: 3 });
    });

    it('cannot be released by a holder that lost them', async () => {
      const late = await scene.log.acquireLease('tick', 'a', 100);
      await scene.harness.pass(150);
      await scene.log.acquireLease('tick', 'b', 60_000);
      if (late) await scene.log.releaseLease(late);
      expect(await scene.log.acquireLease('tick', 'c', 60_000)).toBeNull();
    });
  });

  describe('media', () => {
    const picture = {
      type: 'image/png',
      bytes: Uint8Array.of(0, 255, 10, 13, 128),
      blurred: Uint8Array.of(1, 0, 10),
      clearBoxes: [{ x: 0.1, y: 0, width: 0.5, height: 1 }],
      storedAt: START,
      expiresAt: START + 60_000,
    };

    it('comes back until it expires', async () => {
      await scene.log.putMedia('abc', picture, START);
      expect(await scene.log.getMedia('abc', START + 59_999)).toEqual(picture);
      expect(await scene.log.getMedia('abc', START + 60_000)).toBeNull();
      expect(await scene.log.getMedia('none', START)).toBeNull();
      await scene.log.putMedia('abc', { ...picture, clearBoxes: null }, START);
      expect((await scene.log.getMedia('abc', START))?.clearBoxes).toBeNull();
    });

    it('loses its bytes when it expires, however long ago it was stored and whatever came later', async () => {
      const dayAgo = START - 86_400_000;
      const ending = { ...picture, storedAt: dayAgo, expiresAt: START + 200 };
      await scene.log.putMedia('ending', { ...ending, expiresAt: START + 400 }, dayAgo);
      await scene.log.putMedia('ending', ending, START);
      await scene.log.putMedia('kept', picture, START);
      await eventually(async () => {
        await scene.log.expireMedia(START + 200);
        expect(await scene.log.getMedia('ending', START)).toBeNull();
      });
      expect(await scene.log.getMedia('kept', START)).toEqual(picture);
    });
  });

  describe('dead letters', () => {
    it('count a repeated fault up, newest first', async () => {
      await scene.log.putDeadLetter(letter('a'), START);
      await scene.log.putDeadLetter({ ...letter('b'), path: null, text: null }, START + 1);
      await scene.log.putDeadLetter(letter('a'), START + 2);
      expect(await scene.log.listDeadLetters(10)).toEqual([
        { ...letter('a'), firstSeen: START, lastSeen: START + 2, count: 2, settled: null },
        {
          ...letter('b'),
          path: null,
          text: null,
          firstSeen: START + 1,
          lastSeen: START + 1,
          count: 1,
          settled: null,
        },
      ]);
      expect(await scene.log.listDeadLetters(1)).toHaveLength(1);
    });

    it('are read on from a place, also among letters of one instant', async () => {
      for (const key of ['b', 'd', 'a', 'c']) await scene.log.putDeadLetter(letter(key), START);
      await scene.log.putDeadLetter(letter('older'), START - 1);
      const first = await scene.log.listDeadLetters(2);
      expect(first.map(({ key }) => key)).toEqual(['d', 'c']);
      const rest = await scene.log.listDeadLetters(10, first[1]);
      expect(rest.map(({ key }) => key)).toEqual(['b', 'a', 'older']);
      const none = await scene.log.listDeadLetters(10, { lastSeen: START - 1, key: 'older' });
      expect(none).toEqual([]);
      const all = await scene.log.listDeadLetters(10, { lastSeen: START + 1, key: '' });
      expect(all).toHaveLength(5);
    });

    it('are settled with a place in the log, and open again when the fault comes again', async () => {
      const settled = { position: 'e:7:h', at: START + 5 };
      await scene.log.putDeadLetter(letter('a'), START);
      expect(await scene.log.settleDeadLetter('a', settled)).toBe(true);
      expect(await scene.log.deadLetter('a')).toMatchObject({ key: 'a', count: 1, settled });
      await scene.log.putDeadLetter(letter('a'), START + 9);
      expect(await scene.log.deadLetter('a')).toMatchObject({ count: 2, settled: null });
      expect(await scene.log.settleDeadLetter('none', settled)).toBe(false);
      expect(await scene.log.deadLetter('none')).toBeNull();
    });

    it('can be deleted once', async () => {
      await scene.log.putDeadLetter(letter('a'), START);
      expect(await scene.log.deleteDeadLetter('a')).toBe(true);
      expect(await scene.log.deleteDeadLetter('a')).toBe(false);
      expect(await scene.log.listDeadLetters(10)).toEqual([]);
      expect(await scene.log.deadLetter('a')).toBeNull();
    });

    it('are bounded in number: the oldest go first', async () => {
      for (const [i, key] of ['oldest', 'old', 'young'].entries())
        await scene.log.putDeadLetter(letter(key), START + i);
      await scene.log.ageDeadLetters(0, 0, 2);
      expect((await scene.log.listDeadLetters(10)).map(({ key }) => key)).toEqual(['young', 'old']);
    });

    it('lose first their text, then everything', async () => {
      for (const [i, key] of ['gone', 'textless', 'whole'].entries()) {
        await scene.log.putDeadLetter(letter(key), START + i * 1_000);
      }
      await scene.log.ageDeadLetters(START + 1_000, START + 2_000, 10);
      const left = await scene.log.listDeadLetters(10);
      expect(left.map(({ key, text }) => [key, text])).toEqual([
        ['whole', '{"id":"1"}'],
        ['textless', null],
      ]);
    });
  });

  describe('life', () => {
    it('keeps its secrets', async () => {
      const secret = await scene.log.secret('resume');
      expect(secret.length).toBeGreaterThanOrEqual(32);
      expect(await scene.log.secret('other')).not.toBe(secret);
      scene.log = await scene.harness.reopen(scene.log);
      expect(await scene.log.secret('resume')).toBe(secret);
    });

    it('takes a lost secret back, also over a new one', async () => {
      await scene.log.append([draft('1')]);
      const secret = await scene.log.secret('resume');
      scene.log = await scene.harness.lose(scene.log);
      expect(await scene.log.secret('resume')).not.toBe(secret);
      await scene.log.keepSecret('resume', secret);
      expect(await scene.log.secret('resume')).toBe(secret);
    });

    it('is the same log after it was closed and opened again', async () => {
      await scene.log.append(drafts(1, 3));
      const head = await scene.log.head();
      scene.log = await scene.harness.reopen(scene.log);
      expect(await scene.log.head()).toEqual(head);
      expect((await scene.log.append([draft('3'), draft('4')])).outcomes.map(({ status }) => status)).toEqual(
        ['duplicate', 'new'],
      );
    });

    it('rejects with log_unavailable within 5 s when the engine is gone', async () => {
      await scene.harness.takeDown(scene.log);
      const since = performance.now();
      await expect(scene.log.append([draft('1')])).rejects.toMatchObject({ code: 'log_unavailable' });
      await expect(scene.log.read(0, 1)).rejects.toMatchObject({ code: 'log_unavailable' });
      expect(performance.now() - since).toBeLessThan(5_000);
      expect(scene.log.healthy()).toBe(false);
      scene.log = await scene.harness.open();
    });
  });
}
