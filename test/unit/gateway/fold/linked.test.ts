import { expect, it, vi } from 'vitest';
import type { LogEntry } from '../../../../gateway/contract/entry.ts';
import { createFold, restoreFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { configured, entry, folded, NOON, RULES, type Said, tick } from './log.ts';
import { RULED } from './random-log.ts';
import { only } from './warning/support.ts';

vi.setConfig({ testTimeout: 120_000 });

const MINUTE = 60_000;
const PLACE = { lng: 103.82, lat: 25.6 };
/** When the commands are given, and when everything has been told; minutes after noon. */
const COMMANDS = 60;
const END = 700;

/** What is told of one subject: its first word, and then, one after the other. */
type Life = readonly Said[];
type Word = readonly [type: string, data?: Record<string, unknown>];

/** The lives of some subjects, and what people do about them in the middle, who see what was told by then. */
interface Story {
  readonly lives: readonly Life[];
  readonly commands: (seen: Fold) => readonly Said[];
}

const said = (subject: string, [type, data = {}]: Word, minute: number, sequence: number): Said => ({
  type,
  subject,
  sequence,
  time: NOON + minute * MINUTE,
  area: 'v1',
  data,
});

/** Up to seven of these words, each later than the one before it, from a minute on. */
function later(words: readonly Word[], from: number): fc.Arbitrary<readonly (readonly [Word, number])[]> {
  return fc
    .array(fc.tuple(fc.constantFrom(...words), fc.integer({ min: 1, max: 50 })), {
      maxLength: 7,
      size: 'max',
    })
    .map((drawn) => {
      let minute = from;
      return drawn.map(([word, after]) => {
        minute += after;
        return [word, minute] as const;
      });
    });
}

/** A life that begins with its first word, and ends, if at all, with one of the last words. */
function life(
  subject: string,
  first: Word,
  { words, last = [] }: { readonly words: readonly Word[]; readonly last?: readonly Word[] },
): fc.Arbitrary<Life> {
  const ends = fc.constantFrom<readonly Word[]>([], ...last.map((word) => [word]));
  return fc.tuple(later(words, 0), ends).map(([middle, end]) => {
    const told = [[first, 0] as const, ...middle, ...end.map((word) => [word, END - 1] as const)];
    return told.map(([word, minute], sequence) => said(subject, word, minute, sequence));
  });
}

const ITEM: Word = ['case.received', { title: '一事', kind: 'DISPUTE', category: '邻里', location: PLACE }];
const ITEM_WORDS: readonly Word[] = [
  ['case.received', { title: '又是一事', kind: 'DISPUTE', people: 4 }],
  ['case.dispatched', { holder: 'u-housing' }],
  ['case.signed'],
  ['case.fedback'],
  ['case.closed'],
  ['case.closed'],
  ['case.reopened'],
  ['case.reopened'],
  ['case.voided'],
  ['case.merged', { into: 'y' }],
];
const item = (subject: string) => life(subject, ITEM, { words: ITEM_WORDS });
/** What is told of an item that a command makes: all of it after that. */
const made = (subject: string): fc.Arbitrary<Life> =>
  later(ITEM_WORDS, COMMANDS + 10).map((told) =>
    told.map(([word, minute], sequence) => said(subject, word, minute, sequence)),
  );
/** Enough items for a rule to speak. */
const SAMPLE: Life = Array.from({ length: 20 }, (_, i) => said(`c-${i}`, ITEM, i, 0));

const ALARM: Word = [
  'alarm.raised',
  { title: '烟感', type: 'SMOKE', priority: 'P2', device: '一号', location: PLACE },
];
const alarm = life('a', ALARM, {
  words: [
    ['alarm.updated', { priority: 'P1' }],
    ['alarm.updated', { priority: 'P3' }],
    ['alarm.returned'],
    ALARM,
  ],
  last: [['alarm.cleared']],
});

const LEAD: Word = [
  'video.lead_raised',
  { type: 'PILE', title: '乱堆物料', algorithm: 'pile 1', location: PLACE },
];
const lead = life('l', LEAD, {
  words: [
    ['video.lead_raised', { type: 'PILE', title: '又见堆放', algorithm: 'pile 1', location: PLACE }],
    ['video.lead_raised', { type: 'SMOKE_FIRE', title: '烟火' }],
  ],
});

const fixAt = (east: number): Word => [
  'terminal.located',
  { location: { lng: PLACE.lng + east / 100_350, lat: PLACE.lat }, intervalS: 600 },
];
const terminal = life('t', fixAt(2_000), {
  words: [
    fixAt(2_000),
    fixAt(800),
    fixAt(60),
    fixAt(0),
    ['terminal.status_changed', { battery: 12 }],
    ['terminal.sos_raised'],
  ],
});

const does = (type: string, subject: string, data: Record<string, unknown> = {}): Said => ({
  type: `operation.${type}`,
  subject,
  sequence: null,
  data: { by: { seat: '1号席', role: 'operator' }, ...data },
});
/** Some of these, in their order. */
const some = (...commands: readonly Said[]): fc.Arbitrary<Story['commands']> =>
  fc.subarray([...commands]).map((chosen) => () => chosen);

const PAIRS: Readonly<Record<string, fc.Arbitrary<Story>>> = {
  'an alarm and the item that it was joined to, or is repaired by': fc.record({
    lives: fc.tuple(alarm, item('x')),
    commands: fc.oneof(
      fc.constant(() => [does('removed', 'alarm:a', { item: 'x' })]),
      some(
        does('linked', 'alarm:a', { item: 'x' }),
        does('removed', 'alarm:a', { item: 'x' }),
        does('restored', 'alarm:a'),
        does('removed', 'alarm:a', { item: 'x' }),
      ),
    ),
  }),
  'an alarm and the item that was made of it': fc.record({
    lives: fc.tuple(alarm, made('alarm:a')),
    commands: some(does('linked', 'alarm:a'), does('noted', 'case:alarm:a', { note: '已通知' })),
  }),
  'a lead and the item that it was joined to, or that was made of it': fc.record({
    lives: fc.tuple(lead, item('x'), made('video:l')),
    commands: fc
      .constantFrom({}, { item: 'x' })
      .chain((to) => some(does('verified', 'video:l', { result: 'TRUE' }), does('linked', 'video:l', to))),
  }),
  'a called terminal, an alarm and its item': fc.record({
    lives: fc.tuple(terminal, alarm, item('x')),
    commands: fc.constantFrom('case:x', 'alarm:a').chain((to) =>
      fc.oneof(
        some(does('linked', 'alarm:a', { item: 'x' })).map((before) => (seen: Fold) => [
          ...before(seen),
          does('dispatched', 'terminal:t', { to }),
        ]),
        some(
          does('linked', 'alarm:a', { item: 'x' }),
          does('dispatched', 'terminal:t', { to }),
          does('departed', 'terminal:t'),
          does('arrived', 'terminal:t'),
          does('released', 'terminal:t'),
        ),
      ),
    ),
  }),
  'a warning and the items that it was found in, and was joined to': fc.record({
    lives: fc.tuple(item('x'), item('y'), item('z'), fc.constant(SAMPLE)),
    commands: fc
      .subarray<readonly [string, Record<string, unknown>]>([
        ['warning_confirmed', {}],
        ['warning_issued', { unit: 'u-housing' }],
        ['warning_signed', {}],
        ['linked', { item: 'x' }],
      ])
      .map((steps) => (seen: Fold) => {
        const [found] = seen.all('warning');
        return found === undefined
          ? []
          : steps.map(([type, data]) => does(type, `warning:${found.id}`, data));
      }),
  }),
};

/** How long a terminal has stood still is told by its fixes as they came: of those told late nothing is kept. */
const NEVER_STUCK = { ...RULES.terminals, stuckAfterS: 86_400 };
const SETUP = configured({
  ...RULED,
  rules: { ...RULES, ...RULED.rules, terminals: NEVER_STUCK, warnings: only('repeat-village') },
});

/** A story as two logs could hold it: what was told, the commands, and what was told after them. */
interface Telling {
  readonly early: readonly Said[];
  readonly late: readonly Said[];
}

/** In the order of each subject; and the same in any other order, with everything repeated. */
function tellings({ lives }: Story): fc.Arbitrary<readonly [Telling, Telling]> {
  const all = lives.flat();
  const anyOrder = (told: readonly Said[]) =>
    fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 });
  return fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length }).chain((soon) => {
    const before = (each: Said, i: number) =>
      (each.time ?? 0) < NOON + COMMANDS * MINUTE && (each.sequence === 0 || soon[i] === true);
    const inOrder = { early: all.filter(before), late: all.filter((each, i) => !before(each, i)) };
    const mixed = fc.record({ early: anyOrder(inOrder.early), late: anyOrder(inOrder.late) });
    return fc.tuple(fc.constant(inOrder), mixed);
  });
}

/** Each part begins at a place of its own, so that a command has the same number however much came before it. */
function entriesOf({ early, late }: Telling, commands: Story['commands']): LogEntry[] {
  const from = (n: number, told: readonly Said[], minute: number) =>
    told.map((each, i) => entry(n + i, { ...each, receivedAt: NOON + minute * MINUTE }));
  const seen = [
    ...from(1, [SETUP], 0),
    ...from(2, early, COMMANDS - 1),
    ...from(1_000, [tick(NOON + (COMMANDS - 1) * MINUTE)], COMMANDS - 1),
  ];
  const acts = commands(folded(seen)).map((each, i) =>
    entry(1_001 + i, { ...each, time: NOON + (COMMANDS + i) * MINUTE }),
  );
  const after = [END + 1, END + 1_500].map((minute, i) => entry(4_000 + i, tick(NOON + minute * MINUTE)));
  return [...seen, ...acts, ...from(2_000, late, END), ...after];
}

/** What does not tell in which order things were heard, or how often. */
function shown(fold: Fold): unknown {
  const kinds = ['case', 'alarm', 'video', 'terminal', 'instruction'] as const;
  const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
  return {
    entities: kinds.flatMap((kind) =>
      [...fold.all(kind)].map((each) => ({ ...each, version: 0 })).sort(byId),
    ),
    warnings: [...fold.all('warning')].map((each) => ({ ...each, basis: each.basis.map(({ ref }) => ref) })),
    numbers: [...fold.all('kpi')]
      .filter(({ id, value, part = 0, of = 0 }) => !id.startsWith('feed.') && value + part + of !== 0)
      .map(({ id, value, part, of }) => ({ id, value, part, of }))
      .sort(byId),
  };
}

it.each(Object.entries(PAIRS))('%s end the same in whatever order they are told', (_name, stories) => {
  const told = stories.chain((story) => fc.tuple(fc.constant(story), tellings(story)));
  let carriedOut = 0;
  fc.assert(
    fc.property(told, fc.nat(), ([{ commands }, [inOrder, mixed]], at) => {
      const one = folded(entriesOf(inOrder, commands));
      const entries = entriesOf(mixed, commands);
      const other = folded(entries);
      carriedOut += entries.filter(({ feed }) => feed === 'operation').length - other.quarantine().length;
      expect(shown(other)).toEqual(shown(one));
      const cut = at % entries.length;
      const first = folded(entries.slice(0, cut));
      const parted = folded(entries.slice(cut), cut === 0 ? createFold() : restoreFold(first.serialize()));
      expect(parted.stateHash()).toBe(other.stateHash());
    }),
    numRuns(25),
  );
  expect(carriedOut).toBeGreaterThan(0);
});
