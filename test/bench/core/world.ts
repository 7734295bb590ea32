import type { CloudEvent } from '../../../gateway/contract/cloudevent.ts';
import type { DraftEntry } from '../../../gateway/contract/entry.ts';
import { EVENT_TYPES, type EventType } from '../../../gateway/contract/event-types.ts';
import { feedOf } from '../../../gateway/contract/feeds.ts';

/** Patrol terminals of the county that the product was made for, and how often each reports. */
export const COUNTY_TERMINALS = 1_436;
export const REPORT_S = 30;

const SOURCE = 'urn:yitu:bench';

/** A small world without chance: the same calls give the same events, apart from their time. */
export interface World {
  located(terminal: number): CloudEvent;
  received(item: number): CloudEvent;
  /** A later step of an item. */
  stepped(item: number, step: number): CloudEvent;
  raised(alarm: number): CloudEvent;
  /** An item of high risk in the town centre. */
  endangered(item: number): CloudEvent;
  /** What a camera of the town centre believes to see. */
  suspected(lead: number): CloudEvent;
  /** `count` events as a county has them: items, their steps, alarms. */
  happenings(count: number): CloudEvent[];
  /** The next `count` reports of `terminals` terminals in turn. */
  reports(count: number, terminals: number): CloudEvent[];
}

/** `prefix` keeps the ids of one world apart from those of another in the same log. */
export function createWorld(prefix: string, now: () => number = Date.now): World {
  let sequence = 0;
  let happened = 0;
  let reported = 0;
  const event = (type: EventType, subject: string, data: Record<string, unknown>): CloudEvent => {
    sequence += 1;
    const time = new Date(now()).toISOString();
    const id = `${prefix}-${sequence}`;
    return { specversion: '1.0', id, source: SOURCE, type, subject, time, sequence, data };
  };
  const world: World = {
    located: (terminal) =>
      event('terminal.located', `${prefix}-T${terminal}`, {
        location: placeOf(terminal + sequence / 7),
        speedKmh: (terminal * 7) % 40,
        headingDeg: (sequence * 13) % 360,
        battery: 20 + (terminal % 80),
        intervalS: REPORT_S,
      }),
    received: (item) =>
      event('case.received', `${prefix}-C${item}`, {
        title: `路面井盖破损，影响通行 ${item}`,
        kind: (['FACILITY', 'DISPUTE', 'APPEAL', 'HAZARD'] as const)[item % 4],
        channel: 'GRID_APP',
        location: placeOf(item),
        urgency: (['U2', 'U3', 'U4'] as const)[item % 3],
        dueAt: new Date(now() + 86_400_000).toISOString(),
      }),
    stepped: (item, step) =>
      event(STEPS[step % STEPS.length] ?? 'case.progressed', `${prefix}-C${item}`, {
        holder: '县住房和城乡建设局',
      }),
    raised: (alarm) =>
      event('alarm.raised', `${prefix}-A${alarm}`, {
        type: 'SMOKE',
        priority: (['P2', 'P3', 'P4'] as const)[alarm % 3],
        title: '烟感告警',
        location: placeOf(alarm),
        reading: { value: 4 + (alarm % 9), limit: 3, unit: 'ppm' },
      }),
    endangered: (item) =>
      event('case.received', `${prefix}-H${item}`, {
        title: `边坡落石，危及行人 ${item}`,
        kind: 'HAZARD',
        channel: 'GRID_APP',
        location: centrePlaceOf(item),
        urgency: 'U1',
        dueAt: new Date(now() + 3_600_000).toISOString(),
      }),
    suspected: (lead) =>
      event('video.lead_raised', `${prefix}-L${lead}`, {
        type: 'BIN_OVERFLOW',
        title: '疑似垃圾满溢',
        location: centrePlaceOf(lead + 0.5),
      }),
    happenings: (count) =>
      Array.from({ length: count }, () => {
        happened += 1;
        if (happened % 10 === 0) return world.raised(happened);
        const item = Math.floor(happened / 5);
        return happened % 5 === 1 ? world.received(item) : world.stepped(item, happened % 5);
      }),
    reports: (count, terminals) => Array.from({ length: count }, () => world.located(reported++ % terminals)),
  };
  return world;
}

const STEPS = [
  'case.verified',
  'case.dispatched',
  'case.signed',
  'case.progressed',
] as const satisfies EventType[];

/** Spread over the demo county, with the six digits of a real receiver. */
function placeOf(seed: number): { lng: number; lat: number } {
  const part = (factor: number) => Math.abs(seed * factor) % 1;
  return { lng: round6(103.65 + 0.3 * part(0.618034)), lat: round6(25.45 + 0.3 * part(0.414214)) };
}

/** Spread over the town centre of the demo county. */
function centrePlaceOf(seed: number): { lng: number; lat: number } {
  const part = (factor: number) => Math.abs(seed * factor) % 1;
  return { lng: round6(103.8 + 0.04 * part(0.618034)), lat: round6(25.59 + 0.03 * part(0.414214)) };
}

const round6 = (value: number) => Math.round(value * 1e6) / 1e6;

/** An event as the door hands it to the log. */
export function draftOf(event: CloudEvent): DraftEntry {
  const type = event.type as EventType;
  const time = Date.parse(event.time);
  return {
    feed: feedOf(type) ?? 'case',
    type,
    v: EVENT_TYPES[type].version,
    id: event.id,
    source: event.source,
    subject: event.subject,
    time,
    receivedAt: time,
    sequence: event.sequence ?? null,
    producerEpoch: 0,
    reality: 'simulated',
    producer: 'bench',
    area: null,
    flags: [],
    data: event.data,
    digest: event.id.padStart(16, '0').slice(-16),
  };
}

/** `count` drafts, three reports of terminals to one event of items and alarms. */
export function mixedDrafts(world: World, count: number): DraftEntry[] {
  const happenings = world.happenings(count >> 2);
  const reports = world.reports(count - happenings.length, COUNTY_TERMINALS);
  const mixed = reports.flatMap((report, i) => {
    const happening = i % 3 === 2 ? happenings[(i - 2) / 3] : undefined;
    return happening === undefined ? [report] : [report, happening];
  });
  return mixed.map(draftOf);
}

/** Cuts a list into pieces of `size`. */
export function batches<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

/** Runs `work` over all items with `width` of them under way at any time. */
export async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const index = next++;
      await work(items[index] as Item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
}
