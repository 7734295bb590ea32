import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../gateway/contract/entry.ts';
import type { Position } from '../../gateway/contract/position.ts';
import { BEFORE_ALL, collect, draft, drafts, eventually, range } from './drafts.ts';
import type { Scene } from './harness.ts';

/** Noticing that the log went back, fencing it, and giving back what it lost. */
export function describeHealing(scene: Scene): void {
  const all = async () => (await scene.log.read(0, 500)).entries;
  const entryAt = async (n: number) => (await scene.log.entryAt(n)) as LogEntry;
  const placeOf = ({ e, n, h }: LogEntry): Position => ({ e, n, h });

  /** Ten entries were written, the log went back to the sixth. */
  async function rewound() {
    await scene.log.append(drafts(1, 10));
    const before = await all();
    scene.log = await scene.harness.rewind(scene.log, 6);
    const known = placeOf(before[9] as LogEntry);
    const fork = placeOf(before[5] as LogEntry);
    return { before, known, fork, lost: before.slice(6) };
  }

  describe('a log that went back', () => {
    it('takes nothing from whoever knows more than it holds', async () => {
      const { known, fork } = await rewound();
      const late = scene.log.append(drafts(11, 12), { standing: () => known });
      await expect(late).rejects.toMatchObject({ name: 'GatewayError', code: 'log_unavailable' });
      expect((await scene.log.head()).n).toBe(6);
      const { outcomes } = await scene.log.append(drafts(11, 12), { standing: () => fork });
      expect(outcomes.map(({ position }) => position.n)).toEqual([7, 8]);
    });

    it('is fenced once, however many notice', async () => {
      const { known, fork, before } = await rewound();
      const second = placeOf(before[8] as LogEntry);
      const heads = await Promise.all([
        scene.log.fence({ known, fork, reason: 'diverged' }),
        scene.log.fence({ known: second, fork, reason: 'diverged' }),
        scene.log.fence({ known, fork, reason: 'diverged' }),
      ]);
      expect(new Set(heads.map(({ e }) => e)).size).toBe(1);
      expect(heads[0]).toMatchObject({ n: 6, h: fork.h });
      expect(heads[0]?.e).not.toBe(known.e);
      expect((await scene.log.epochs()).at(-1)).toEqual({
        epoch: heads[0]?.e,
        from: known.e,
        forkN: 6,
        forkH: fork.h,
        startedAt: expect.any(Number),
        reason: 'diverged',
      });
      expect(await scene.log.epochs()).toHaveLength(2);
    });

    it('is not fenced for a place that it holds, nor behind a fork that it does not hold', async () => {
      const { known, fork } = await rewound();
      const { e } = await scene.log.head();
      expect((await scene.log.fence({ known: fork, fork, reason: 'diverged' })).e).toBe(e);
      const wrong = { ...fork, h: 'another entry' };
      await expect(scene.log.fence({ known, fork: wrong, reason: 'diverged' })).rejects.toMatchObject({
        code: 'log_unavailable',
      });
      expect(await scene.log.epochs()).toHaveLength(1);
    });

    it('keeps the places up to the fork, and no other', async () => {
      const { before, known, fork } = await rewound();
      await scene.log.append(drafts(11, 13), { standing: () => fork });
      await scene.log.fence({ known, fork, reason: 'diverged' });
      await scene.log.append(drafts(14, 20));
      const held = await Promise.all(before.map((entry) => scene.log.holds(placeOf(entry))));
      expect(held).toEqual([true, true, true, true, true, true, false, false, false, false]);
      await scene.log.trim('case', Number.MAX_SAFE_INTEGER, { upTo: 10 });
      const trimmed = await Promise.all(before.map((entry) => scene.log.holds(placeOf(entry))));
      expect(trimmed).toEqual(held);
    });

    it('goes on for a reader at the fork, and breaks off for one beyond', async () => {
      const { known, fork } = await rewound();
      await scene.log.fence({ known, fork, reason: 'diverged' });
      await scene.log.append(drafts(11, 15));
      const behind = collect(scene.log, fork);
      const beyond = collect(scene.log, known);
      await eventually(() => expect(behind.numbers()).toEqual(range(7, 11)));
      await eventually(() => expect(beyond.reasons).toEqual(['epoch']));
      expect(behind.reasons).toEqual([]);
      expect(beyond.entries).toEqual([]);
      await behind.stop();
    });
  });

  describe('healing', () => {
    it('gives back what was lost, in order, under new numbers that name the old', async () => {
      const { known, fork, lost } = await rewound();
      await scene.log.append([draft('new')], { standing: () => fork });
      const { e } = await scene.log.fence({ known, fork, reason: 'diverged' });
      const { outcomes, durability } = await scene.log.heal(lost, fork);
      expect(durability).toBe('fsync');
      expect(outcomes.map(({ status, position }) => [status, position.n, position.e])).toEqual(
        range(8, 11).map((n) => ['healed', n, e]),
      );
      const entries = await all();
      expect(entries.slice(6).map(({ n, id, healedFrom }) => [n, id, healedFrom])).toEqual([
        [7, 'new', undefined],
        [8, '7', 7],
        [9, '8', 8],
        [10, '9', 9],
        [11, '10', 10],
      ]);
      const { n: _n, e: _e, h: _h, healedFrom: _from, ...again } = entries[7] as LogEntry;
      expect(lost[0]).toMatchObject(again);
    });

    it('by two at once writes nothing twice', async () => {
      const { fork, lost } = await rewound();
      const results = await Promise.all([
        scene.log.heal(lost, fork),
        scene.log.heal(lost.slice(1), fork),
        scene.log.heal(lost, fork),
      ]);
      const healed = results.flatMap(({ outcomes }) => outcomes.filter(({ status }) => status === 'healed'));
      expect(healed).toHaveLength(4);
      const ids = (await all()).map(({ id }) => id);
      expect(ids.toSorted()).toEqual(range(1, 10).map(String).toSorted());
    });

    it('leaves alone what is there, also with another payload', async () => {
      const { fork, lost } = await rewound();
      await scene.log.append([draft('7'), draft('8', { digest: 'other' })]);
      const { outcomes } = await scene.log.heal(lost, fork);
      expect(outcomes.map(({ status, position }) => [status, position.n])).toEqual([
        ['present', 7],
        ['conflict', 8],
        ['healed', 9],
        ['healed', 10],
      ]);
      expect((await entryAt(8)).digest).toBe('other');
    });

    it('of a healed entry keeps its first number', async () => {
      const { fork, lost } = await rewound();
      await scene.log.append([draft('between')]);
      await scene.log.heal(lost, fork);
      const healed = await entryAt(8);
      scene.log = await scene.harness.rewind(scene.log, 6);
      await scene.log.heal([healed], fork);
      expect(await entryAt(7)).toMatchObject({ id: '7', healedFrom: 7 });
    });

    it('is refused by a log that does not hold the fork', async () => {
      const { known, lost } = await rewound();
      await expect(scene.log.heal(lost, known)).rejects.toMatchObject({ code: 'log_unavailable' });
      expect((await scene.log.head()).n).toBe(6);
    });

    it('fills another log that stands in the place of the lost one, which remembers whose place it took', async () => {
      await scene.log.append(drafts(1, 5));
      const before = await all();
      const known = placeOf(before[4] as LogEntry);
      scene.log = await scene.harness.lose(scene.log);
      await scene.log.append([draft('new')]);
      const { e } = await scene.log.fence({ known, fork: BEFORE_ALL, reason: 'lost' });
      await scene.log.heal(before, BEFORE_ALL);
      expect(await scene.log.epochs()).toEqual([
        expect.objectContaining({ epoch: e, from: known.e, forkN: 0, reason: 'lost' }),
      ]);
      expect((await all()).map(({ id }) => id)).toEqual(['new', '1', '2', '3', '4', '5']);
      expect(await scene.log.holds(known)).toBe(false);
    });
  });

  describe('a lease that has moved on', () => {
    const late = async () => {
      const old = await scene.log.acquireLease('duties', 'first', 1_000);
      await scene.log.append(drafts(1, 3));
      await scene.harness.pass(1_100);
      const now = await scene.log.acquireLease('duties', 'second', 60_000);
      if (old === null || now === null) throw new Error('the lease was not free');
      return { old, now };
    };

    it('lets its late holder append, trim and save nothing, and its new holder everything', async () => {
      const { old, now } = await late();
      const { log } = scene;
      const meta = { position: await log.head(), reducerVersion: 1, stateHash: 'x', savedAt: 0 };
      const bytes = new Uint8Array([1, 2, 3]);
      const lost = { code: 'lease_lost' };
      await expect(log.append([draft('4')], { lease: old })).rejects.toMatchObject(lost);
      await expect(log.trim('case', Number.MAX_SAFE_INTEGER, { lease: old })).rejects.toMatchObject(lost);
      await expect(log.saveSnapshot(meta, bytes, old)).rejects.toMatchObject(lost);
      expect((await all()).map(({ id }) => id)).toEqual(['1', '2', '3']);
      expect(await log.listSnapshots()).toEqual([]);
      expect(log.healthy()).toBe(true);
      await log.append([draft('4')], { lease: now });
      await log.saveSnapshot(meta, bytes, now);
      expect(await log.trim('case', Number.MAX_SAFE_INTEGER, { lease: now, upTo: 3 })).toBe(3);
      expect((await all()).map(({ id }) => id)).toEqual(['4']);
    });

    it('lets its late holder delete nothing, and its new holder everything', async () => {
      const { old, now } = await late();
      const { log } = scene;
      const meta = { position: await log.head(), reducerVersion: 1, stateHash: 'x', savedAt: 0 };
      const { id } = await log.saveSnapshot(meta, new Uint8Array([1, 2, 3]), now);
      await log.putTracks({ at: 0, n: 1 }, [], { keepMs: 60_000, lease: now });
      const letter = { key: 'a', producer: 'p', code: 'c', detail: 'd', path: null, text: 't' };
      for (const key of ['a', 'b']) await log.putDeadLetter({ ...letter, key }, 0);
      const lost = { code: 'lease_lost' };
      await expect(log.deleteSnapshot(id, old)).rejects.toMatchObject(lost);
      await expect(log.dropTracks(1, old)).rejects.toMatchObject(lost);
      await expect(log.ageDeadLetters(1, 1, 0, old)).rejects.toMatchObject(lost);
      await expect(log.ageDeadLetters(0, 1, 9, old)).rejects.toMatchObject(lost);
      expect(await log.loadSnapshot(id)).toEqual(new Uint8Array([1, 2, 3]));
      expect(await log.trackSlots()).toHaveLength(1);
      expect((await log.listDeadLetters(9)).map(({ text }) => text)).toEqual(['t', 't']);
      await log.deleteSnapshot(id, now);
      await log.ageDeadLetters(0, 1, 1, now);
      expect(await log.listSnapshots()).toEqual([]);
      expect(await log.dropTracks(1, now)).toBe(1);
      expect((await log.listDeadLetters(9)).map(({ text }) => text)).toEqual([null]);
    });
  });
}
