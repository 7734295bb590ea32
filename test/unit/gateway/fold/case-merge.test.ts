import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../../gateway/contract/entry.ts';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import { pastItem } from '../../../../gateway/fold/past.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { entry, folded, kpi, log, received, type Said, tick } from './log.ts';
import { MINUTE, rules, SITE, START } from './walks.ts';

const DAY_MS = 86_400_000;
const at = (minutes: number) => START + minutes * MINUTE;
const came = (subject: string, minutes = 0, over: Partial<Said> = {}): Said => ({
  ...received({ urgency: 'U3' }),
  subject,
  sequence: 1,
  time: at(minutes),
  ...over,
});
const merged = (subject: string, into: string, minutes = 5, sequence = 2): Said => ({
  type: 'case.merged',
  subject,
  sequence,
  time: at(minutes),
  data: { into },
});
const voided = (subject: string, minutes: number): Said => ({
  type: 'case.voided',
  subject,
  sequence: 3,
  time: at(minutes),
  data: {},
});
const fold = (...said: Said[]) => folded(log(SITE, ...said, tick(at(30))));
const told = (view: Fold, id: string) => {
  const { state, life } = view.get('case', id) ?? {};
  return [state, life?.into, life?.astray, life?.irregularities.map(({ problem, to }) => [problem, to])];
};
const numbers = (view: Fold) =>
  ['case.open', 'today.received', 'case.irregular', 'case.mergedAstray'].map((id) => kpi(view, id));

describe('an item that is merged', () => {
  it('goes on under the other one, which tells so, and the matter is counted once', () => {
    const view = fold(came('a'), came('b', 1), merged('b', 'a'));
    expect(told(view, 'b')).toEqual(['MERGED', 'a', null, []]);
    expect(view.get('case', 'a')?.life.joined).toEqual([{ id: 'b', at: at(5) }]);
    expect(numbers(view)).toEqual([1, 1, 0, 0]);
  });

  it('goes on under what the other one goes on under: a chain is no circle', () => {
    const view = fold(came('a'), came('b'), came('c'), merged('a', 'b'), merged('b', 'c', 6));
    expect([told(view, 'a'), told(view, 'b')]).toEqual([
      ['MERGED', 'b', null, []],
      ['MERGED', 'c', null, []],
    ]);
    expect(numbers(view)).toEqual([1, 1, 0, 0]);
  });

  it('stays what the other one tells of long after it has left the live state', () => {
    const view = folded(log(SITE, came('a'), came('b'), merged('b', 'a'), tick(START + 9 * DAY_MS)));
    expect(view.get('case', 'b')).toBeUndefined();
    expect(view.get('case', 'a')?.life.joined).toEqual([{ id: 'b', at: at(5) }]);
  });

  it('is no longer told of once it was taken up again', () => {
    const reopened: Said = { type: 'case.reopened', subject: 'b', sequence: 3, time: at(9), data: {} };
    const view = fold(came('a'), came('b'), merged('b', 'a'), reopened);
    expect(view.get('case', 'a')?.life.joined).toEqual([]);
    expect(view.get('case', 'b')?.life).toMatchObject({ into: null, astray: null });
    expect(kpi(view, 'case.open')).toBe(2);
  });

  it('is told as merged by its own entries alone, when it is asked for long after', () => {
    const entries = log(SITE, came('b'), merged('b', 'a'));
    expect(pastItem(entries, 'b')?.item).toMatchObject({
      state: 'MERGED',
      life: { into: 'a', irregular: 0 },
    });
  });
});

describe('a merge that leads nowhere moves nothing: it is kept, shown, and the matter is still counted once', () => {
  it.each<[string, Said[], string, string]>([
    ['into itself', [merged('a', 'a')], 'RECEIVED', 'merged_into_itself'],
    ['into what is not known', [merged('a', 'nobody')], 'RECEIVED', 'merge_target_unknown'],
    [
      'told as a state without another item',
      [{ ...merged('a', ''), type: 'case.progressed', data: { state: 'MERGED' } }],
      'RECEIVED',
      'merge_target_unknown',
    ],
  ])('%s', (_, steps, state, problem) => {
    const view = fold(came('a'), ...steps);
    expect(told(view, 'a')).toEqual([state, null, problem, [[problem, 'MERGED']]]);
    expect(numbers(view)).toEqual([1, 1, 1, 1]);
    expect(view.facts('a').map(({ type }) => type)).toHaveLength(2);
  });

  it('in a circle: every member stays, whoever leads into it goes', () => {
    const ring = [merged('a', 'b'), merged('b', 'c'), merged('c', 'a'), merged('d', 'a')];
    const view = fold(came('a'), came('b'), came('c'), came('d'), ...ring);
    const rows = ['a', 'b', 'c', 'd'].map((id) => told(view, id).slice(0, 3));
    expect(rows).toEqual([
      ['RECEIVED', null, 'merged_in_circle'],
      ['RECEIVED', null, 'merged_in_circle'],
      ['RECEIVED', null, 'merged_in_circle'],
      ['MERGED', 'a', null],
    ]);
    expect(numbers(view)).toEqual([3, 3, 3, 3]);
    const mended = fold(came('a'), came('b'), came('c'), ...ring, {
      ...merged('c', 'z', 8, 3),
      type: 'case.reopened',
      data: {},
    });
    expect(['a', 'b', 'c'].map((id) => mended.get('case', id)?.state)).toEqual([
      'MERGED',
      'MERGED',
      'IN_PROGRESS',
    ]);
  });

  it('out of what counts into an exercise, and the other way round', () => {
    const view = fold(came('a'), came('drill', 0, { reality: 'exercise' }), merged('a', 'drill'), {
      ...merged('drill', 'a'),
      reality: 'exercise',
    });
    expect(['a', 'drill'].map((id) => view.get('case', id)?.life.astray)).toEqual([
      'merge_target_unknown',
      'merge_target_unknown',
    ]);
    expect(kpi(view, 'case.open')).toBe(1);
  });

  it('with the very reception: the item has come in', () => {
    const view = fold({ ...came('a'), data: { ...came('a').data, state: 'MERGED' } });
    expect(told(view, 'a').slice(0, 3)).toEqual(['RECEIVED', null, 'merge_target_unknown']);
  });

  it('until the other one is known, however late it comes', () => {
    const view = fold(came('b'), merged('b', 'a'));
    expect(view.get('case', 'b')?.state).toBe('RECEIVED');
    for (const each of [came('a', 20), tick(at(31))]) view.apply(entry(view.position.n + 1, each));
    expect(told(view, 'b')).toEqual(['MERGED', 'a', null, []]);
    expect(view.get('case', 'a')?.life.joined).toEqual([{ id: 'b', at: at(5) }]);
    expect(numbers(view)).toEqual([1, 1, 0, 0]);
  });
});

describe('a merge into what was over by then', () => {
  it('is applied as told, flagged and counted', () => {
    const view = fold(came('a'), voided('a', 4), came('b'), merged('b', 'a'));
    expect(told(view, 'b')).toEqual(['MERGED', 'a', 'merge_target_over', [['merge_target_over', 'MERGED']]]);
    expect(kpi(view, 'case.mergedAstray')).toBe(1);
    expect(view.explainKpi({ id: 'case.mergedAstray', area: null, at: at(30), period: null })).toMatchObject({
      equal: true,
      rows: [{ subject: 'case:b', part: 1 }],
    });
  });

  it('is right where the other one ended only later, whichever is told first', () => {
    const view = fold(came('a'), came('b'), voided('a', 9), merged('b', 'a'));
    expect(told(view, 'b')).toEqual(['MERGED', 'a', null, []]);
  });

  it('counts no more once it has left the live state', () => {
    const short = { ...rules, live: { ...rules.live, closedItemsForS: 60 } };
    const site = { ...SITE, data: { ...SITE.data, rules: short } };
    const view = folded(log(site, came('a'), voided('a', 4), came('b'), merged('b', 'a'), tick(at(30))));
    expect([view.get('case', 'b'), kpi(view, 'case.mergedAstray')]).toEqual([undefined, 0]);
  });
});

const IDS = ['a', 'b', 'c', 'd'] as const;
/** What each item's source says of it after it came in: merges into any, ends, and taking up again. */
const courses = fc.tuple(
  ...IDS.map((subject) =>
    fc.array(
      fc.oneof(
        fc.constantFrom(...IDS, 'nobody').map((into) => merged(subject, into)),
        fc
          .constantFrom('case.voided', 'case.reopened', 'case.started')
          .map((type): Said => ({ type, subject, data: {} })),
      ),
      { maxLength: 4 },
    ),
  ),
);
/** The entries of all items in the order in which things happened, and in any other. */
const histories = courses.chain((lists) => {
  const said = IDS.flatMap((subject, row) =>
    [came(subject), ...(lists[row] ?? [])].map((each, i) => ({
      ...each,
      sequence: i + 1,
      time: at(i * 4 + row),
      receivedAt: at(30),
    })),
  );
  const inOrder = [...said].sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
  const mixed = fc.shuffledSubarray(said, { minLength: said.length });
  return fc.tuple(fc.constant(inOrder), mixed, fc.nat());
});

it('whatever is merged into what, the order of arrival and a restore on the way change nothing', () => {
  fc.assert(
    fc.property(histories, ([inOrder, mixed, where]) => {
      const whole = folded(entriesOf(inOrder));
      const cut = 1 + (where % mixed.length);
      const entries = entriesOf(mixed);
      const parted = folded(entries.slice(cut), restoreFold(folded(entries.slice(0, cut)).serialize()));
      expect(parted.stateHash()).toBe(folded(entries).stateHash());
      expect(seen(parted)).toEqual(seen(whole));
      const open = kpi(whole, 'case.open');
      const matters = [...whole.all('case')].filter(({ state }) => state === 'MERGED');
      expect(open === 0 ? matters.every(({ life }) => life.into !== null) : true).toBe(true);
    }),
    numRuns(60),
  );
});

const entriesOf = (said: readonly Said[]): LogEntry[] => log(SITE, ...said, tick(at(31)));

function seen(view: Fold) {
  const items = [...view.all('case')].map((item) => ({ ...item, version: 0 }));
  const counted = [...view.all('kpi')].filter(({ value }) => value !== 0);
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return [items.sort(byId), counted.sort(byId)];
}
