import { describe, expect, it, vi } from 'vitest';
import { ENTITY_KINDS } from '../../../../gateway/contract/entities.ts';
import type { LogEntry } from '../../../../gateway/contract/entry.ts';
import { LEVEL_BUCKETS, OFFICE_OPEN, UNSEEN_ITEMS } from '../../../../gateway/contract/kpi.ts';
import { INSTRUCTION_STATES } from '../../../../gateway/contract/warnings.ts';
import { counts } from '../../../../gateway/fold/event.ts';
import { createFold, restoreFold } from '../../../../gateway/fold/index.ts';
import { contributions } from '../../../../gateway/fold/kpi.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { configured, entry, folded, kpi, NOON, RULES, type Said, tick } from './log.ts';
import { RULED, randomLog, SAID } from './random-log.ts';
import { SHIPPED } from './warning/support.ts';

vi.setConfig({ testTimeout: 180_000 });

const RUNS = numRuns(60);

function everything(fold: Fold): Record<string, unknown> {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return Object.fromEntries(ENTITY_KINDS.map((kind) => [kind, [...fold.all(kind)].sort(byId)]));
}

/** Ids of everything in the order of the lists, and what changed after `n` in that order. */
function listed(fold: Fold, n: number): unknown {
  const ids = Object.fromEntries(ENTITY_KINDS.map((kind) => [kind, [...fold.all(kind)].map(({ id }) => id)]));
  return { ids, since: fold.since(n) };
}

describe('for any log', () => {
  it('carried + received − closed = open = the levels together, and the changes reconcile, after each entry', () => {
    fc.assert(
      fc.property(randomLog, (entries) => {
        const fold = createFold();
        for (const each of entries) {
          fold.apply(each);
          const sum = (prefix: string) =>
            LEVEL_BUCKETS.reduce((total, level) => total + kpi(fold, `${prefix}.${level}`), 0);
          const [received, closed] = [kpi(fold, 'today.received'), kpi(fold, 'today.closed')];
          expect(kpi(fold, 'today.carried') + received - closed).toBe(kpi(fold, 'case.open'));
          expect(kpi(fold, 'today.resumed')).toBeLessThanOrEqual(kpi(fold, 'today.carried'));
          expect(sum('case.open')).toBe(kpi(fold, 'case.open'));
          expect(sum('case.change')).toBe(received - closed);
        }
      }),
      RUNS,
    );
  });

  it('every number is what the live entities contribute, and no number but of a day outlives its entity', () => {
    fc.assert(
      fc.property(randomLog, (entries) => {
        const fold = folded(entries);
        const sums = new Map<string, number>();
        for (const kind of ['case', 'alarm', 'terminal', 'video', 'warning', 'instruction'] as const) {
          for (const entity of fold.all(kind)) {
            for (const { id, by } of contributions(kind, entity, 0)) sums.set(id, (sums.get(id) ?? 0) + by);
          }
        }
        const ofDay =
          /^(today|figure|age|feed\.|case\.change|alarm\.(today|rate)|device\.|algorithm\.|warning\.rules\.|office\.)|Today$/;
        const numbers = [...fold.all('kpi')].filter(({ id, area }) => !ofDay.test(id) && area === null);
        for (const { id, value } of numbers) {
          if (id !== 'quarantined' && id !== UNSEEN_ITEMS)
            expect([id, value]).toEqual([id, sums.get(id) ?? 0]);
        }
        expect(
          [...fold.all('kpi')].filter(({ id, value }) => !id.startsWith('case.change') && value < 0),
        ).toEqual([]);
        expect([...fold.all('series')].flatMap(({ values }) => values).filter((value) => value < 0)).toEqual(
          [],
        );
      }),
      RUNS,
    );
  });

  it('no item, alarm or lead is newer than the last event of its feed', () => {
    fc.assert(
      fc.property(randomLog, (entries) => {
        const fold = folded(entries);
        const lastOf = (feed: 'case' | 'alarm' | 'video') => fold.get('feed', feed)?.lastEventAt ?? -1;
        for (const { id, reality, receivedAt } of fold.all('case')) {
          if (!counts(reality) || id.includes(':')) continue;
          expect(receivedAt).toBeLessThanOrEqual(lastOf('case'));
          const told = fold.facts(id).filter(({ type }) => type.startsWith('case.'));
          for (const { at } of told) expect(at).toBeLessThanOrEqual(lastOf('case'));
        }
        for (const kind of ['alarm', 'video'] as const) {
          for (const { raisedAt, reality } of fold.all(kind)) {
            if (counts(reality)) expect(raisedAt).toBeLessThanOrEqual(lastOf(kind));
          }
        }
      }),
      RUNS,
    );
  });

  it('a restore at any place, and hashes asked in between, change nothing', () => {
    fc.assert(
      fc.property(randomLog, fc.nat(), fc.nat(), (entries, at, often) => {
        const whole = folded(entries);
        const cut = at % entries.length;
        const first = folded(entries.slice(0, cut));
        const bytes = first.serialize();
        const parted = restoreFold(bytes);
        expect(parted.stateHash()).toBe(first.stateHash());
        expect(everything(parted)).toEqual(everything(first));
        for (const [index, each] of entries.slice(cut).entries()) {
          parted.apply(each);
          if (index % ((often % 7) + 1) === 0) parted.stateHash();
        }
        expect(parted.stateHash()).toBe(whole.stateHash());
        expect(everything(parted)).toEqual(everything(whole));
      }),
      RUNS,
    );
  });

  it('what is listed stands in the same order after a restore, and later on', () => {
    fc.assert(
      fc.property(randomLog, fc.nat(), fc.nat(), (entries, at, after) => {
        const whole = folded(entries);
        const cut = at % entries.length;
        const first = folded(entries.slice(0, cut));
        const parted = restoreFold(first.serialize());
        expect(listed(parted, after % (cut + 1))).toEqual(listed(first, after % (cut + 1)));
        for (const each of entries.slice(cut)) parted.apply(each);
        expect(listed(parted, after % (entries.length + 1))).toEqual(
          listed(whole, after % (entries.length + 1)),
        );
      }),
      RUNS,
    );
  });

  it('a mirror that follows the drains holds what the fold holds', () => {
    fc.assert(
      fc.property(randomLog, fc.integer({ min: 1, max: 9 }), (entries, batch) => {
        const fold = createFold();
        const mirror = new Map<string, unknown>();
        const entities = () =>
          ENTITY_KINDS.flatMap((kind) =>
            [...fold.all(kind)].map((each) => [`${kind}:${each.id}`, each] as const),
          );
        for (const [key, each] of entities()) mirror.set(key, each);
        for (let from = 0; from < entries.length; from += batch) {
          folded(entries.slice(from, from + batch), fold);
          const { changed, removed } = fold.drain();
          for (const { kind, id } of removed) mirror.delete(`${kind}:${id}`);
          for (const { kind, entity } of changed) mirror.set(`${kind}:${entity.id}`, entity);
        }
        expect(mirror).toEqual(new Map(entities()));
      }),
      RUNS,
    );
  });

  it('no entity of exercise or test contributes to any number, nor to any series', () => {
    fc.assert(
      fc.property(randomLog, (entries) => {
        const fold = folded(entries.filter(({ reality, feed }) => feed === 'system' || !counts(reality)));
        const heard = [...fold.all('kpi')].filter(
          // Office hours are the calendar's, whatever happens in them, and how many rules are silent is the rules'.
          ({ id, value }) => id !== OFFICE_OPEN && !id.startsWith('warning.rules.silent') && value !== 0,
        );
        expect(heard).toEqual([]);
        expect([...fold.all('series')].filter(({ values }) => values.some((value) => value !== 0))).toEqual(
          [],
        );
      }),
      RUNS,
    );
  });
});

const KINDS = ['case', 'alarm', 'terminal', 'video', 'indicator'] as const;

it('random logs hold warnings that people take up or lift, and instructions in every state', () => {
  const states = new Set<string>();
  fc.assert(
    fc.property(randomLog, (entries) => {
      const fold = createFold();
      for (const each of entries) {
        fold.apply(each);
        if (!each.type.startsWith('operation.')) continue;
        for (const { state } of [...fold.all('warning'), ...fold.all('instruction')]) states.add(state);
      }
    }),
    RUNS,
  );
  // How the slips go on is told of warnings alone, with restores, in warning/properties.test.ts.
  const reached = ['GENERATED', 'CONFIRMED', 'LIFTED', ...INSTRUCTION_STATES];
  expect(reached.filter((state) => !states.has(state))).toEqual([]);
});

/** The same events in the order of their sequence, and in any other order with repetitions. */
function inAnyOrder(told: fc.Arbitrary<Said[]>): fc.Arbitrary<readonly [Said[], Said[]]> {
  return told.chain((said) => {
    const sent = said.map((each, i) => ({
      ...each,
      sequence: i,
      time: NOON + i * 1_000,
      receivedAt: NOON + 60_000,
    }));
    const mixed = fc.shuffledSubarray([...sent, ...sent], { minLength: sent.length * 2 });
    return fc.tuple(fc.constant(sent), mixed);
  });
}

/** One episode: raised, perhaps again, told otherwise, returned; ended, if at all, by its last event. */
const episode: fc.Arbitrary<Said[]> = fc
  .tuple(
    fc.array(
      SAID.alarm.filter(({ type }) => type !== 'alarm.cleared'),
      { maxLength: 6, size: 'max' },
    ),
    fc.constantFrom<Said[]>([], [{ type: 'alarm.cleared' }]),
  )
  .map(([middle, end]) => [
    { type: 'alarm.raised', data: { title: '烟感', type: 'SMOKE', priority: 'P2' } },
    ...middle,
    ...end,
  ]);

/** Rules that look at places; what a feed has told is counted by entries, and a repetition is one more. */
const WARNED = {
  ...RULED,
  rules: {
    ...RULES,
    ...RULED.rules,
    warnings: { ...SHIPPED, rules: SHIPPED.rules.filter(({ signal }) => signal !== 'SILENT') },
  },
};

describe.each(KINDS)('an entity of kind %s', (kind) => {
  const told: fc.Arbitrary<Said[]> = fc.array(SAID[kind], { minLength: 1, maxLength: 25, size: 'max' });

  it('and what it adds to the numbers is the same for any order of arrival of its events, with repetitions', () => {
    fc.assert(
      fc.property(inAnyOrder(told), ([sent, mixed]) => {
        const [inOrder, other] = [foldOf(sent), foldOf(mixed)];
        expect(withoutVersion(other, kind)).toEqual(withoutVersion(inOrder, kind));
        if (kind !== 'alarm') expect(numbersOf(other)).toEqual(numbersOf(inOrder));
      }),
      numRuns(150),
    );
  });
});

it('an episode of an alarm adds the same to every number, and is seen alike by the rules, in any order', () => {
  fc.assert(
    fc.property(inAnyOrder(episode), ([sent, mixed]) => {
      expect(numbersOf(foldOf(mixed))).toEqual(numbersOf(foldOf(sent)));
    }),
    numRuns(100),
  );
});

/** Nothing is late by then that was in time, and raises of the last minutes are still recent ones. */
const SOON = tick(NOON + 2 * 60_000);

function foldOf(said: readonly Said[]): Fold {
  const entries: LogEntry[] = [configured(WARNED), ...said, SOON].map((each, i) => entry(i + 1, each));
  return folded(entries);
}

function numbersOf(fold: Fold): Record<string, unknown> {
  const told = [...fold.all('kpi')].filter(({ value, part = 0, of = 0 }) => value + part + of !== 0);
  const found = [...fold.all('warning')].map(({ id, count }) => [`warning ${id}`, count] as const);
  return Object.fromEntries([...told.map(({ id, value, part, of }) => [id, { value, part, of }]), ...found]);
}

/** How often something changed depends on the order of arrival, and may. */
function withoutVersion(fold: Fold, kind: (typeof KINDS)[number]) {
  return [...fold.all(kind)].map((entity) => ({ ...entity, version: 0 }));
}
