import type { LngLat, TerminalEntity } from './entities.ts';
import type { NotCalledBecause, PassedOver } from './nearest.ts';
import type { Reality } from './vocabulary.ts';

const EARTH_RADIUS_M = 6_371_008.8;
const RAD = Math.PI / 180;

/** Great-circle distance by the haversine formula, metres. */
export function metresBetween(a: LngLat, b: LngLat): number {
  const [north, east] = [(b.lat - a.lat) * RAD, (b.lng - a.lng) * RAD];
  const chord =
    Math.sin(north / 2) ** 2 + Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** A terminal with what speaks for calling it. */
export type Ranked = Omit<PassedOver, 'because'>;

/** Whither, when and how many. */
export interface Sought {
  readonly place: LngLat;
  /** Epoch ms. */
  readonly now: number;
  readonly count: number;
}

/** Who may be called, nearest first, and who is as near and may not be. */
export interface Ranking {
  readonly nearest: readonly Ranked[];
  readonly passedOver: readonly PassedOver[];
}

interface Candidate {
  readonly told: Ranked;
  readonly because: NotCalledBecause | null;
}

/**
 * The one rule of the gateway and of the wall: the `count` nearest terminals that may be called to a place, ties by
 * battery, and the nearer ones that may not be (at most `count`, too).
 */
export function rankTerminals(terminals: Iterable<TerminalEntity>, { place, now, count }: Sought): Ranking {
  const candidates = [...terminals].flatMap((terminal) => candidateOf(terminal, place, now) ?? []);
  candidates.sort(
    (a, b) =>
      a.told.distanceM - b.told.distanceM ||
      (b.told.battery ?? 0) - (a.told.battery ?? 0) ||
      (a.told.id < b.told.id ? -1 : 1),
  );
  const nearest = candidates.filter(({ because }) => because === null).slice(0, count);
  const reach = nearest.length < count ? Number.POSITIVE_INFINITY : (nearest.at(-1)?.told.distanceM ?? 0);
  const passedOver = candidates.flatMap(({ told, because }) =>
    because === null || told.distanceM > reach ? [] : [{ ...told, because }],
  );
  return { nearest: nearest.map(({ told }) => told), passedOver: passedOver.slice(0, count) };
}

/** Never sent to anything real. */
const OVERLAY: readonly Reality[] = ['exercise', 'test'];

/** Null without a place: nobody knows how near it is. */
function candidateOf(terminal: TerminalEntity, place: LngLat, now: number): Candidate | null {
  const { id, name, unit, state, location, fixAt, accuracyM, battery, onDuty, rostered } = terminal;
  if (location === null || fixAt === null || OVERLAY.includes(terminal.reality)) return null;
  const distanceM = Math.round(metresBetween(place, location));
  const fixAgeS = Math.max(0, Math.round((now - fixAt) / 1_000));
  const told = { id, name, unit, state, distanceM, fixAgeS, accuracyM, battery, onDuty, rostered };
  return { told, because: becauseOf(terminal) };
}

function becauseOf({ state, flags }: TerminalEntity): NotCalledBecause | null {
  if (state !== 'ONLINE') return state;
  if (flags.includes('stuck_fix')) return 'STUCK';
  return flags.includes('inaccurate') ? 'INACCURATE' : null;
}
