import { isAnnounced, isUnseenP1 } from '../../../gateway/contract/alarms.ts';
import type {
  AlarmEntity,
  CaseEntity,
  LngLat,
  TerminalEntity,
  VideoEntity,
} from '../../../gateway/contract/entities.ts';
import { FINAL_CASE_STATES } from '../../../gateway/contract/vocabulary.ts';
import { nearestOnOutline } from '../geo/edge.ts';
import type { AreaShape, RegionGeometry } from '../geo/geometry.ts';
import { placeOfCase } from '../geo/place.ts';
import type { Rings } from '../geo/polygon.ts';
import type { EntityRef, MapData, MapKind, Mark } from '../port.ts';
import { isGhost, MARK_REM, markOfLevel, markOfPriority } from './marks.ts';

/** What mark builders need besides the entities. */
export interface MarkSurroundings {
  readonly areas: ReadonlyMap<string, AreaShape>;
  readonly remPx: number;
}

type Place = Pick<Mark, 'lng' | 'lat' | 'from'>;

function mark(at: Place | null, rest: Omit<Mark, keyof Place>): Mark | null {
  if (at === null) return null;
  const { lng, lat, from } = at;
  return { ...rest, lng, lat, ...(from === undefined ? {} : { from }) };
}

function present<T>(value: T | null): value is T {
  return value !== null;
}

/** Marks lie over one another by size: the smallest level first, the loudest last. */
function byWeight(a: Mark, b: Mark): number {
  return a.size - b.size || (a.id < b.id ? -1 : 1);
}

/** True until the item has come to one of its ends. */
export function isOpen(item: Pick<CaseEntity, 'state'>): boolean {
  return !FINAL_CASE_STATES.includes(item.state);
}

/** Marks of the open items of the region, lowest level first. */
export function itemMarks(cases: Iterable<CaseEntity>, { areas, remPx }: MarkSurroundings): readonly Mark[] {
  const marks: (Mark | null)[] = [];
  for (const item of cases) {
    if (!isOpen(item)) continue;
    const name = markOfLevel(item.level);
    marks.push(
      mark(placeOfCase(item, areas), {
        id: item.id,
        icon: isGhost(item) ? `${name}-ghost` : name,
        size: MARK_REM[name] * remPx,
      }),
    );
  }
  return marks.filter(present).sort(byWeight);
}

/** The point of what has one of its own; null outside the region, where there is no ground to draw it on. */
function pointOf({ flags, location }: AlarmEntity | TerminalEntity | VideoEntity): LngLat | null {
  return flags.includes('outside_region') ? null : location;
}

/**
 * The same of what nobody may miss: across the border it stands on the outline where that is nearest, tied to where it is,
 * so that its direction is seen. Null without an outline, or without a place.
 */
function urgentPlace(entity: AlarmEntity | TerminalEntity, outline: readonly Rings[]): Place | null {
  const { location } = entity;
  const own = pointOf(entity);
  if (own !== null || location === null) return own;
  const edge = nearestOnOutline(outline, location);
  return edge && { ...edge, from: location };
}

function placeOfAlarm(alarm: AlarmEntity, outline: readonly Rings[]): Place | null {
  return isUnseenP1(alarm) ? urgentPlace(alarm, outline) : pointOf(alarm);
}

function placeOfTerminal(terminal: TerminalEntity, outline: readonly Rings[]): Place | null {
  return terminal.sosAt === null ? pointOf(terminal) : urgentPlace(terminal, outline);
}

function alarmMark(alarm: AlarmEntity, remPx: number, outline: readonly Rings[]): Mark | null {
  const name = markOfPriority(alarm.priority);
  const look = isGhost(alarm) ? 'ghost' : 'acked';
  const loud = !alarm.acked && !isGhost(alarm);
  return mark(placeOfAlarm(alarm, outline), {
    id: alarm.id,
    icon: loud ? name : `${name}-${look}`,
    size: (alarm.acked ? MARK_REM.acked : MARK_REM[name]) * remPx,
  });
}

/**
 * Marks of the alarms that ask for attention, the most urgent last and so above the others: an exercise below all,
 * acknowledged ones below those that wait, then by priority and by who waits longest. @param outline of the region
 */
export function alarmMarks(
  alarms: Iterable<AlarmEntity>,
  remPx: number,
  outline: readonly Rings[] = [],
): readonly Mark[] {
  const open = [...alarms].filter(isAnnounced);
  open.sort(
    (a, b) =>
      Number(isGhost(b)) - Number(isGhost(a)) ||
      Number(b.acked) - Number(a.acked) ||
      b.priority.localeCompare(a.priority) ||
      b.waitingSince - a.waitingSince ||
      b.id.localeCompare(a.id),
  );
  return open.map((alarm) => alarmMark(alarm, remPx, outline)).filter(present);
}

/** Terminals that call for help, who waits longest first; of an exercise too, and off duty (the number `terminal.sos`). */
export function callersOf(terminals: Iterable<TerminalEntity>): readonly TerminalEntity[] {
  const calling = [...terminals].filter(({ sosAt }) => sosAt !== null);
  return calling.sort((a, b) => (a.sosAt ?? 0) - (b.sosAt ?? 0) || (a.id < b.id ? -1 : 1));
}

/** Marks of terminals that call for help, in their order; where one without a place is, is not known. */
export function callMarks(
  calling: Iterable<TerminalEntity>,
  remPx: number,
  outline: readonly Rings[] = [],
): readonly Mark[] {
  return [...calling]
    .map((terminal) =>
      mark(placeOfTerminal(terminal, outline), {
        id: terminal.id,
        icon: isGhost(terminal) ? 'sos-ghost' : 'sos',
        size: MARK_REM.sos * remPx,
      }),
    )
    .filter(present);
}

/** Dashed outlines of the AI leads that nobody has judged. */
export function leadMarks(videos: Iterable<VideoEntity>, remPx: number): readonly Mark[] {
  const marks: (Mark | null)[] = [];
  for (const video of videos)
    if (video.state === 'LEAD')
      marks.push(
        mark(pointOf(video), {
          id: video.id,
          icon: isGhost(video) ? 'lead-ghost' : 'lead',
          size: MARK_REM.lead * remPx,
        }),
      );
  return marks.filter(present).sort(byWeight);
}

/** Where something stands on the map; null if it is gone, has no place, or lies outside the region and is not urgent. */
export function placeOf(
  ref: EntityRef,
  data: Pick<MapData, MapKind>,
  { areas, county = [] }: Pick<RegionGeometry, 'areas'> & Partial<Pick<RegionGeometry, 'county'>>,
): LngLat | null {
  if (ref.kind === 'case') {
    const item = data.case.get(ref.id);
    return item ? placeOfCase(item, areas) : null;
  }
  if (ref.kind === 'alarm') return placeIn(data.alarm.get(ref.id), (one) => placeOfAlarm(one, county));
  if (ref.kind === 'terminal')
    return placeIn(data.terminal.get(ref.id), (one) => placeOfTerminal(one, county));
  return placeIn(data.video.get(ref.id), pointOf);
}
function placeIn<T>(entity: T | undefined, find: (entity: T) => Place | null): LngLat | null {
  const place = entity === undefined ? null : find(entity);
  return place && { lng: place.lng, lat: place.lat };
}
