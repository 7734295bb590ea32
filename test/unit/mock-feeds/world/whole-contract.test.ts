import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  COMMAND_TYPES,
  EVENT_TYPES,
  type EventType,
  PRODUCER_FEEDS,
  WARNING_STATES,
  type WarningsReply,
} from '../../../../gateway/contract/index.ts';
import type { World } from '../../../../mock-feeds/world/world.ts';
import { demoPack, FRIDAY, worldOf } from '../worlds.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONTH = FRIDAY + 28 * DAY;

interface Field {
  readonly path: string;
  readonly words: readonly string[];
}

/** Every field of a schema, with its closed list of words where it has one. */
function fieldsOf(schema: z.ZodType, path = ''): readonly Field[] {
  const def = schema.def as {
    readonly type: string;
    readonly innerType?: z.ZodType;
    readonly element?: z.ZodType;
    readonly shape?: Readonly<Record<string, z.ZodType>>;
    readonly entries?: Readonly<Record<string, string>>;
  };
  if (def.innerType !== undefined) return fieldsOf(def.innerType, path);
  if (def.element !== undefined) return fieldsOf(def.element, path);
  if (def.shape !== undefined) {
    return Object.entries(def.shape).flatMap(([name, inner]) =>
      fieldsOf(inner, path === '' ? name : `${path}.${name}`),
    );
  }
  return [{ path, words: Object.values(def.entries ?? {}) }];
}

/** Every field that some data fills, as `path` and, for a word, as `path=word`. */
function filled(data: unknown, path = ''): readonly string[] {
  if (data === null || data === undefined) return [];
  if (Array.isArray(data)) return data.flatMap((each) => filled(each, path));
  if (typeof data === 'object') {
    return Object.entries(data).flatMap(([name, inner]) =>
      filled(inner, path === '' ? name : `${path}.${name}`),
    );
  }
  return typeof data === 'string' ? [path, `${path}=${data}`] : [path];
}

/** What a producer may fill is asked of its feed as a whole, what a person may say of each command. */
const about = (type: string) => (type.startsWith('operation.') ? type : (type.split('.')[0] ?? type));

const TYPES = (Object.keys(EVENT_TYPES) as EventType[]).filter(
  (type) =>
    COMMAND_TYPES.some((each) => each === type) || PRODUCER_FEEDS.some((feed) => type.startsWith(`${feed}.`)),
);

function contract(): Set<string> {
  return new Set(
    TYPES.flatMap((type) => [
      type,
      ...fieldsOf(EVENT_TYPES[type].data).flatMap(({ path, words }) =>
        words.length === 0
          ? [`${about(type)}.${path}`]
          : words.map((word) => `${about(type)}.${path}=${word}`),
      ),
    ]),
  );
}

/** What the people at the slips do when they are shown every state of many warnings and instructions. */
function slips(world: World) {
  const long = new Date(FRIDAY - 30 * DAY).toISOString();
  const numbers = Array.from({ length: 200 }, (_, i) => i);
  const at = Object.fromEntries(
    ['generatedAt', 'confirmedAt', 'issuedAt', 'signedAt', 'answeredAt', 'sentAt', 'readAt'].map((name) => [
      name,
      long,
    ]),
  );
  const shown = <State extends string>(states: readonly State[]) =>
    numbers.flatMap((i) => states.map((state) => ({ id: `shown-${i}`, state, unit: '一镇', ...at })));
  const told = {
    at: long,
    warnings: shown(WARNING_STATES),
    instructions: shown(['SENT', 'READ', 'DONE']),
    rules: [],
  } as unknown as WarningsReply;
  return world.slips.commands(told, FRIDAY);
}

function said(world: World): Set<string> {
  const { case: cases, alarm, video, indicator } = world.feeds;
  const events = [
    ...[cases, alarm, video, world.handling].flatMap((feed) => feed.events(0, MONTH)),
    ...indicator.events(FRIDAY - DAY, FRIDAY + 2 * DAY),
    ...world.terminals.changes(FRIDAY, MONTH),
    ...world.terminals.events(FRIDAY, FRIDAY + HOUR),
  ].map(({ event }) => event);
  const commands = [world.officers, world.assessors].flatMap((desk) =>
    desk.commands(0, MONTH).map(({ command }) => command),
  );
  return new Set(
    [...events, ...commands, ...slips(world)].flatMap(({ type, data }) => [
      type,
      ...filled(data).map((path) => `${about(type)}.${path}`),
    ]),
  );
}

/** What the simulated world never says, and why. */
const NEVER: readonly (readonly [RegExp, why: string])[] = [
  [/\.(?:location\.(?:crs|accuracyM)|area)(?:=|$)/, 'its platforms tell WGS-84; the door finds the area'],
  [
    /^(?:case|alarm|video|terminal)\.(?:startAt|receivedAt|closedAt|raisedAt|fixAt)$/,
    'the instant of the event is it',
  ],
  [
    /^case\.basis\.kind=(?:STATUTE|REGULATION|INTERNAL)$/,
    'everything simulated is an example (decisions D7)',
  ],
  [
    /^case\.(?:channel=(?:VIDEO_AI|IOT)|kind=ALARM_CASE)$/,
    'items of leads and alarms have these from operation.linked',
  ],
  [/^case\.state=MERGED$/, 'case.merged says so'],
  [/^case\.state=ARCHIVED$/, 'archives are closed after the longest life that this world remembers'],
  [/^case\.callbackWaived=imported$/, 'records of another system come by mock-feeds/replay'],
  [/^case\.photos$/, 'the stories of the manhole and of the wages have photos, see scenarios.test.ts'],
  [/^case\.link$/, 'there is no business system behind it that a link could open'],
  [/extension\.unit=workhour$/, 'no limit runs in working hours'],
  [
    /^operation\.extension_decided\.extension\.unit=hour$/,
    'what runs in hours is not extended; it is asked for and refused',
  ],
  [
    /^operation\.linked\.(?:kind|urgency)=/,
    'what devices and cameras see are small matters of things and places',
  ],
  [
    /^operation\.(?:unmasked|track_opened)/,
    'nobody opens what is kept shut without a reason of his own (decisions D10)',
  ],
  [/^terminal\.sosCleared$/, 'the officers end the calls for help'],
  [/^indicator\.unit=(?:MINUTES|PERCENT|KILOMETRES)$/, 'other units of what is told as a count'],
  [/^operation\.warning_issued\.unit$/, 'a slip goes to the unit that the finding names'],
  [/\.note$/, 'a remark that may be left out'],
];

describe('a simulated month', () => {
  let never: readonly string[];
  beforeAll(() => {
    const heard = said(worldOf({ pack: demoPack(), terminals: 60 }));
    never = [...contract()].filter((each) => !heard.has(each));
  }, 120_000);

  it('says all that the contract can say, but for what is listed here with its reason', () => {
    expect(never.filter((each) => !NEVER.some(([some]) => some.test(each)))).toEqual([]);
  });

  it('is excused from nothing that it says after all', () => {
    expect(NEVER.filter(([some]) => !never.some((each) => some.test(each)))).toEqual([]);
  });
});
