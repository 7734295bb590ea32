import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Upcasts } from '../../gateway/contract/upcast.ts';
import type { EventLog } from '../../gateway/log/port.ts';
import { BEFORE_ALL, collect, draft, drafts, eventually, numbers, range, START } from './drafts.ts';

interface OpenOptions {
  readonly upcasts?: Upcasts;
}

/** What the suite needs of an engine besides its interface: ways to open it, to break it and to let time pass. */
export interface Harness {
  /** A handle on an empty log. */
  open(): Promise<EventLog>;
  /** Closes the handle and opens the same log again. */
  reopen(log: EventLog, options?: OpenOptions): Promise<EventLog>;
  /** The engine dies and comes back; gives the handle to go on with. */
  crash(log: EventLog): Promise<EventLog>;
  /** The log's contents are lost and an empty log stands in its place. */
  lose(log: EventLog): Promise<EventLog>;
  /** The engine goes away for good. */
  takeDown(log: EventLog): Promise<void>;
  corruptSnapshot(log: EventLog, id: string): Promise<EventLog>;
  /** Lets milliseconds pass for leases. */
  pass(ms: number): Promise<void>;
  dispose(): Promise<void>;
}

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

/** The behaviour of an `EventLog`, the same for every engine. */
export function describeEventLog(name: string, start: () => Promise<Harness>): void {
  describe(`event log: ${name}`, () => {
    let harness: Harness;
    let log: EventLog;
    beforeAll(async () => {
      harness = await start();
    });
    afterAll(() => harness.dispose());
    beforeEach(async () => {
      log = await harness.open();
    });
    afterEach(() => log.close());

    describe('append', () => {
      it('gives dense numbers over all feeds, in the order of the batch', async () => {
        const { outcomes } = await log.append([
          draft('a', { feed: 'alarm', type: 'alarm.raised' }),
          draft('b'),
          draft('c', { feed: 'terminal', type: 'terminal.located' }),
        ]);
        await log.append([draft('d')]);
        expect(outcomes.map(({ status, position }) => [status, position.n])).toEqual([
          ['new', 1],
          ['new', 2],
          ['new', 3],
        ]);
        const { entries, head } = await log.read(0, 10);
        expect(entries.map(({ n, id, feed }) => [n, id, feed])).toEqual([
          [1, 'a', 'alarm'],
          [2, 'b', 'case'],
          [3, 'c', 'terminal'],
          [4, 'd', 'case'],
        ]);
        expect(head).toEqual({ e: entries[3]?.e, n: 4, h: entries[3]?.h });
      });

      it('answers a repeated batch with the original positions and writes nothing', async () => {
        const first = await log.append(drafts(1, 3));
        const again = await log.append(drafts(1, 3));
        expect(again.outcomes).toEqual(
          first.outcomes.map(({ position }) => ({ status: 'duplicate', position })),
        );
        expect((await log.head()).n).toBe(3);
      });

      it('finds a duplicate inside one batch', async () => {
        const { outcomes } = await log.append([draft('1'), draft('2'), draft('1')]);
        expect(outcomes.map(({ status }) => status)).toEqual(['new', 'new', 'duplicate']);
        expect(outcomes[2]?.position).toEqual(outcomes[0]?.position);
      });

      it('reports the same id with another payload as a conflict and leaves the log alone', async () => {
        const { outcomes: first } = await log.append([draft('1')]);
        const { outcomes } = await log.append([draft('1', { digest: 'other' }), draft('2')]);
        expect(outcomes[0]).toEqual({ status: 'conflict', position: first[0]?.position });
        expect(outcomes[1]?.position.n).toBe(2);
        expect((await log.entryAt(1))?.digest).toBe('digest of 1');
      });

      it('tells the same id of two sources apart', async () => {
        const { outcomes } = await log.append([draft('1'), draft('1', { source: 'urn:yitu:other' })]);
        expect(outcomes.map(({ status }) => status)).toEqual(['new', 'new']);
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
        await log.append([full, draft('2', { sequence: null })]);
        const head = await log.head();
        const entry = await log.entryAt(1);
        expect(entry).toEqual({ ...full, n: 1, e: head.e, h: entry?.h });
        expect((await log.entryAt(2))?.sequence).toBeNull();
      });

      it('stays dense under many callers at once', async () => {
        const batches = range(0, 19).map((i) => drafts(i * 10 + 1, i * 10 + 10));
        const results = await Promise.all(batches.map((batch) => log.append(batch)));
        const given = results.flatMap(({ outcomes }) => outcomes.map(({ position }) => position.n));
        expect(given.sort((a, b) => a - b)).toEqual(range(1, 200));
        expect(numbers((await log.read(0, 500)).entries)).toEqual(range(1, 200));
      });

      it('refuses a batch of more than 64 as a fault of the caller', async () => {
        await expect(log.append(drafts(1, 65))).rejects.toThrow(RangeError);
        expect((await log.append([])).outcomes).toEqual([]);
      });

      it('names what it promises', async () => {
        const { durability } = await log.append([draft('1')]);
        expect(durability).toBe('fsync');
        expect(log.durability()).toBe('fsync');
        expect(log.healthy()).toBe(true);
      });
    });

    describe('read', () => {
      it('starts after a number and stops at the limit', async () => {
        await log.append(drafts(1, 30));
        expect(numbers((await log.read(10, 5)).entries)).toEqual(range(11, 15));
        expect(numbers((await log.read(28, 5)).entries)).toEqual([29, 30]);
        expect((await log.read(30, 5)).entries).toEqual([]);
        expect((await log.read(99, 5)).entries).toEqual([]);
      });

      it('knows an empty log', async () => {
        const head = await log.head();
        expect(head).toEqual({ e: expect.stringMatching(/^[a-z0-9]{8}$/), n: 0, h: '' });
        expect(await log.read(0, 5)).toEqual({ entries: [], head, horizon: 0 });
        expect(await log.entryAt(1)).toBeNull();
      });

      it('brings entries of an older schema version into today’s shape', async () => {
        await log.append([draft('1')]);
        const upcasts: Upcasts = { 'case.received': [(data) => ({ ...data, raisedTo: 2 })] };
        log = await harness.reopen(log, { upcasts });
        expect(await log.entryAt(1)).toMatchObject({ v: 2, data: { title: '井盖破损', raisedTo: 2 } });
      });

      it('delivers an entry of a newer version untouched, and what comes after it', async () => {
        await log.append([draft('1', { v: 99, data: { new: 'shape' } }), draft('2')]);
        const { entries } = await log.read(0, 5);
        expect(entries[0]).toMatchObject({ v: 99, data: { new: 'shape' } });
        expect(numbers(entries)).toEqual([1, 2]);
      });
    });

    describe('follow', () => {
      it('catches up, then goes on live', async () => {
        for (const i of range(0, 19)) await log.append(drafts(i * 60 + 1, i * 60 + 60));
        const follower = collect(log);
        await eventually(() => expect(follower.numbers()).toEqual(range(1, 1200)));
        await log.append([draft('x', { feed: 'alarm', type: 'alarm.raised' }), draft('y')]);
        await log.append([draft('z', { feed: 'video', type: 'video.lead_raised' })]);
        await eventually(() => expect(follower.numbers()).toEqual(range(1, 1203)));
        await follower.stop();
        expect(follower.health).toEqual([true]);
      });

      it('starts where it is told to', async () => {
        await log.append(drafts(1, 10));
        const at = await log.entryAt(7);
        const follower = collect(log, at ?? BEFORE_ALL);
        await eventually(() => expect(follower.numbers()).toEqual([8, 9, 10]));
        await follower.stop();
      });

      it('waits for the handler before it brings more', async () => {
        let open = 0;
        let most = 0;
        const delivered: number[] = [];
        const follower = log.follow(BEFORE_ALL, {
          async onEntries(entries) {
            most = Math.max(most, ++open);
            await Promise.resolve();
            delivered.push(...numbers(entries));
            open--;
          },
          onDiscontinuity: () => {},
          onHealth: () => {},
        });
        await Promise.all(range(0, 9).map((i) => log.append(drafts(i * 5 + 1, i * 5 + 5))));
        await eventually(() => expect(delivered).toEqual(range(1, 50)));
        expect(most).toBe(1);
        await follower.stop();
      });

      it('brings nothing after stop', async () => {
        const follower = collect(log);
        await follower.stop();
        await log.append([draft('1')]);
        expect(follower.entries).toEqual([]);
      });

      it('goes on after the engine died, without a gap and without a repeat', async () => {
        await log.append(drafts(1, 5));
        const before = collect(log);
        await eventually(() => expect(before.numbers()).toEqual(range(1, 5)));
        const survivor = await harness.crash(log);
        const same = survivor === log;
        const after = same ? before : collect(survivor, before.entries.at(-1));
        log = survivor;
        await log.append(drafts(4, 9));
        const all = () => (same ? before.numbers() : [...before.numbers(), ...after.numbers()]);
        await eventually(() => expect(all()).toEqual(range(1, 9)));
        await after.stop();
        expect(after.reasons).toEqual([]);
      });

      it('tells a lost log from the one it followed', async () => {
        await log.append(drafts(1, 3));
        const at = (await log.entryAt(3)) ?? BEFORE_ALL;
        log = await harness.lose(log);
        await log.append(drafts(1, 9));
        const follower = collect(log, at);
        await eventually(() => expect(follower.reasons).toEqual(['epoch']));
        expect(follower.entries).toEqual([]);
        expect((await log.head()).e).not.toBe(at.e);
      });

      it('tells another entry at its place, and a log that went backwards', async () => {
        await log.append(drafts(1, 3));
        const head = await log.head();
        const other = collect(log, { ...head, h: 'another entry' });
        const ahead = collect(log, { ...head, n: 4 });
        await eventually(() =>
          expect([...other.reasons, ...ahead.reasons]).toEqual(['diverged', 'diverged']),
        );
      });
    });

    describe('trim', () => {
      const old = { feed: 'terminal', type: 'terminal.located', receivedAt: START } as const;
      const young = { ...old, receivedAt: START + 1_000 } as const;

      it('removes the old entries of one feed and says up to where holes are normal', async () => {
        await log.append([...drafts(1, 3, old), draft('kept'), ...drafts(5, 6, old), ...drafts(7, 8, young)]);
        expect(await log.trim('terminal', START + 500)).toBe(5);
        const { entries, horizon } = await log.read(0, 10);
        expect(numbers(entries)).toEqual([4, 7, 8]);
        expect(horizon).toBe(6);
        expect(numbers((await log.read(0, 2)).entries)).toEqual([4, 7]);
        expect(await log.entryAt(2)).toBeNull();
        expect(await log.trim('terminal', START + 500)).toBe(0);
      });

      it('works through more than one step takes', async () => {
        for (const i of range(0, 19)) await log.append(drafts(i * 60 + 1, i * 60 + 60, old));
        await log.append([draft('kept')]);
        expect(await log.trim('terminal', START + 500)).toBe(1200);
        expect(numbers((await log.read(0, 5)).entries)).toEqual([1201]);
      });

      it('forgets the ids of what it removed and remembers the others', async () => {
        await log.append([draft('1', old), draft('2', young)]);
        await log.trim('terminal', START + 500);
        const { outcomes } = await log.append([draft('1', old), draft('2', young)]);
        expect(outcomes.map(({ status, position }) => [status, position.n])).toEqual([
          ['new', 3],
          ['duplicate', 2],
        ]);
      });

      it('lets a reader pass that stands on a removed entry', async () => {
        await log.append(drafts(1, 4, old));
        const at = await log.entryAt(2);
        await log.append([draft('kept')]);
        await log.trim('terminal', START + 500);
        const follower = collect(log, at ?? BEFORE_ALL);
        await log.append([draft('live')]);
        await eventually(() => expect(follower.numbers()).toEqual([5, 6]));
        await follower.stop();
        expect(follower.reasons).toEqual([]);
      });
    });

    describe('snapshots', () => {
      const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7) % 251);

      it('come back byte for byte, newest first', async () => {
        const small = await log.saveSnapshot(meta(5, START), bytes(10));
        const large = await log.saveSnapshot(meta(9, START + 1), bytes(1_300_000));
        expect(await log.listSnapshots()).toEqual([large, small]);
        expect(large).toMatchObject({ ...meta(9, START + 1), bytes: 1_300_000 });
        expect(await log.loadSnapshot(small.id)).toEqual(bytes(10));
        const loaded = await log.loadSnapshot(large.id);
        expect(loaded !== null && Buffer.compare(loaded, bytes(1_300_000))).toBe(0);
      });

      it('are null when missing or damaged', async () => {
        const saved = await log.saveSnapshot(meta(5, START), bytes(700_000));
        log = await harness.corruptSnapshot(log, saved.id);
        expect(await log.loadSnapshot(saved.id)).toBeNull();
        expect(await log.loadSnapshot('none')).toBeNull();
      });

      it('can be deleted', async () => {
        const saved = await log.saveSnapshot(meta(5, START), bytes(10));
        await log.deleteSnapshot(saved.id);
        await log.deleteSnapshot('none');
        expect(await log.listSnapshots()).toEqual([]);
        expect(await log.loadSnapshot(saved.id)).toBeNull();
      });
    });

    describe('leases', () => {
      it('are held by one, and renewed by it with the same fence', async () => {
        const mine = await log.acquireLease('tick', 'a', 5_000);
        expect(mine).toEqual({ name: 'tick', holder: 'a', fence: 1 });
        expect(await log.acquireLease('tick', 'b', 5_000)).toBeNull();
        expect(await log.acquireLease('tick', 'a', 5_000)).toEqual(mine);
        expect(await log.acquireLease('trim', 'b', 5_000)).toMatchObject({ fence: 1 });
      });

      it('go to the next with a larger fence when released or expired', async () => {
        const first = await log.acquireLease('tick', 'a', 5_000);
        if (first) await log.releaseLease(first);
        expect(await log.acquireLease('tick', 'b', 100)).toMatchObject({ holder: 'b', fence: 2 });
        await harness.pass(150);
        expect(await log.acquireLease('tick', 'a', 5_000)).toMatchObject({ holder: 'a', fence: 3 });
      });

      it('cannot be released by a holder that lost them', async () => {
        const late = await log.acquireLease('tick', 'a', 100);
        await harness.pass(150);
        await log.acquireLease('tick', 'b', 5_000);
        if (late) await log.releaseLease(late);
        expect(await log.acquireLease('tick', 'c', 5_000)).toBeNull();
      });
    });

    describe('media', () => {
      it('comes back until it expires', async () => {
        const picture = {
          type: 'image/png',
          bytes: Uint8Array.of(0, 255, 10, 13, 128),
          storedAt: START,
          expiresAt: START + 60_000,
        };
        await log.putMedia('abc', picture);
        expect(await log.getMedia('abc', START + 59_999)).toEqual(picture);
        expect(await log.getMedia('abc', START + 60_000)).toBeNull();
        expect(await log.getMedia('none', START)).toBeNull();
      });
    });

    describe('dead letters', () => {
      it('count a repeated fault up, newest first', async () => {
        await log.putDeadLetter(letter('a'), START);
        await log.putDeadLetter({ ...letter('b'), path: null, text: null }, START + 1);
        await log.putDeadLetter(letter('a'), START + 2);
        expect(await log.listDeadLetters(10)).toEqual([
          { ...letter('a'), firstSeen: START, lastSeen: START + 2, count: 2 },
          { ...letter('b'), path: null, text: null, firstSeen: START + 1, lastSeen: START + 1, count: 1 },
        ]);
        expect(await log.listDeadLetters(1)).toHaveLength(1);
      });

      it('lose first their text, then everything', async () => {
        for (const [i, key] of ['gone', 'textless', 'whole'].entries()) {
          await log.putDeadLetter(letter(key), START + i * 1_000);
        }
        await log.ageDeadLetters(START + 1_000, START + 2_000);
        const left = await log.listDeadLetters(10);
        expect(left.map(({ key, text }) => [key, text])).toEqual([
          ['whole', '{"id":"1"}'],
          ['textless', null],
        ]);
      });
    });

    describe('life', () => {
      it('keeps its secrets', async () => {
        const secret = await log.secret('resume');
        expect(secret.length).toBeGreaterThanOrEqual(32);
        expect(await log.secret('other')).not.toBe(secret);
        log = await harness.reopen(log);
        expect(await log.secret('resume')).toBe(secret);
      });

      it('is the same log after it was closed and opened again', async () => {
        await log.append(drafts(1, 3));
        const head = await log.head();
        log = await harness.reopen(log);
        expect(await log.head()).toEqual(head);
        expect((await log.append([draft('3'), draft('4')])).outcomes.map(({ status }) => status)).toEqual([
          'duplicate',
          'new',
        ]);
      });

      it('rejects with log_unavailable within 5 s when the engine is gone', async () => {
        await harness.takeDown(log);
        const since = performance.now();
        await expect(log.append([draft('1')])).rejects.toMatchObject({ code: 'log_unavailable' });
        await expect(log.read(0, 1)).rejects.toMatchObject({ code: 'log_unavailable' });
        expect(performance.now() - since).toBeLessThan(5_000);
        expect(log.healthy()).toBe(false);
        log = await harness.open();
      });
    });
  });
}
