import { shallowRef } from 'vue';
import { ENTITY_KINDS, type EntityKind, type EntityOf } from '../../../gateway/contract/entities.ts';
import { PAGE_MS } from '../../../screen/state/paging.ts';
import type { Collections, LinkHealth, LivePort, Place } from '../../../screen/state/port.ts';

/** Everything a panel can look like (visual.md); the pictures are taken of each. */
export const SCENE_STATES = ['loading', 'live', 'stale', 'silent', 'empty', 'fault'] as const;
export type SceneState = (typeof SCENE_STATES)[number];

/** What a wall held at one instant, by kind. */
export interface SceneData {
  readonly place: Place;
  readonly entities: { readonly [Kind in EntityKind]?: readonly EntityOf[Kind][] };
}

const MINUTE = 60_000;
/** How often a gateway tells the time. */
const TICK_MS = 1_000;
/** Longer than anybody waits for a snapshot without being told what is missing. */
const UP_MS = 12_000;
/** How long ago the last word of a gateway that is cut off came. */
const CUT_OFF_MS = 4 * MINUTE;
/** Kinds that are gone when nothing is to be done. */
const WORK: readonly EntityKind[] = ['case', 'alarm', 'video', 'warning'];

/** Whether a number stands, whatever is to be done: working time, and terminals other than those that call for help. */
const stays = (id: string) => id === 'office.open' || (id.startsWith('terminal.') && id !== 'terminal.sos');

function collectionsOf(entities: SceneData['entities']): Collections {
  return Object.fromEntries(
    ENTITY_KINDS.map((kind) => [
      kind,
      shallowRef(new Map((entities[kind] ?? []).map((entity) => [entity.id, entity]))),
    ]),
  ) as unknown as Collections;
}

/** As on a day on which nothing came in and nothing is open. */
function emptied({ entities }: SceneData): SceneData['entities'] {
  const without = Object.fromEntries(
    Object.entries(entities).filter(([kind]) => !WORK.some((work) => work === kind)),
  ) as SceneData['entities'];
  return {
    ...without,
    terminal: (entities.terminal ?? []).filter(({ sosAt }) => sosAt === null),
    kpi: (entities.kpi ?? []).map((kpi) =>
      stays(kpi.id) ? kpi : { ...kpi, value: 0, ...noneOf('of', kpi.of), ...noneOf('part', kpi.part) },
    ),
    series: (entities.series ?? []).map((series) => ({ ...series, values: series.values.map(() => 0) })),
  };
}

const noneOf = (name: 'of' | 'part', value: number | undefined) => (value === undefined ? {} : { [name]: 0 });

/** How long nothing has come from any source, and how long each may be quiet before it is missed. */
const SILENCE = { ms: 30 * MINUTE, allowedS: 300 };

/** Some time later, in which no feed was heard: what was told before is so much older, and is missed. */
function silenced({ entities, place }: SceneData): SceneData {
  const streets = [...new Set((entities.case ?? []).flatMap(({ street }) => street ?? []))].sort();
  const feed = (entities.feed ?? []).map((one): EntityOf['feed'] => {
    const since = (one.lastReceivedAt ?? place.at) + SILENCE.allowedS * 1_000;
    const whole = { source: `urn:yitu:sim:${one.id}`, street: null, since };
    const awaited = one.id === 'case' ? streets.map((street) => ({ ...whole, street })) : [];
    const rule = { silentAfterS: SILENCE.allowedS, missing: [whole, ...awaited] };
    return { ...one, ...rule, state: 'SILENT', silentSince: since };
  });
  const numbers = new Map([
    ...feed.flatMap(({ id, missing = [] }) => [
      [`feed.silent.${id}`, 1] as const,
      [`feed.unreported.${id}`, missing.length - 1] as const,
    ]),
    ['feed.unreported', feed.reduce((sum, { missing = [] }) => sum + missing.length - 1, 0)],
    ['alarm.rate.flood', 0],
    ['alarm.rate.window', 0],
  ]);
  const kpi = (entities.kpi ?? []).map((one) => ({ ...one, value: numbers.get(one.id) ?? one.value }));
  const terminal = (entities.terminal ?? []).map((one): EntityOf['terminal'] =>
    one.state === 'ONLINE' ? { ...one, state: 'STALE' } : one,
  );
  // The gateway goes on to tell the time.
  const later = { n: place.n + Math.floor(SILENCE.ms / TICK_MS), at: place.at + SILENCE.ms };
  return { place: later, entities: { ...entities, feed, kpi, terminal } };
}

/** Numbers that one panel alone looks at: of the first page of any wall, and of the later ones of the ordinary and of wide ones. */
const BROKEN = ['case.DISPUTES.', 'figure.channel.', 'figure.alarmAckInTime.'] as const;

/** Breaks these panels, and nothing else. */
function broken(data: SceneData): Collections {
  class Broken extends Map<string, EntityOf['kpi']> {
    override get(id: string): EntityOf['kpi'] | undefined {
      if (BROKEN.some((begins) => id.startsWith(begins))) throw new Error('a number that cannot be read');
      return super.get(id);
    }
  }
  const numbers = (data.entities.kpi ?? []).map((one) => [one.id, one] as const);
  return { ...collectionsOf(data.entities), kpi: shallowRef(new Broken(numbers)) };
}

/** Some turns of the lists later, with nothing on the wall that holds them: an unacknowledged P1, a call for help. */
export function turnedOn({ place, entities }: SceneData, turns: number): SceneData {
  const alarm = (entities.alarm ?? []).filter(({ priority, acked }) => priority !== 'P1' || acked);
  const terminal = (entities.terminal ?? []).filter(({ sosAt }) => sosAt === null);
  return {
    place: { ...place, at: place.at + turns * PAGE_MS },
    entities: { ...entities, alarm, terminal },
  };
}

function collectionsIn(data: SceneData, state: SceneState): Collections {
  if (state === 'loading') return collectionsOf({});
  if (state === 'empty') return collectionsOf(emptied(data));
  return state === 'fault' ? broken(data) : collectionsOf(data.entities);
}

/** The page's live state, standing still. */
export function inState(recorded: SceneData, wish: string | null): LivePort {
  const state = SCENE_STATES.find((one) => one === wish) ?? 'live';
  const data = state === 'silent' ? silenced(recorded) : recorded;
  const link = (): LinkHealth['state'] => {
    if (state === 'loading') return 'connecting';
    return state === 'stale' ? 'stale' : 'live';
  };
  const isCutOff = state === 'stale';
  const now = data.place.at + (isCutOff ? CUT_OFF_MS : 0);
  return {
    collections: collectionsIn(data, state),
    link: shallowRef({ state: link(), since: isCutOff ? data.place.at : null, reason: null, logOk: true }),
    place: shallowRef(state === 'loading' ? null : data.place),
    clock: shallowRef({ simulated: true, rate: 1 }),
    serverNow: () => now,
    upMs: () => UP_MS,
  };
}
