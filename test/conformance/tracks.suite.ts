import { describe, expect, it } from 'vitest';
import type { DraftEntry } from '../../gateway/contract/entry.ts';
import { TRACK_SLOT_MS } from '../../gateway/contract/tracks.ts';
import { unpackTrack } from '../../gateway/fold/tracks/pack.ts';
import { eraseEntries } from '../../gateway/live/erasing.ts';
import { createTrackKeeper } from '../../gateway/live/tracks.ts';
import type { EventLog, Lease } from '../../gateway/log/port.ts';
import { draft, START, silent } from './drafts.ts';
import type { Scene } from './harness.ts';

const DAY = 86_400_000;
const bytes = (...values: readonly number[]) => Uint8Array.of(...values);

async function leaseOf(log: EventLog, holder: string): Promise<Lease> {
  const lease = await log.acquireLease('duties', holder, 60_000);
  if (lease === null) throw new Error('the lease was not free');
  return lease;
}

/** A fix of a terminal `s` seconds after the start, metres east of the square. */
function located(terminal: string, s: number, east: number, over: Partial<DraftEntry> = {}): DraftEntry {
  const time = START + s * 1_000;
  return draft(`${terminal}-${s}`, {
    feed: 'terminal',
    type: 'terminal.located',
    subject: terminal,
    time,
    receivedAt: time,
    data: { location: { lng: 103.8 + east / 100_000, lat: 25.6 } },
    ...over,
  });
}

const tick = (s: number) =>
  draft(`tick-${s}`, { feed: 'system', type: 'system.ticked', receivedAt: START + s * 1_000, data: {} });

/** Keeps tracks as the holder of the duties does, at an instant after the start. */
const keeperOf = (log: EventLog, at = { s: 0 }, tracksMs = 30 * DAY) =>
  createTrackKeeper({
    log,
    clock: { now: () => START + at.s * 1_000, simulated: true, rate: 1 },
    retention: { tracksMs, thinning: { toleranceM: 25, fixesAtMost: 30 } },
  });

const secondsOf = async (log: EventLog, terminal: string) =>
  (await log.tracksOf(terminal, 0, Number.MAX_SAFE_INTEGER))
    .flatMap(unpackTrack)
    .map(({ at }) => (at - START) / 1_000);

const erase = (log: EventLog, ...ids: readonly string[]) =>
  eraseEntries(
    {
      log,
      clock: { now: () => START + DAY, simulated: true, rate: 1 },
      logger: silent,
      scrub: (text) => text,
    },
    { reason: '误报', entries: ids.map((id) => ({ source: 'urn:yitu:test', id })) },
  );

/** Where terminals have been, by quarters of an hour. */
export function describeTracks(scene: Scene): void {
  describe('tracks', () => {
    it('are kept by slot and told by terminal, oldest first; a slot that comes again is replaced', async () => {
      const keep = { keepMs: DAY };
      const slots = [START, START + TRACK_SLOT_MS];
      await scene.log.putTracks({ at: slots[1] ?? 0, n: 9 }, [{ terminal: 'T2', body: bytes(7) }], keep);
      const pieces = [
        { terminal: 'T1', body: bytes(1, 0, 255, 10, 13) },
        { terminal: 'T2', body: bytes(3) },
      ];
      await scene.log.putTracks({ at: slots[0] ?? 0, n: 5 }, pieces, keep);
      expect(await scene.log.trackSlots()).toEqual([
        { at: slots[0], n: 5 },
        { at: slots[1], n: 9 },
      ]);
      expect(await scene.log.tracksOf('T2', START, START + TRACK_SLOT_MS)).toEqual([bytes(3), bytes(7)]);
      expect(await scene.log.tracksOf('T2', START + 1, START + DAY)).toEqual([bytes(7)]);
      expect(await scene.log.tracksOf('T1', START, START)).toEqual([bytes(1, 0, 255, 10, 13)]);
      const there = await scene.log.tracksIn(START);
      expect(there.toSorted((a, b) => a.terminal.localeCompare(b.terminal))).toEqual(pieces);
      await scene.log.putTracks({ at: START, n: 6 }, [{ terminal: 'T1', body: bytes(2) }], keep);
      expect(await scene.log.tracksIn(START)).toEqual([{ terminal: 'T1', body: bytes(2) }]);
      expect((await scene.log.trackSlots())[0]).toEqual({ at: START, n: 6 });
    });

    it('of one terminal can be put in another way, or taken out; old slots go', async () => {
      const slot = { at: START, n: 1 };
      const pieces = ['T1', 'T2'].map((terminal) => ({ terminal, body: bytes(1) }));
      await scene.log.putTracks(slot, pieces, { keepMs: DAY });
      await scene.log.replaceTrack(START, 'T1', bytes(5));
      await scene.log.replaceTrack(START, 'T2', null);
      expect(await scene.log.tracksIn(START)).toEqual([{ terminal: 'T1', body: bytes(5) }]);
      await scene.log.putTracks({ at: START + TRACK_SLOT_MS, n: 2 }, pieces, { keepMs: DAY });
      expect(await scene.log.dropTracks(START + 1)).toBe(1);
      expect(await scene.log.dropTracks(START + 1)).toBe(0);
      expect(await scene.log.tracksOf('T1', 0, START + DAY)).toEqual([bytes(1)]);
    });

    it('are not written by a holder that was overtaken', async () => {
      const late = await scene.log.acquireLease('duties', 'a', 100);
      await scene.harness.pass(150);
      const lease = await leaseOf(scene.log, 'b');
      const put = (by: Lease | null) =>
        scene.log.putTracks({ at: START, n: 1 }, [{ terminal: 'T1', body: bytes(1) }], {
          keepMs: DAY,
          lease: by ?? undefined,
        });
      await expect(put(late)).rejects.toMatchObject({ code: 'lease_lost' });
      expect(await scene.log.trackSlots()).toEqual([]);
      await put(lease);
      expect(await scene.log.trackSlots()).toHaveLength(1);
    });

    it('are thinned when their quarter of an hour is over, and not before', async () => {
      const lease = await leaseOf(scene.log, 'a');
      const keeper = keeperOf(scene.log);
      const walk = Array.from({ length: 20 }, (_, i) => located('T1', i * 30, i * 40));
      await scene.log.append([...walk, located('T2', 600, 5), draft('case')]);
      await keeper.run(lease);
      expect(await scene.log.trackSlots()).toEqual([]);
      await scene.log.append([tick(905)]);
      await keeper.run(lease);
      expect(await secondsOf(scene.log, 'T1')).toEqual([0, 570]);
      expect(await secondsOf(scene.log, 'T2')).toEqual([600]);
      expect(await scene.log.trackSlots()).toEqual([{ at: START, n: 22 }]);
    });

    it('go on behind the last slot when another gateway takes over, with nothing lost or told twice', async () => {
      const first = await leaseOf(scene.log, 'a');
      const keeper = keeperOf(scene.log);
      await scene.log.append([located('T1', 0, 0), located('T1', 890, 500), located('T1', 910, 520)]);
      await keeper.run(first);
      await scene.log.releaseLease(first);
      const second = await leaseOf(scene.log, 'b');
      await scene.log.append([located('T1', 1_000, 900), tick(1_805)]);
      await keeperOf(scene.log).run(second);
      expect(await secondsOf(scene.log, 'T1')).toEqual([0, 890, 910, 1_000]);
      await expect(keeper.run(first)).rejects.toMatchObject({ code: 'lease_lost' });
      expect(await secondsOf(scene.log, 'T1')).toEqual([0, 890, 910, 1_000]);
    });

    it('never write a slot again, whatever its log tells once more', async () => {
      const lease = await leaseOf(scene.log, 'a');
      const at = { s: 910 };
      await scene.log.append([located('T1', 0, 0), tick(905)]);
      await keeperOf(scene.log, at).run(lease);
      await scene.log.append([located('T1', 300, 900), tick(1_805)]);
      await keeperOf(scene.log, at).run(lease);
      expect(await secondsOf(scene.log, 'T1')).toEqual([0, 300]);
    });

    it('lose what is erased: while it waits, when it was written, and when the log holds it no more', async () => {
      const lease = await leaseOf(scene.log, 'a');
      const keeper = keeperOf(scene.log);
      const places = [0, 100, 200, 300].map((s, i) => located('T1', s, (i % 2) * 900));
      await scene.log.append([...places, located('T2', 10, 0)]);
      await keeper.run(lease);
      expect(await erase(scene.log, 'T1-100')).toMatchObject({ trackFixes: 0, missing: [] });
      await scene.log.append([tick(905)]);
      await keeper.run(lease);
      expect(await secondsOf(scene.log, 'T1')).toEqual([0, 200, 300]);
      expect(await erase(scene.log, 'T1-200')).toMatchObject({ trackFixes: 1, erased: [{ n: 3 }] });
      expect(await secondsOf(scene.log, 'T1')).toEqual([0, 300]);
      await scene.log.trim('terminal', START + DAY);
      const reply = await erase(scene.log, 'T1-300', 'T2-10', 'unknown');
      expect(reply).toMatchObject({ trackFixes: 2, missing: [{ id: 'unknown' }] });
      expect(reply.erased.map(({ id, n }) => [id, n])).toEqual([
        ['T1-300', 4],
        ['T2-10', 5],
      ]);
      expect(await secondsOf(scene.log, 'T1')).toEqual([0]);
      expect(await secondsOf(scene.log, 'T2')).toEqual([]);
    });

    it('leave again what was written in the moment of the erasure', async () => {
      const lease = await leaseOf(scene.log, 'a');
      const keeper = keeperOf(scene.log);
      await scene.log.append([located('T1', 0, 0), located('T1', 100, 900)]);
      await keeper.run(lease);
      await scene.log.append([tick(905)]);
      const broken = Object.assign(Object.create(scene.log), { trackSlots: () => Promise.resolve([]) });
      await erase(broken, 'T1-100');
      await keeper.run(lease);
      expect(await secondsOf(scene.log, 'T1')).toEqual([0]);
    });

    it('are let go of after their time', async () => {
      const lease = await leaseOf(scene.log, 'a');
      const at = { s: 0 };
      const keeper = keeperOf(scene.log, at, 2 * DAY);
      await scene.log.append([located('T1', 0, 0), tick(905)]);
      await keeper.run(lease);
      expect(await secondsOf(scene.log, 'T1')).toEqual([0]);
      at.s = (2 * DAY) / 1_000 + 1_000;
      await keeper.run(lease);
      expect(await scene.log.trackSlots()).toEqual([]);
      await keeperOf(scene.log, at, 2 * DAY).run(await leaseOf(scene.log, 'a'));
      expect(await scene.log.trackSlots()).toEqual([]);
    });
  });
}
