import type { Level } from '../../../gateway/contract/index.ts';
import type { Draw } from '../rng.ts';
import type { Scenario } from '../scenario.ts';
import { type Calendar, DAY, HOUR, MINUTE } from '../time.ts';
import type { CaseDraft } from './draft.ts';
import { lastWorking, nextWorking } from './hours.ts';

/** When each step of an item's life happens; a null step does not happen. Instants are epoch milliseconds. */
export interface CaseLife {
  readonly verifiedAt: number;
  readonly jointAt: number | null;
  readonly dispatchedAt: number;
  /** Sent back by the first unit, then dispatched again. */
  readonly returnedAt: number | null;
  readonly redispatchedAt: number | null;
  readonly signedAt: number;
  readonly startedAt: number;
  readonly progressedAt: readonly number[];
  readonly suspendedAt: number | null;
  readonly resumedAt: number | null;
  readonly extendedAt: number | null;
  readonly fedbackAt: number;
  readonly reworkedAt: number | null;
  readonly refedbackAt: number | null;
  readonly checkedAt: number;
  readonly calledbackAt: number;
  readonly fulfilmentAt: number | null;
  readonly closedAt: number;
  readonly ratedAt: number | null;
  /** Deadline after suspension or extension. */
  readonly newDueAt: number | null;
  /** Level at first, when it is determined and what it becomes later. */
  readonly firstLevel: Level | null;
  readonly levelledAt: number | null;
  readonly relevelledAt: number | null;
}

type CaseRules = Scenario['cases'];

interface Bounds {
  readonly closedAt: number;
  readonly newDueAt: number | null;
  readonly suspended: boolean;
  readonly extended: boolean;
  readonly pauseMs: number;
}

const URGENT = new Set(['U1', 'U2']);
const EXTENSION_DAYS = 10;

/** Share of the limit that is used up at closing; above one is late. `at` is the item's place among its day's items. */
function usedShare(draw: Draw, rules: CaseRules, at: number): number {
  if (at < rules.lateShare) return 1;
  if (at < rules.lateShare + rules.tightShare) return draw.between(0.8, 0.99);
  return 0.37 + 0.44 * draw.next() ** 0.8;
}

function boundsOf(
  draw: Draw,
  calendar: Calendar,
  rules: CaseRules,
  item: CaseDraft & { paceAt: number },
): Bounds {
  const limit = item.dueAt - item.receivedAt;
  const used = usedShare(draw, rules, item.paceAt);
  const urgent = URGENT.has(item.limit.urgency);
  const suspended = !urgent && draw.chance(rules.suspendedShare);
  const extended = !suspended && limit > 6 * DAY && draw.chance(rules.extendedShare);
  const pauseMs = suspended ? draw.int(5, 10) * DAY : 0;
  const grown = pauseMs + (extended ? EXTENSION_DAYS * DAY : 0);
  const lateBy = used < 1 ? 0 : draw.between(2, 12) * HOUR + draw.next() ** 2 * 7 * DAY;
  const rough = item.receivedAt + used * limit + lateBy + grown;
  const humane = urgent || used >= 1 ? rough : lastWorking(draw, calendar, rough);
  const closedAt = humane - item.receivedAt < 0.2 * limit ? rough : humane;
  return { closedAt, newDueAt: grown > 0 ? item.dueAt + grown : null, suspended, extended, pauseMs };
}

/** Puts wished instants into one strictly rising row between `from` and `to`, at least a minute apart where there is room. */
function inOrder(from: number, to: number, wished: readonly number[]): number[] {
  const gap = Math.min(MINUTE, (to - from) / (wished.length + 2));
  let before = from;
  return wished.map((wish, i) => {
    const latest = to - gap * (wished.length - i);
    before = Math.round(Math.min(Math.max(wish, before + gap), latest));
    return before;
  });
}

interface Early {
  readonly verify: number;
  readonly joint: number | null;
  readonly dispatch: number;
  readonly returned: number | null;
  readonly again: number | null;
  readonly sign: number;
  readonly start: number;
}

/** Delays of intake and dispatch; each is capped so that a short item still has time for its handling. */
function earlyOf(
  draw: Draw,
  calendar: Calendar,
  rules: CaseRules,
  item: { receivedAt: number; life: number; urgent: boolean },
): Early {
  const humane = (ms: number) => (item.urgent ? ms : nextWorking(draw, calendar, ms));
  const capped = (ms: number, share: number) => Math.min(ms, item.life * share);
  const slow = draw.chance(0.3);
  const verify =
    item.receivedAt + capped(slow ? draw.between(1, 9) * HOUR : draw.between(3, 35) * MINUTE, 0.1);
  const joint = draw.chance(rules.jointReviewShare) ? humane(verify + draw.between(10, 60) * MINUTE) : null;
  const sent = joint === null ? verify + draw.between(4, 50) * MINUTE : joint + draw.between(0.8, 2.4) * DAY;
  const dispatch = verify + capped(humane(sent) - verify, 0.2);
  const returned = draw.chance(rules.returnedShare)
    ? dispatch + capped(draw.between(1, 6) * HOUR, 0.06)
    : null;
  const again = returned === null ? null : returned + capped(draw.between(1, 8) * HOUR, 0.06);
  const sign =
    (again ?? dispatch) +
    capped(humane((again ?? dispatch) + draw.between(0.4, 8) * HOUR) - (again ?? dispatch), 0.12);
  const start = sign + capped(humane(sign + draw.between(0.3, 6) * HOUR) - sign, 0.1);
  return {
    verify,
    joint: joint === null ? null : Math.min(joint, dispatch - MINUTE),
    dispatch,
    returned,
    again,
    sign,
    start,
  };
}

const LEVELLED_AT_DISPATCH = 0.5;

/** Draws the whole life of an item: every step in order, the closing last. */
export function lifeOf(
  draw: Draw,
  calendar: Calendar,
  rules: CaseRules,
  item: CaseDraft & { paceAt: number },
): CaseLife {
  const bounds = boundsOf(draw, calendar, rules, item);
  const life = bounds.closedAt - item.receivedAt;
  const urgent = URGENT.has(item.limit.urgency);
  const early = earlyOf(draw, calendar, rules, {
    receivedAt: item.receivedAt,
    life: life - bounds.pauseMs,
    urgent,
  });
  const humane = (ms: number) => (urgent ? ms : nextWorking(draw, calendar, ms));
  const part = (from: number, to: number, share: number) => from + (to - from) * share;
  const feed = humane(item.receivedAt + life * draw.between(0.74, 0.86));
  const middle = (share: number) => part(early.start, feed, share);
  const suspend = bounds.suspended ? middle(0.3) : null;
  const resume = suspend === null ? null : suspend + bounds.pauseMs * 0.98;
  const rework = draw.chance(rules.reworkedShare) ? part(feed, bounds.closedAt, 0.2) : null;
  const refeed = rework === null ? null : part(feed, bounds.closedAt, 0.5);
  const check = humane(part(feed, bounds.closedAt, rework === null ? draw.between(0.35, 0.7) : 0.7));
  const called = part(check, bounds.closedAt, draw.between(0.5, 0.9));
  const promised = item.owed !== null && draw.chance(0.4);
  const undetermined = item.level !== null && draw.chance(rules.undeterminedShare);
  const atDispatch = draw.chance(LEVELLED_AT_DISPATCH);
  const wishes: Readonly<Record<string, number | null>> = {
    verify: early.verify,
    joint: early.joint,
    dispatch: early.dispatch,
    returned: early.returned,
    again: early.again,
    sign: early.sign,
    start: early.start,
    suspend,
    levelled:
      undetermined && !atDispatch ? Math.min(middle(0.4), early.start + draw.between(0.6, 4.2) * DAY) : null,
    note1: draw.chance(0.5) ? middle(draw.between(0.35, 0.55)) : null,
    relevelled:
      item.level !== null && draw.chance(rules.relevelledShare) ? middle(draw.between(0.56, 0.7)) : null,
    note2: draw.chance(0.25) ? middle(draw.between(0.7, 0.9)) : null,
    resume,
    extended: bounds.extended ? Math.min(middle(0.95), item.dueAt - draw.between(3, 20) * HOUR) : null,
    feed,
    rework,
    refeed,
    check,
    called,
    fulfilment: promised ? part(called, bounds.closedAt, 0.1) : null,
  };
  return placed(draw, item, bounds, { wishes, firstLevel: undetermined ? 'UNDETERMINED' : item.level });
}

function placed(
  draw: Draw,
  item: CaseDraft,
  bounds: Bounds,
  { wishes, firstLevel }: { wishes: Readonly<Record<string, number | null>>; firstLevel: Level | null },
): CaseLife {
  const happening = Object.entries(wishes)
    .flatMap(([name, wish]) => (wish === null ? [] : [{ name, wish }]))
    .sort((a, b) => order(a.name) - order(b.name));
  const sorted = settle(happening);
  const instants = inOrder(
    item.receivedAt,
    bounds.closedAt,
    sorted.map(({ wish }) => wish),
  );
  const at = new Map(sorted.map(({ name }, i) => [name, instants[i] as number]));
  const maybe = (name: string) => at.get(name) ?? null;
  const sure = (name: string) => at.get(name) as number;
  const closedAt = Math.round(bounds.closedAt);
  return {
    verifiedAt: sure('verify'),
    jointAt: maybe('joint'),
    dispatchedAt: sure('dispatch'),
    returnedAt: maybe('returned'),
    redispatchedAt: maybe('again'),
    signedAt: sure('sign'),
    startedAt: sure('start'),
    progressedAt: ['note1', 'note2'].flatMap((name) => at.get(name) ?? []),
    suspendedAt: maybe('suspend'),
    resumedAt: maybe('resume'),
    extendedAt: maybe('extended'),
    fedbackAt: sure('feed'),
    reworkedAt: maybe('rework'),
    refedbackAt: maybe('refeed'),
    checkedAt: sure('check'),
    calledbackAt: sure('called'),
    fulfilmentAt: maybe('fulfilment'),
    closedAt,
    ratedAt: draw.chance(0.35) ? closedAt + Math.round(draw.between(0.2, 20) * HOUR) : null,
    newDueAt: bounds.newDueAt,
    firstLevel,
    levelledAt: firstLevel === item.level ? null : (maybe('levelled') ?? sure('dispatch')),
    relevelledAt: maybe('relevelled'),
  };
}

const MIDDLE = ['suspend', 'levelled', 'note1', 'relevelled', 'note2', 'resume', 'extended'];
const ORDER = [
  'verify',
  'joint',
  'dispatch',
  'returned',
  'again',
  'sign',
  'start',
  ...MIDDLE,
  'feed',
  'rework',
  'refeed',
  'check',
  'called',
  'fulfilment',
];
const order = (name: string) => ORDER.indexOf(name);

/** The steps between start and feedback may come in any order of time; those around them keep theirs. */
function settle(steps: { name: string; wish: number }[]): { name: string; wish: number }[] {
  const first = steps.filter(({ name }) => order(name) <= order('start'));
  const middle = steps.filter(({ name }) => MIDDLE.includes(name)).sort((a, b) => a.wish - b.wish);
  const last = steps.filter(({ name }) => order(name) >= order('feed'));
  return [...first, ...middle, ...last];
}
