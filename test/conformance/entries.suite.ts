import { describe, expect, it } from 'vitest';
import type { Upcasts } from '../../gateway/contract/upcast.ts';
import { BEFORE_ALL, collect, draft, drafts, eventually, numbers, range } from './drafts.ts';
import type { Scene } from './harness.ts';

/** Appending, reading and following. */
export function describeEntries(scene: Scene): void {
  describe('append', () => {
    it('gives dense numbers over all feeds, in the order of the batch', async () => {
      const { outcomes } = await scene.log.append([
        draft('a', { feed: 'alarm', type: 'alarm.raised' }),
        draft('b'),
        draft('c', { feed: 'terminal', type: 'terminal.located' }),
      ]);
      await scene.log.append([draft('d')]);
      expect(outcomes.map(({ status, position }) => [status, position.n])).toEqual([
        ['new', 1],
        ['new', 2],
        ['new', 3],
      ]);
      const { entries, head } = await scene.log.read(0, 10);
      expect(entries.map(({ n, id, feed }) => [n, id, feed])).toEqual([
        [1, 'a', 'alarm'],
        [2, 'b', 'case'],
        [3, 'c', 'terminal'],
        [4, 'd', 'case'],
      ]);
      expect(head).toEqual({ e: entries[3]?.e, n: 4, h: entries[3]?.h });
    });

    it('answers a repeated batch with the original positions and writes nothing', async () => {
      const first = await scene.log.append(drafts(1, 3));
      const again = await scene.log.append(drafts(1, 3));
      expect(again.outcomes).toEqual(
        first.outcomes.map(({ position }) => ({ status: 'duplicate', position })),
      );
      expect((await scene.log.head()).n).toBe(3);
    });

    it('finds a duplicate inside one batch', async () => {
      const { outcomes } = await scene.log.append([draft('1'), draft('2'), draft('1')]);
      expect(outcomes.map(({ status }) => status)).toEqual(['new', 'new', 'duplicate']);
      expect(outcomes[2]?.position).toEqual(outcomes[0]?.position);
    });

    it('reports the same id with another payload as a conflict and leaves the log alone', async () => {
      const { outcomes: first } = await scene.log.append([draft('1')]);
      const { outcomes } = await scene.log.append([draft('1', { digest: 'other' }), draft('2')]);
      expect(outcomes[0]).toEqual({ status: 'conflict', position: first[0]?.position });
      expect(outcomes[1]?.position.n).toBe(2);
      expect((await scene.log.entryAt(1))?.digest).toBe('digest of 1');
    });

    it('tells the same id of two sources apart', async () => {
      const { outcomes } = await scene.log.append([draft('1'), draft('1', { source: 'urn:yitu:other' })]);
      expect(outcomes.map(({ status }) => status)).toEqual(['new', 'new']);
    });

    it('finds an entry by the name that its producer gave it', async () => {
      await scene.log.append([draft('1'), draft('2'), draft('1', { source: 'urn:other' })]);
      const { source } = draft('1');
      expect(await scene.log.find({ source, id: '2' })).toBe(2);
      expect(await scene.log.find({ source: 'urn:other', id: '1' })).toBe(3);
      expect(await scene.log.find({ source: 'urn:other', id: '2' })).toBeNull();
    });

    it('keeps every field as it was', async () => {
      const full = draft('全', {
        subject: '甲:1',
        sequence: 7,
        producerEpoch: 3,
        area: 'A-1',
        flags: ['outside_region', 'clock_skew'],
        data: { title: '“引号” \n 换行 😀', nested: { list: [1, null, true] } },
      });
      await scene.log.append([full, draft('2', { sequence: null })]);
      const head = await scene.log.head();
      const entry = await scene.log.entryAt(1);
      expect(entry).toEqual({ ...full, n: 1, e: head.e, h: entry?.h });
      expect((await scene.log.entryAt(2))?.sequence).toBeNull();
    });

    it('stays dense under many callers at once', async () => {
      const batches = range(0, 19).map((i) => drafts(i * 10 + 1, i * 10 + 10));
      const results = await Promise.all(batches.map((batch) => scene.log.append(batch)));
      const given = results.flatMap(({ outcomes }) => outcomes.map(({ position }) => position.n));
      expect(given.sort((a, b) => a - b)).toEqual(range(1, 200));
      expect(numbers((await scene.log.read(0, 500)).entries)).toEqual(range(1, 200));
    });

    it('refuses a batch of more than 64 as a fault of the caller', async () => {
      await expect(scene.log.append(drafts(1, 65))).rejects.toThrow(RangeError);
      expect((await scene.log.append([])).outcomes).toEqual([]);
    });

    it('names what it promises', async () => {
      const { durability } = await scene.log.append([draft('1')]);
      expect(durability).toBe('fsync');
      expect(scene.log.durability()).toBe('fsync');
      expect(scene.log.healthy()).toBe(true);
    });
  });

  describe('read', () => {
    it('starts after a number and stops at the limit', async () => {
      await scene.log.append(drafts(1, 30));
      expect(numbers((await scene.log.read(10, 5)).entries)).toEqual(range(11, 15));
      expect(numbers((await scene.log.read(28, 5)).entries)).toEqual([29, 30]);
      expect((await scene.log.read(30, 5)).entries).toEqual([]);
      expect((await scene.log.read(99, 5)).entries).toEqual([]);
    });

    it('knows an empty log', async () => {
      const head = await scene.log.head();
      expect(head).toEqual({ e: expect.stringMatching(/^[a-z0-9]{8}$/), n: 0, h: '' });
      expect(await scene.log.read(0, 5)).toEqual({ entries: [], head, horizon: 0 });
      expect(await scene.log.entryAt(1)).toBeNull();
    });

    it('brings entries of an older schema version into today’s shape', async () => {
      await scene.log.append([draft('1')]);
      const upcasts: Upcasts = { 'case.received': [(data) => ({ ...data, raisedTo: 2 })] };
      scene.log = await scene.harness.reopen(scene.log, { upcasts });
      expect(await scene.log.entryAt(1)).toMatchObject({ v: 2, data: { title: '井盖破损', raisedTo: 2 } });
    });

    it('delivers an entry of a newer version untouched, and what comes after it', async () => {
      await scene.log.append([draft('1', { v: 99, data: { new: 'shape' } }), draft('2')]);
      const { entries } = await scene.log.read(0, 5);
      expect(entries[0]).toMatchObject({ v: 99, data: { new: 'shape' } });
      expect(numbers(entries)).toEqual([1, 2]);
    });
  });

  describe('follow', () => {
    it('catches up, then goes on live', async () => {
      for (const i of range(0, 19)) await scene.log.append(drafts(i * 60 + 1, i * 60 + 60));
      const follower = collect(scene.log);
      await eventually(() => expect(follower.numbers()).toEqual(range(1, 1200)));
      await scene.log.append([draft('x', { feed: 'alarm', type: 'alarm.raised' }), draft('y')]);
      await scene.log.append([draft('z', { feed: 'video', type: 'video.lead_raised' })]);
      await eventually(() => expect(follower.numbers()).toEqual(range(1, 1203)));
      await follower.stop();
      expect(follower.health).toEqual([true]);
    });

    it('starts where it is told to', async () => {
      await scene.log.append(drafts(1, 10));
      const at = await scene.log.entryAt(7);
      const follower = collect(scene.log, at ?? BEFORE_ALL);
      await eventually(() => expect(follower.numbers()).toEqual([8, 9, 10]));
      await follower.stop();
    });

    it('waits for the handler before it brings more', async () => {
      let open = 0;
      let most = 0;
      const delivered: number[] = [];
      const follower = scene.log.follow(BEFORE_ALL, {
        async onEntries(entries) {
          most = Math.max(most, ++open);
          await Promise.resolve();
          delivered.push(...numbers(entries));
          open--;
        },
        onDiscontinuity: () => {},
        onHealth: () => {},
      });
      await Promise.all(range(0, 9).map((i) => scene.log.append(drafts(i * 5 + 1, i * 5 + 5))));
      await eventually(() => expect(delivered).toEqual(range(1, 50)));
      expect(most).toBe(1);
      await follower.stop();
    });

    it('tells what was appended here word for word as it is read', async () => {
      const follower = collect(scene.log);
      await scene.log.append([draft('1')]);
      await eventually(() => expect(follower.numbers()).toEqual([1]));
      await scene.log.append([
        draft('2', { sequence: null, area: '990101', flags: ['clock_skew', 'outside_region'] }),
        draft('1'),
        draft('half \ud83d of a pair', {
          digest: 'of a half',
          data: { title: 'a\ud83d', gone: undefined, zero: -0, deep: [1.5, null] },
        }),
      ]);
      await eventually(() => expect(follower.numbers()).toEqual(range(1, 3)));
      expect(follower.entries).toEqual((await scene.log.read(0, 10)).entries);
      expect(Object.keys(follower.entries[2]?.data ?? {})).toEqual(['title', 'zero', 'deep']);
      await follower.stop();
    });

    it('brings nothing after stop', async () => {
      const follower = collect(scene.log);
      await follower.stop();
      await scene.log.append([draft('1')]);
      expect(follower.entries).toEqual([]);
    });

    it('goes on after the engine died, without a gap and without a repeat', async () => {
      await scene.log.append(drafts(1, 5));
      const before = collect(scene.log);
      await eventually(() => expect(before.numbers()).toEqual(range(1, 5)));
      const survivor = await scene.harness.crash(scene.log);
      const same = survivor === scene.log;
      const after = same ? before : collect(survivor, before.entries.at(-1));
      scene.log = survivor;
      await scene.log.append(drafts(4, 9));
      const all = () => (same ? before.numbers() : [...before.numbers(), ...after.numbers()]);
      await eventually(() => expect(all()).toEqual(range(1, 9)));
      await after.stop();
      expect(after.reasons).toEqual([]);
    });

    it('tells a lost log from the one it followed', async () => {
      await scene.log.append(drafts(1, 3));
      const at = (await scene.log.entryAt(3)) ?? BEFORE_ALL;
      scene.log = await scene.harness.lose(scene.log);
      await scene.log.append(drafts(1, 9));
      const follower = collect(scene.log, at);
      await eventually(() => expect(follower.reasons).toEqual(['epoch']));
      expect(follower.entries).toEqual([]);
      expect((await scene.log.head()).e).not.toBe(at.e);
    });

    it('tells another entry at its place, and a log that went backwards', async () => {
      await scene.log.append(drafts(1, 3));
      const head = await scene.log.head();
      const other = collect(scene.log, { ...head, h: 'another entry' });
      const ahead = collect(scene.log, { ...head, n: 4 });
      await eventually(() => expect([...other.reasons, ...ahead.reasons]).toEqual(['diverged', 'diverged']));
    });
  });
}
