import type { Level } from '../../../gateway/contract/index.ts';
import type { Draw } from '../rng.ts';
import type { Scenario } from '../scenario.ts';
import { type Calendar, DAY, HOUR, MINUTE } from '../time.ts';
import { type Bounds, boundsOf, isUrgent, type PacedCase } from './bounds.ts';
import type { Fate } from './fate.ts';
import { nextWorking } from './hours.ts';
import { type Itinerary, itineraryOf, type Wishes } from './itinerary.ts';

/** An item's whole life: what happens when, to which level and deadline. Instants are epoch milliseconds. */
export interface CaseLife {
  readonly at: Itinerary;
  readonly closedAt: number;
  readonly ratedAt: number | null;
  /** Deadline after suspension or extension. */
  readonly newDueAt: number | null;
  readonly firstLevel: Level | null;
  /** The level is determined when the item is dispatched. */
  readonly levelledAtDispatch: boolean;
  /** The unit that hands it back says that it is not its duty; a joint review settles whose it is. */
  readonly contested: boolean;
  readonly fate: Fate;
}

/** A unit asks for more time, or for its clock to stand still, so long before it has it. */
const ASKED_BEFORE = 5 * HOUR;

/** What the parts of a life are drawn with. */
interface Drawing {
  readonly draw: Draw;
  readonly calendar: Calendar;
  readonly rules: Scenario['cases'];
  readonly item: PacedCase;
  readonly bounds: Bounds;
  /** The instant itself for an urgent item, else the next at which people work. */
  readonly humane: (ms: number) => number;
}

/** Of the items that are handed back: how many of them because of whose duty they are. */
const CONTESTED_SHARE = 0.5;

/**
 * Delays of intake and dispatch, most of them within the half hour that the shipped limit gives; each is capped by a share
 * of the life, so that a short item still has time for its handling.
 */
function intakeWishes({
  draw,
  rules,
  item,
  bounds,
  humane,
}: Drawing): Wishes & { start: number; contested: boolean } {
  const life = bounds.closedAt - item.receivedAt - bounds.pauseMs;
  const after = (from: number, to: number, share: number) => from + Math.min(to - from, life * share);
  const quick = draw.chance(0.8);
  const looked = quick ? draw.between(2, 14) * MINUTE : draw.between(0.5, 5) * HOUR;
  const verify = after(item.receivedAt, item.receivedAt + looked, 0.1);
  const joint = draw.chance(rules.jointReviewShare) ? humane(verify + draw.between(10, 60) * MINUTE) : null;
  const sent = joint === null ? verify + draw.between(3, 15) * MINUTE : joint + draw.between(0.8, 2.4) * DAY;
  const dispatch = after(verify, humane(sent), 0.2);
  const bounced = draw.chance(rules.returnedShare);
  const returned = bounced ? after(dispatch, dispatch + draw.between(1, 6) * HOUR, 0.06) : null;
  const contested = bounced && draw.chance(CONTESTED_SHARE);
  const settled = contested ? draw.between(20, 70) * HOUR : draw.between(1, 8) * HOUR;
  const again = returned === null ? null : after(returned, returned + settled, contested ? 0.2 : 0.06);
  const held = again ?? dispatch;
  const sign = after(held, humane(held + draw.between(0.4, 8) * HOUR), 0.12);
  const start = after(sign, humane(sign + draw.between(0.3, 6) * HOUR), 0.1);
  return {
    contested,
    verify,
    joint: joint === null ? null : Math.min(joint, dispatch - MINUTE),
    dispatch,
    returned,
    again,
    sign,
    start,
  };
}

/** What happens while a unit works on it: notes, levels, a clock that stands still or gets more time. */
function handlingWishes({ draw, rules, item, bounds }: Drawing, start: number, feed: number): Wishes {
  const middle = (share: number) => start + (feed - start) * share;
  const suspend = bounds.suspended ? middle(0.3) : null;
  const undetermined = item.level !== null && draw.chance(rules.undeterminedShare);
  const later = undetermined && draw.chance(0.5);
  const busy = suspend === null;
  const wishes = {
    suspend,
    resume: suspend === null ? null : suspend + bounds.pauseMs * 0.98,
    levelled: later ? Math.min(middle(0.4), start + draw.between(0.6, 4.2) * DAY) : null,
    note1: busy && draw.chance(0.5) ? middle(draw.between(0.35, 0.55)) : null,
    relevelled:
      item.level !== null && draw.chance(rules.relevelledShare) ? middle(draw.between(0.56, 0.7)) : null,
    note2: busy && draw.chance(0.25) ? middle(draw.between(0.7, 0.9)) : null,
    extended: bounds.extended ? Math.min(middle(0.95), item.dueAt - draw.between(3, 20) * HOUR) : null,
  };
  const granted = wishes.suspend ?? wishes.extended;
  return { ...wishes, asked: granted === null ? null : granted - ASKED_BEFORE };
}

function endingWishes({ draw, rules, item, bounds, humane }: Drawing, feed: number): Wishes {
  const part = (from: number, share: number) => from + (bounds.closedAt - from) * share;
  const again = draw.chance(rules.reworkedShare);
  const check = humane(part(feed, again ? 0.7 : draw.between(0.35, 0.7)));
  const called = part(check, draw.between(0.5, 0.9));
  const promised = item.owed !== null && draw.chance(0.4);
  return {
    feed,
    rework: again ? part(feed, 0.2) : null,
    refeed: again ? part(feed, 0.5) : null,
    check,
    called,
    fulfilment: promised ? part(called, 0.1) : null,
  };
}

/** Draws the whole life of an item: every step in order, the closing last. */
export function lifeOf(draw: Draw, calendar: Calendar, rules: Scenario['cases'], item: PacedCase): CaseLife {
  const bounds = boundsOf(draw, calendar, rules, item);
  const humane = (ms: number) => (isUrgent(item) ? ms : nextWorking(draw, calendar, ms));
  const drawing: Drawing = { draw, calendar, rules, item, bounds, humane };
  const { contested, ...intake } = intakeWishes(drawing);
  const feed = humane(item.receivedAt + (bounds.closedAt - item.receivedAt) * draw.between(0.74, 0.86));
  const handling = handlingWishes(drawing, intake.start, feed);
  const levelledAtDispatch =
    item.level !== null && handling.levelled === null && draw.chance(rules.undeterminedShare / 2);
  const undetermined = levelledAtDispatch || handling.levelled !== null;
  return {
    at: itineraryOf(item.receivedAt, bounds.closedAt, {
      ...intake,
      ...handling,
      ...endingWishes(drawing, feed),
    }),
    closedAt: bounds.closedAt,
    ratedAt: draw.chance(0.35) ? Math.round(bounds.closedAt + draw.between(0.2, 20) * HOUR) : null,
    newDueAt: bounds.newDueAt,
    firstLevel: undetermined ? 'UNDETERMINED' : item.level,
    levelledAtDispatch,
    contested,
    fate: 'CLOSED',
  };
}
