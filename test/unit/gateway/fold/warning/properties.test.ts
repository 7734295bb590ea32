import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { restoreFold } from '../../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../../gateway/fold/port.ts';
import { folded, NOON, type Said, tick } from '../log.ts';
import { alarm, command, DAY, entriesOf, item, only, SHIPPED } from './support.ts';

vi.setConfig({ testTimeout: 60_000 });

const said: fc.Arbitrary<Said> = fc.oneof(
  fc
    .record({
      id: fc.integer({ min: 0, max: 80 }),
      ago: fc.integer({ min: 0, max: 35 }),
      kind: fc.constantFrom('DISPUTE', 'HAZARD', 'FACILITY'),
      late: fc.boolean(),
      area: fc.constantFrom('v1', 'v2', 's2'),
    })
    .map(({ id, ago, kind, late, area }) => {
      const place = { location: { lng: 103.8, lat: 25.6 } };
      const due = late ? { holder: 'u-housing', dueAt: new Date(NOON - ago * 1_000).toISOString() } : {};
      return item(`c-${id}`, ago, { kind, ...place, ...due }, { area, sequence: ago });
    }),
  fc.integer({ min: 0, max: 20 }).map((id) => alarm(`a-${id}`, (id % 4) + id / 24, { sequence: 1 })),
);
/** What a feed has told is counted by entries, and a repetition is one more: the log has none. */
const PLACES = only(...SHIPPED.rules.filter(({ signal }) => signal !== 'SILENT').map(({ id }) => id));

const told = fc.array(said, { minLength: 30, maxLength: 90, size: 'max' });

function found(fold: Fold): unknown[] {
  return [...fold.all('warning')]
    .map(({ basis, ...warning }) => ({ ...warning, basis: basis.map(({ ref }) => ref) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

const rulesOf = (fold: Fold) =>
  [...fold.all('kpi')]
    .filter(({ id }) => id.startsWith('warning.'))
    .map(({ id, value }) => `${id} ${value}`)
    .sort();

it('what came before a tick is found alike in any order of arrival, with repetitions', () => {
  const runs = told.chain((list) => {
    const numbered = list.map((each, i) => ({ ...each, sequence: i }));
    return fc.tuple(
      fc.constant(numbered),
      fc.shuffledSubarray([...numbered, ...numbered], { minLength: 2 * numbered.length }),
    );
  });
  let some = 0;
  fc.assert(
    fc.property(runs, ([list, mixed]) => {
      const [one, other] = [list, mixed].map((each) =>
        folded(entriesOf(PLACES, [tick(NOON), ...each, tick(NOON + 5_000), tick(NOON + DAY)])),
      ) as [Fold, Fold];
      some += found(one).length;
      expect(found(other)).toEqual(found(one));
      expect(rulesOf(other)).toEqual(rulesOf(one));
    }),
    { numRuns: 40 },
  );
  expect(some).toBeGreaterThan(0);
});

const step: fc.Arbitrary<readonly [string, Record<string, unknown>]> = fc.constantFrom(
  ['warning_confirmed', {}],
  ['warning_confirmed', { level: 'HIGH' }],
  ['warning_issued', { unit: 'u-housing' }],
  ['warning_signed', {}],
  ['warning_answered', { note: '已核实' }],
  ['warning_lifted', { verdict: 'FALSE' }],
  ['linked', { title: '预警转事项', kind: 'DISPUTE' }],
  ['instruction_sent', { unit: '供水公司', text: '请到场核实' }],
);
const steps = fc.array(fc.tuple(step, fc.nat()), { maxLength: 24, size: 'max' });

/** Each step about one of the warnings that were found, in any order. */
function actsOn(
  fold: Fold,
  drawn: readonly (readonly [readonly [string, Record<string, unknown>], number])[],
): Said[] {
  const ids = [...fold.all('warning')].map(({ id }) => id);
  if (ids.length === 0) return [];
  return drawn.map(([[type, data], which], i) =>
    command(type, `warning:${ids[which % ids.length]}`, data, NOON + 6_000 + i),
  );
}

it('a restore at any place changes nothing of what is found, and done about it, later', () => {
  let acted = 0;
  fc.assert(
    fc.property(told, fc.nat(), steps, (list, at, drawn) => {
      const half = Math.floor(list.length / 2);
      const days = [tick(NOON + 5_000), tick(NOON + DAY), tick(NOON + 9 * DAY)];
      const early = entriesOf(SHIPPED, [...list.slice(0, half), days[0] as Said]);
      const acts = actsOn(folded(early), drawn);
      acted += acts.length;
      const entries = entriesOf(SHIPPED, [
        ...list.slice(0, half),
        ...days.slice(0, 1),
        ...acts,
        ...list.slice(half),
        ...days.slice(1),
      ]);
      const whole = folded(entries);
      const cut = 1 + (at % (entries.length - 1));
      const parted = folded(entries.slice(cut), restoreFold(folded(entries.slice(0, cut)).serialize()));
      expect(parted.stateHash()).toBe(whole.stateHash());
      expect([...parted.all('warning')]).toEqual([...whole.all('warning')]);
      // Only making an item of it is refused aloud where it does not follow; any other step is passed over.
      expect(whole.quarantine().filter(({ type }) => type !== 'operation.linked')).toEqual([]);
    }),
    { numRuns: 40 },
  );
  expect(acted).toBeGreaterThan(0);
});
