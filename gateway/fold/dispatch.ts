import type { LngLat, TerminalEntity } from '../contract/entities.ts';
import { entityRef } from '../contract/ids.ts';
import { isFinal } from './case-sla.ts';
import type { Heard, TypeOf } from './event.ts';
import { seatOf } from './model.ts';
import type { Stamp } from './stamp.ts';
import type { Store } from './store.ts';

/** A terminal's last call. Instants are epoch ms. */
export interface Dispatch extends NonNullable<TerminalEntity['dispatch']> {
  /** Where it was called to, as far as the place was known then. */
  readonly place: LngLat | null;
  /** A fix this near to the place means that the terminal has arrived, metres (by the rules of when it was called). */
  readonly withinM: number;
  /** `n` of the entry whose fix showed the arrival; null when none did. */
  readonly arrivedBy: number | null;
  /** `n` of the word of the terminal that its duty was over, which ended the call; null when none did. */
  readonly leftBy: number | null;
}

const METRES_PER_DEGREE = 111_195;
const RAD = Math.PI / 180;

/**
 * The call after a command about it; unchanged when the command says nothing of calls. Of each step the first word counts:
 * what is told late, or again, takes no arrival back.
 */
export function dispatchAfter(before: Dispatch | null, heard: Heard<TypeOf<'operation'>>): Dispatch | null {
  const { time: at } = heard.entry;
  if (heard.type === 'operation.dispatched') {
    const by = seatOf(heard.entry);
    const none = { departedAt: null, arrivedAt: null, doneAt: null };
    return {
      to: heard.data.to,
      by,
      calledAt: at,
      ...none,
      state: 'CALLED',
      place: null,
      withinM: 0,
      arrivedBy: null,
      leftBy: null,
    };
  }
  if (before === null || before.doneAt !== null) return before;
  if (heard.type === 'operation.departed') {
    const state = before.arrivedAt === null ? 'ON_THE_WAY' : before.state;
    return { ...before, departedAt: before.departedAt ?? at, state };
  }
  if (heard.type === 'operation.arrived') {
    return { ...before, arrivedAt: before.arrivedAt ?? at, state: 'ARRIVED' };
  }
  return heard.type === 'operation.released' ? { ...before, doneAt: at, state: 'DONE' } : before;
}

/** The call, unless it is done, ended at `at` (epoch ms) by a rule and by no person: it holds a terminal back no longer. */
export function endedByRule(
  call: Dispatch,
  { at, ...by }: Required<Pick<Dispatch, 'endedBy' | 'leftBy'>> & { readonly at: number },
): Dispatch {
  if (call.doneAt !== null || at < call.calledAt) return call;
  return { ...call, ...by, doneAt: at, state: 'DONE' };
}

/**
 * The call after a fix, the last one or one that was heard late: being within reach of the place is being there, from the
 * first such fix on. An arrival that a person has told stands.
 */
export function dispatchAtFix(
  call: Dispatch | null,
  fix: { readonly location: LngLat; readonly at: number; readonly s: Stamp },
) {
  if (call === null || call.place === null || call.doneAt !== null) return call;
  const { arrivedAt, arrivedBy, calledAt } = call;
  if (arrivedAt !== null && (arrivedBy === null || arrivedAt <= fix.at)) return call;
  if (fix.at < calledAt || !isWithin(call.withinM, call.place, fix.location)) return call;
  return { ...call, arrivedAt: fix.at, state: 'ARRIVED', arrivedBy: fix.s[2] } as const;
}

/** Distance on a plane that touches the place: exact to centimetres over the few hundred metres asked for. */
function isWithin(metres: number, place: LngLat, { lng, lat }: LngLat): boolean {
  const north = (lat - place.lat) * METRES_PER_DEGREE;
  const east = (lng - place.lng) * METRES_PER_DEGREE * Math.cos(place.lat * RAD);
  return Math.hypot(north, east) <= metres;
}

/**
 * Since when what was called to at `calledAt` is over, epoch ms; null while it is not, or unknown. An alarm or a lead of
 * which an item was made is over with that, unless it was called to an alarm that still stood after its item had ended.
 */
export function overSince(store: Store, { to, calledAt }: Pick<Dispatch, 'to' | 'calledAt'>): number | null {
  const colon = to.indexOf(':');
  const [kind, id] = [to.slice(0, colon), to.slice(colon + 1)];
  if (kind === 'case') {
    const item = store.get('case', id);
    return item !== undefined && isFinal(item.state) ? (item.closedAt ?? item.stateSince) : null;
  }
  const origin = kind === 'alarm' || kind === 'video' ? store.get(kind, id) : undefined;
  if (origin === undefined) return null;
  const ofItem =
    origin.item === null ? null : overSince(store, { to: entityRef('case', origin.item), calledAt });
  const outlived = 'active' in origin && ofItem !== null && ofItem < calledAt;
  if (origin.item !== null && !outlived) return ofItem;
  if ('finishedAt' in origin) return origin.finishedAt;
  return origin.state === 'FALSE' || origin.state === 'DUPLICATE'
    ? origin.judgedAt
    : (origin.lapsedAt ?? null);
}

/** Where `to` (`kind:id`) stands now; null when it is unknown or has no place. */
export function placeCalledTo(store: Store, to: string): LngLat | null {
  const colon = to.indexOf(':');
  const kind = (['alarm', 'case', 'video'] as const).find((each) => each === to.slice(0, colon));
  return kind === undefined ? null : (store.get(kind, to.slice(colon + 1))?.location ?? null);
}
