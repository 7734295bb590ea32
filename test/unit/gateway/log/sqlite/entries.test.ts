import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordDraft } from '../../../../../gateway/log/recorded.ts';
import { openEntries } from '../../../../../gateway/log/sqlite/entries.ts';
import { packDrafts, unpackOutcomes } from '../../../../../gateway/log/sqlite/pack.ts';
import { openDatabase } from '../../../../../gateway/log/sqlite/schema.ts';
import { draft, drafts } from '../../../../conformance/drafts.ts';

let db: DatabaseSync;
beforeEach(() => {
  db = openDatabase(':memory:');
});
afterEach(() => db.close());

const record = (from: number, to: number) => packDrafts(drafts(from, to).map(recordDraft));
const large = packDrafts([recordDraft(draft('large', { data: { text: 'x'.repeat(2_000_000) } }))]);

function fillDisk(): void {
  const pages = Number(db.prepare('PRAGMA page_count').get()?.page_count);
  db.exec(`PRAGMA max_page_count = ${pages + 20}`);
}

describe('a group of appends', () => {
  it('judges each batch by what the ones before it wrote', () => {
    const entries = openEntries(db);
    const [first, second] = entries.appendAll([[record(1, 2)], [record(2, 3)]]);
    const told = (outcomes: typeof first) =>
      typeof outcomes === 'object' &&
      unpackOutcomes(outcomes).map(({ status, position }) => [status, position.n]);
    expect(told(first)).toEqual([
      ['new', 1],
      ['new', 2],
    ]);
    expect(told(second)).toEqual([
      ['duplicate', 2],
      ['new', 3],
    ]);
  });

  it('is written as a whole or not at all when the disk is full', () => {
    const entries = openEntries(db);
    entries.append(record(1, 3));
    const before = entries.head();
    fillDisk();
    expect(() => entries.appendAll([[record(4, 5)], [large]])).toThrow(/full/);
    expect(entries.head()).toEqual(before);
    expect(entries.read(0, 10).entries.map((entry) => entry.n)).toEqual([1, 2, 3]);
    expect(unpackOutcomes(entries.append(record(4, 4)))[0]?.position.n).toBe(4);
  });
});

describe('a large batch', () => {
  /** The same drafts one append each: the plainest way to the same log. */
  function oneByOne(numbers: readonly number[]) {
    const other = openDatabase(':memory:');
    const entries = openEntries(other);
    const outcomes = numbers.map((number) => unpackOutcomes(entries.append(record(number, number)))[0]);
    const all = entries.read(0, 1_000).entries;
    other.close();
    return { outcomes, all };
  }
  const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

  it.each([
    ['of new entries only', upTo(64)],
    ['with an entry that is known already in its middle', [40, ...upTo(64)]],
    ['with one told twice in it', [...upTo(20), 19, ...upTo(64).slice(20)]],
    ['of which all is known', [...upTo(48), ...upTo(48)]],
    ['of a length of its own', upTo(37)],
  ])('%s is written as if each came alone', (_, numbers) => {
    const entries = openEntries(db);
    const expected = oneByOne(numbers);
    const outcomes = unpackOutcomes(
      entries.append(packDrafts(numbers.map((number) => recordDraft(draft(String(number)))))),
    );
    expect(outcomes).toMatchObject(expected.outcomes.map((outcome) => ({ status: outcome?.status })));
    expect(outcomes.map(({ position }) => position.n)).toEqual(
      expected.outcomes.map((outcome) => outcome?.position.n),
    );
    const chain = (all: typeof expected.all) => all.map(({ n, h, id }) => [n, h, id]);
    expect(chain(entries.read(0, 1_000).entries)).toEqual(chain(expected.all));
    expect(entries.head()).toMatchObject({ n: expected.all.length, h: expected.all.at(-1)?.h });
  });
});

it('finds its head and horizon again when opened anew', () => {
  const entries = openEntries(db);
  entries.append(record(1, 4));
  entries.trim('case', Number.MAX_SAFE_INTEGER);
  entries.append(record(5, 5));
  const again = openEntries(db);
  expect(again.head()).toEqual(entries.head());
  expect(again.read(0, 10).horizon).toBe(4);
});
