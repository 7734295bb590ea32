import type { SystemConfigured } from '../contract/events/system.ts';
import type { RegionArea, Unit } from '../contract/region.ts';
import type { SiteDays } from '../contract/roster.ts';
import { type Rules, rules as rulesSchema } from '../contract/rules.ts';
import { type Catalogue, catalogueOf } from './catalogue/match.ts';
import { createCalendar } from './deadline/calendar.ts';
import type { DeadlineSetting } from './deadline/due.ts';
import { limitTable } from './deadline/limits.ts';

/** The settlement of an area: the village and street it is or lies in. */
export interface AreaPlace {
  readonly village: string | null;
  readonly street: string | null;
}

/** What `system.configured` said, made quick to ask. */
export interface Setting {
  readonly hash: string | null;
  readonly rules: Rules;
  readonly utcOffsetMs: number;
  readonly areas: ReadonlyMap<string, AreaPlace>;
  readonly units: ReadonlyMap<string, Unit>;
  /** Id of a unit by its id, its name or its short name; names that several bear are missing. */
  readonly unitIds: ReadonlyMap<string, string>;
  readonly deadlines: DeadlineSetting;
  /** Its days as shifts and hours ask for them. */
  readonly days: SiteDays;
  readonly catalogue: Catalogue;
  /** How long a lead waits to be judged, ms; null: for ever. */
  readonly unjudgedLeadMs: number | null;
  /** As it stood in the entry, for the next snapshot; null before the first. */
  readonly said: SystemConfigured | null;
}

/** All that a reducer may know besides its own record: the log's time and the log's configuration. */
export interface Context {
  /** Epoch ms: the latest tick's, before the first tick the largest `receivedAt` so far. */
  readonly now: number;
  readonly setting: Setting;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const YEAR_S = 31_536_000;
const NEVER_DAYS = 3_650;
const YEAR_EACH = { P1: YEAR_S, P2: YEAR_S, P3: YEAR_S, P4: YEAR_S };

/**
 * Rules before the first `system.configured`: nothing falls silent, grows stale, is due soon or leaves.
 * They only keep the fold total; a site appends its configuration before anything else.
 */
const NEUTRAL_RULES: Rules = rulesSchema.parse({
  live: {
    closedItemsForS: YEAR_S,
    finishedAlarmsForS: YEAR_S,
    dueSoonShare: 0,
    indicatorsForDays: NEVER_DAYS,
  },
  feeds: {
    case: { silentAfterS: YEAR_S },
    alarm: { silentAfterS: YEAR_S },
    terminal: { silentAfterS: YEAR_S },
    video: { silentAfterS: YEAR_S },
    indicator: { silentAfterS: YEAR_S },
  },
  alarms: {
    acknowledgeWithinS: YEAR_EACH,
    acknowledgementHoldsS: YEAR_EACH,
    shelveForAtMostS: YEAR_EACH,
    latched: [],
    staleAfterS: YEAR_S,
    devicesGoneAfterDays: NEVER_DAYS,
    chattering: { raises: 20, withinS: 1, quietS: 1 },
    fleetingWithinS: 1,
    historyAfterS: YEAR_S,
    duplicateWithinS: 1,
    flood: { windowS: 600, enterAbove: YEAR_S, exitBelow: YEAR_S, seats: 1 },
  },
  terminals: {
    intervalS: YEAR_S,
    staleAfterIntervals: 1,
    offlineAfterIntervals: 1,
    offlineAfterS: YEAR_S,
    stuckAfterS: YEAR_S,
    goneAfterDays: NEVER_DAYS,
  },
  roster: { shifts: [] },
  denied: { categories: [] },
});

const NEUTRAL_DEADLINES = deadlinesOf(NEUTRAL_RULES, [], 0);

export const NEUTRAL: Setting = {
  hash: null,
  rules: NEUTRAL_RULES,
  utcOffsetMs: 0,
  areas: new Map(),
  units: new Map(),
  unitIds: new Map(),
  deadlines: NEUTRAL_DEADLINES,
  days: daysOf(NEUTRAL_DEADLINES, 0),
  catalogue: catalogueOf([], new Map()),
  unjudgedLeadMs: null,
  said: null,
};

export function settingOf(said: SystemConfigured): Setting {
  const units = new Map(said.units.map((unit) => [unit.id, unit]));
  const utcOffsetMs = said.utcOffsetMinutes * 60_000;
  const deadlines = deadlinesOf(said.rules, said.calendars, utcOffsetMs);
  return {
    hash: said.hash,
    rules: said.rules,
    utcOffsetMs,
    areas: placesOf(said.areas),
    units,
    unitIds: unitIdsOf(said.units),
    catalogue: catalogueOf(said.rules.catalogue.items, units),
    deadlines,
    days: daysOf(deadlines, utcOffsetMs),
    unjudgedLeadMs: said.unjudgedLeadDays === undefined ? null : said.unjudgedLeadDays * DAY_MS,
    said,
  };
}

function unitIdsOf(units: readonly Unit[]): Map<string, string> {
  const bearers = new Map<string, Set<string>>();
  for (const { id, name, shortName } of units) {
    for (const called of [name, shortName]) bearers.set(called, (bearers.get(called) ?? new Set()).add(id));
  }
  const named = [...bearers].flatMap(([called, [id, ...others]]): [string, string][] =>
    id === undefined || others.length > 0 ? [] : [[called, id]],
  );
  return new Map([...named, ...units.map(({ id }): [string, string] => [id, id])]);
}

function deadlinesOf(
  { deadlines, worktime, live }: Rules,
  calendars: SystemConfigured['calendars'],
  utcOffsetMs: number,
): DeadlineSetting {
  return {
    limits: limitTable(deadlines.limits),
    warnMs: deadlines.warnHours * HOUR_MS,
    warnShare: live.dueSoonShare,
    calendar: createCalendar(calendars, worktime, utcOffsetMs),
  };
}

function daysOf({ calendar }: DeadlineSetting, utcOffsetMs: number): SiteDays {
  return { utcOffsetMs, works: (day) => calendar.kindOf(day).working };
}

/** Deepest chain of parents that is followed, so that a circle of areas ends. */
const MOST_PARENTS = 8;

function placesOf(areas: readonly RegionArea[]): Map<string, AreaPlace> {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const places = new Map<string, AreaPlace>();
  for (const { id } of areas) {
    const place: { village: string | null; street: string | null } = { village: null, street: null };
    let at = byId.get(id);
    for (let step = 0; at !== undefined && step < MOST_PARENTS; step += 1) {
      if (at.level === 'village') place.village ??= at.id;
      if (at.level === 'street') place.street ??= at.id;
      at = at.parent === null ? undefined : byId.get(at.parent);
    }
    places.set(id, place);
  }
  return places;
}

/** Start of the site-local day that holds `at`, epoch ms. */
export function dayStart(at: number, utcOffsetMs: number): number {
  return Math.floor((at + utcOffsetMs) / DAY_MS) * DAY_MS - utcOffsetMs;
}

/** Start of the site-local hour that holds `at`, epoch ms. */
export function hourStart(at: number, utcOffsetMs: number): number {
  return Math.floor((at + utcOffsetMs) / HOUR_MS) * HOUR_MS - utcOffsetMs;
}
