import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixOf, markOf, type TrackFix } from '../../../../../gateway/fold/tracks/fix.ts';
import { packTrack, unpackTrack } from '../../../../../gateway/fold/tracks/pack.ts';
import { thinned as thinnedBy } from '../../../../../gateway/fold/tracks/thin.ts';
import { entry, NOON } from '../log.ts';

/** As shipped. */
const RULE = { toleranceM: 25, fixesAtMost: 30 };
const thinned = (fixes: readonly TrackFix[], rule = RULE) => thinnedBy(fixes, rule);

const METRES = 1 / 111_320;
const LNG_METRES = METRES / Math.cos((25.6 * Math.PI) / 180);

/** A fix `s` seconds after noon, metres east and north of the square. */
const fix = (s: number, east: number, north: number, n = s): TrackFix => ({
  at: NOON + s * 1_000,
  lng: 103.82 + east * LNG_METRES,
  lat: 25.6 + north * METRES,
  n,
  mark: markOf('urn:test', `f-${n}`),
});
const seconds = (fixes: readonly TrackFix[]) => fixes.map(({ at }) => (at - NOON) / 1_000);

describe('a thinned track', () => {
  it('has the ends of an even walk, and the corner of one that turns', () => {
    const walk = Array.from({ length: 10 }, (_, i) => fix(i * 30, i * 40, 0));
    expect(seconds(thinned(walk))).toEqual([0, 270]);
    const turn = [...walk, ...Array.from({ length: 5 }, (_, i) => fix(300 + i * 30, 360, (i + 1) * 40))];
    expect(seconds(thinned(turn))).toEqual([0, 270, 420]);
  });

  it('tells a stop, although it lies on the line', () => {
    const there = Array.from({ length: 5 }, (_, i) => fix(i * 30, i * 50, 0));
    const rest = Array.from({ length: 10 }, (_, i) => fix(150 + i * 30, 200, 0));
    const on = Array.from({ length: 5 }, (_, i) => fix(450 + i * 30, 250 + i * 50, 0));
    expect(seconds(thinned([...there, ...rest, ...on]))).toEqual([0, 120, 420, 570]);
  });

  it.each([
    [{ toleranceM: 25, fixesAtMost: 30 }, [0, 60, 90, 120]],
    [{ toleranceM: 80, fixesAtMost: 30 }, [0, 90, 120]],
    [{ toleranceM: 25, fixesAtMost: 3 }, [0, 90, 120]],
    [{ toleranceM: 25, fixesAtMost: 2 }, [0, 120]],
  ])('keeps what the rule says: %o', (rule, kept) => {
    const walk = [fix(0, 0, 0), fix(30, 0, 10), fix(60, 0, 60), fix(90, 0, 200), fix(120, 0, 0)];
    expect(seconds(thinned(walk, rule))).toEqual(kept);
  });

  it('is in the order of time; of what came at one instant the last of the log stays', () => {
    const late = [fix(60, 100, 100, 9), fix(0, 0, 0, 1), fix(30, 900, 0, 2), fix(60, 500, 500, 3)];
    expect(thinned(late).map(({ n }) => n)).toEqual([1, 2, 9]);
  });

  const wander = fc.array(fc.tuple(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 2_000 })), {
    minLength: 1,
    maxLength: 120,
  });
  it('is bounded, keeps both ends and tells nothing that was not said', () => {
    fc.assert(
      fc.property(wander, (steps) => {
        const walk = steps.map(([east, north], i) => fix(i * 7, east, north));
        const kept = thinned(walk);
        expect(kept.length).toBeLessThanOrEqual(RULE.fixesAtMost);
        expect(kept[0]).toBe(walk[0]);
        expect(kept.at(-1)).toBe(walk.at(-1));
        expect(kept.every((each) => walk.includes(each))).toBe(true);
      }),
    );
  });

  it('lies within the tolerance of every fix that it left out, as long as it needs no bound', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 3, maxLength: 25 }),
        (sideways) => {
          const walk = sideways.map((north, i) => fix(i * 10, i * 15, north));
          const kept = thinned(walk);
          for (const left of walk) {
            const before = kept.findLast(({ at }) => at <= left.at) as TrackFix;
            const after = kept.find(({ at }) => at >= left.at) as TrackFix;
            const share = after.at === before.at ? 0 : (left.at - before.at) / (after.at - before.at);
            const east = left.lng - (before.lng + share * (after.lng - before.lng));
            const north = left.lat - (before.lat + share * (after.lat - before.lat));
            const metres = Math.hypot(east / LNG_METRES, north / METRES);
            expect(metres).toBeLessThanOrEqual(RULE.toleranceM + 0.5);
          }
        },
      ),
    );
  });
});

describe('a packed track', () => {
  it('is read as it was written, to a centimetre', () => {
    const track = [fix(0, 0, 0), fix(30, 120, -40), fix(900, -3_000, 8_000, 123_456_789_012)];
    const read = unpackTrack(packTrack(track));
    expect(read.map(({ at, n, mark }) => ({ at, n, mark }))).toEqual(
      track.map(({ at, n, mark }) => ({ at, n, mark })),
    );
    read.forEach(({ lng, lat }, i) => {
      expect(lng).toBeCloseTo(track[i]?.lng ?? 0, 6);
      expect(lat).toBeCloseTo(track[i]?.lat ?? 0, 6);
    });
  });

  it('is empty when it is damaged or of another form', () => {
    const packed = packTrack([fix(0, 0, 0)]);
    expect(unpackTrack(packed.subarray(0, 20))).toEqual([]);
    expect(unpackTrack(Uint8Array.of(9, ...packed.subarray(1)))).toEqual([]);
    expect(unpackTrack(new Uint8Array())).toEqual([]);
  });
});

describe('what a track is made of', () => {
  const location = { lng: 103.82, lat: 25.6 };
  const located = (over = {}, data = {}) =>
    entry(7, { type: 'terminal.located', subject: 't-1', data: { location, ...data }, ...over });

  it('is where a terminal said that it was, and when; never later than it was heard', () => {
    const taken = new Date(NOON - 60_000).toISOString();
    expect(fixOf(located({}, { fixAt: taken }))).toMatchObject({ at: NOON - 60_000, ...location, n: 7 });
    const ahead = new Date(NOON + 60_000).toISOString();
    expect(fixOf(located({}, { fixAt: ahead }))).toMatchObject({ at: NOON });
    expect(fixOf(entry(7, { type: 'terminal.sos_raised', data: { location } }))).toMatchObject({ at: NOON });
  });

  it('is nothing of an exercise or a test, nothing erased, nothing that the fold would not take', () => {
    expect(fixOf(located({ reality: 'exercise' }))).toBeNull();
    expect(fixOf(located({ reality: 'test' }))).toBeNull();
    expect(fixOf(located({ flags: ['erased'] }))).toBeNull();
    expect(fixOf(located({}, { location: { lng: 1_000, lat: 0 } }))).toBeNull();
    expect(fixOf(entry(7, { type: 'terminal.status_changed', data: { onDuty: true } }))).toBeNull();
    expect(fixOf(entry(7, { type: 'case.progressed', data: {} }))).toBeNull();
  });
});
