import { describe, expect, it, vi } from 'vitest';
import type { CaseEntity } from '../../../../gateway/contract/entities.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { configured, folded, log, NOON, type Said, tick } from './log.ts';
import { RULED } from './random-log.ts';

vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000;
/** Metres to the east, about. */
const east = (metres: number) => ({ lng: 103.82 + metres / 100_350, lat: 25.6 });

/** One act in the life of an item; the minute is that of what happened. */
type Act = readonly [type: string, data?: Record<string, unknown>];

const ACTS: readonly Act[] = [
  ['dispatched', { holder: 'u-housing' }],
  ['fedback'],
  ['fedback'],
  ['verified', { state: 'CALLBACK' }],
  ['progressed', { check: 'PASSED' }],
  ['reworked'],
  ['closed'],
  ['reopened'],
  ['suspended'],
  ['voided'],
  ['merged', { into: 'elsewhere' }],
];

const life = (subject: string, kind: string): fc.Arbitrary<Said[]> =>
  fc
    .tuple(
      fc.integer({ min: 0, max: 200 }),
      fc.constantFrom(0, 30, 45, 90),
      fc.array(fc.tuple(fc.constantFrom(...ACTS), fc.integer({ min: 1, max: 60 })), { maxLength: 5 }),
    )
    .map(([from, metres, acts]) => {
      let minute = from;
      const first: Said = {
        type: 'case.received',
        data: { title: '一事', kind, category: '同类', location: east(metres), people: 3 },
      };
      const steps = acts.map(([[type, data = {}], after]): Said => {
        minute += after;
        return { type: `case.${type}`, time: NOON + minute * MINUTE, data };
      });
      return [{ ...first, time: NOON + from * MINUTE }, ...steps].map((said, sequence) => ({
        ...said,
        subject,
        sequence,
        area: 'v1',
        receivedAt: NOON + 500 * MINUTE,
      }));
    });

/** The lives put together in some order, each by itself in its own. */
function interleaved(lives: readonly (readonly Said[])[], picks: readonly number[]): Said[] {
  const left = lives.map((each) => [...each]);
  const order: Said[] = [];
  for (let turn = 0; left.some((each) => each.length > 0); turn += 1) {
    const open = left.filter((each) => each.length > 0);
    const said = open[(picks[turn % picks.length] ?? 0) % open.length]?.shift();
    if (said !== undefined) order.push(said);
  }
  return order;
}

const SETUP = configured(RULED);
const AFTER = [tick(NOON + 501 * MINUTE), tick(NOON + 2_000 * MINUTE)];

/** What does not tell in which order things were heard. */
function shown(fold: Fold) {
  const item = ({ version: _version, ...rest }: CaseEntity) => rest;
  const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
  const numbers = [...fold.all('kpi')].filter(({ id }) => !id.startsWith('feed.'));
  return {
    items: [...fold.all('case')].map(item).sort(byId),
    numbers: numbers.map(({ id, value, part, of }) => ({ id, value, part, of })).sort(byId),
  };
}

describe.each(['FACILITY', 'HAZARD', 'DISPUTE'])('like items of kind %s', (kind) => {
  it('end the same in whatever order their lives are told', () => {
    const lives = fc.tuple(...['a', 'b', 'c'].map((subject) => life(subject, kind)));
    const picks = fc.array(fc.nat(5), { minLength: 3, maxLength: 16 });
    fc.assert(
      fc.property(lives, picks, (told, turns) => {
        const inTurn = folded(log(SETUP, ...told.flat(), ...AFTER));
        const mixed = folded(log(SETUP, ...interleaved(told, turns), ...AFTER));
        expect(shown(mixed)).toEqual(shown(inTurn));
      }),
      numRuns(60),
    );
  });
});
