import { isAnnounced } from '../../contract/alarms.ts';
import type { AlarmEntity } from '../../contract/entities.ts';
import { ALARM_PRIORITIES, type AlarmPriority } from '../../contract/vocabulary.ts';
import { counts } from '../event.ts';
import { createLoudest, type Loudest } from './loudest.ts';
import type { DeskPart, DeskWorld } from './port.ts';

const TEN_MINUTES = 600_000;
const TENS_OF_DAY = 144;
const LOUDEST = 10;
const RECENT_KEPT = 5_000;

/** Episodes of one day: by 10 minutes of the day and by priority. */
interface Day {
  readonly start: number;
  readonly tens: readonly number[];
  readonly byPriority: Readonly<Record<AlarmPriority, number>>;
  readonly floodMs: number;
}

interface Flood {
  /** Start of the present flood; null while there is none. */
  readonly since: number | null;
  /** Until when the time in flood has been counted. */
  readonly countedTo: number;
}

export interface Load extends DeskPart {
  /** A new episode of an alarm began. */
  began(alarm: AlarmEntity): void;
}

/**
 * What the desk has to bear (ISA-18.2, EEMUA 191; domain §5.3): raises of the last minutes, flood or not, and the
 * figures of the day. What is kept off the strip, exercise and test are no load.
 */
export function createLoad(world: DeskWorld): Load {
  const { ledger, store, counters, context, today } = world;
  const recent = ledger.table<readonly number[]>('alarm recent');
  const floods = ledger.table<Flood>('alarm flood');
  const days = ledger.table<Day>('alarm day');
  const devices = ledger.table<number>('alarm device');
  const loudest = createLoudest();
  const raises = () => recent.get('raises') ?? [];
  const flood = () => floods.get('flood') ?? { since: null, countedTo: 0 };
  const day = () => days.get('day') ?? emptyDay(today());
  const rules = () => context().setting.rules.alarms.flood;

  /** No raise that is kept is earlier. */
  let earliest = Number.POSITIVE_INFINITY;
  const keepRaises = (list: readonly number[]) => {
    recent.put('raises', list);
    earliest = list.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  };

  const countToday = (alarm: AlarmEntity) => {
    if (alarm.raisedAt < day().start) return;
    days.put('day', withEpisode(day(), alarm));
    const device = `${alarm.source} ${alarm.device ?? alarm.id}`;
    const times = (devices.get(device) ?? 0) + 1;
    devices.put(device, times);
    loudest.spoke(times);
  };
  const startDay = () => {
    days.put('day', emptyDay(today()));
    for (const device of [...devices.ids()]) devices.delete(device);
    loudest.reset([]);
    for (const alarm of store.all('alarm')) if (isLoad(alarm)) countToday(alarm);
  };
  const judge = () => {
    const { now } = context();
    const { windowS, enterAbove, exitBelow, seats } = rules();
    const from = now - windowS * 1_000;
    if (earliest <= from) keepRaises(raises().filter((at) => at > from));
    const present = raises().length;
    const { since, countedTo } = flood();
    if (since === null && present > enterAbove * seats) {
      floods.put('flood', { since: now, countedTo: now });
    } else if (since !== null) {
      const passed = Math.max(0, now - Math.max(countedTo, day().start));
      if (passed > 0) days.put('day', { ...day(), floodMs: day().floodMs + passed });
      const over = present < exitBelow * seats;
      floods.put('flood', { since: over ? null : Math.min(since, now), countedTo: now });
    }
  };
  const publish = () => {
    const { enterAbove, seats } = rules();
    const values = figures(day(), { loudest, full: enterAbove * seats });
    for (const [id, value] of Object.entries(values)) counters.set(`alarm.today.${id}`, value);
    counters.set('alarm.rate.window', raises().length);
    counters.set('alarm.rate.flood', flood().since === null ? 0 : 1);
    counters.set('alarm.rate.floodSince', flood().since ?? 0);
  };
  return {
    began(alarm) {
      if (!isLoad(alarm)) return;
      countToday(alarm);
      recent.put('raises', [...raises().slice(-(RECENT_KEPT - 1)), alarm.raisedAt]);
      earliest = Math.min(earliest, alarm.raisedAt);
      judge();
      publish();
    },
    look() {
      if (day().start !== today()) startDay();
      judge();
      publish();
    },
    image: () => [
      ...tagged('recent', recent.entries()),
      ...tagged('flood', floods.entries()),
      ...tagged('day', days.entries()),
      ...tagged('device', devices.entries()),
    ],
    load(rows) {
      for (const [id, row] of rows) {
        const [table = '', key = ''] = splitTag(id);
        if (table === 'recent') keepRaises(row as readonly number[]);
        else if (table === 'flood') floods.put(key, row as Flood);
        else if (table === 'day') days.put(key, row as Day);
        else devices.put(key, row as number);
      }
      loudest.reset(devices.rows());
    },
  };
}

function isLoad(alarm: AlarmEntity): boolean {
  return counts(alarm.reality) && (alarm.finishedAt !== null || isAnnounced(alarm));
}

function emptyDay(start: number): Day {
  return {
    start,
    tens: Array.from({ length: TENS_OF_DAY }, () => 0),
    byPriority: { P1: 0, P2: 0, P3: 0, P4: 0 },
    floodMs: 0,
  };
}

function withEpisode(day: Day, { raisedAt, priority }: AlarmEntity): Day {
  const ten = Math.min(TENS_OF_DAY - 1, Math.floor((raisedAt - day.start) / TEN_MINUTES));
  return {
    ...day,
    tens: day.tens.with(ten, (day.tens[ten] ?? 0) + 1),
    byPriority: { ...day.byPriority, [priority]: day.byPriority[priority] + 1 },
  };
}

interface Measure {
  /** Episodes of the day by device. */
  readonly loudest: Pick<Loudest, 'total'>;
  /** More than this in 10 minutes is too many. */
  readonly full: number;
}

function figures({ tens, byPriority, floodMs }: Day, { loudest, full }: Measure): Record<string, number> {
  const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0);
  return {
    raised: sum(ALARM_PRIORITIES.map((priority) => byPriority[priority])),
    ...byPriority,
    most10m: Math.max(...tens),
    fullTens: tens.filter((count) => count > full).length,
    topTen: loudest.total(LOUDEST),
    floodS: Math.floor(floodMs / 1_000),
  };
}

function* tagged(table: string, entries: Iterable<readonly [string, unknown]>) {
  for (const [id, row] of entries) yield [`${table} ${id}`, row] as const;
}

function splitTag(id: string): readonly [string, string] {
  const blank = id.indexOf(' ');
  return [id.slice(0, blank), id.slice(blank + 1)];
}
