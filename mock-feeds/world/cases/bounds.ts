import type { Draw } from '../rng.ts';
import type { Scenario } from '../scenario.ts';
import { type Calendar, DAY, HOUR } from '../time.ts';
import type { CaseDraft } from './draft.ts';
import { lastWorking } from './hours.ts';

/** An item with its place among the paces of its day, 0 to 1: the lowest are late, the next ones tight. */
export type PacedCase = CaseDraft & { readonly paceAt: number };

/** Where an item's life ends, and whether its clock stood still or was extended meanwhile. Instants in ms. */
export interface Bounds {
  readonly closedAt: number;
  /** Deadline after suspension or extension; null when it stays. */
  readonly newDueAt: number | null;
  readonly suspended: boolean;
  readonly extended: boolean;
  readonly pauseMs: number;
}

const URGENT: ReadonlySet<string> = new Set(['U1', 'U2']);
/** Calendar days that an extension gives. */
export const EXTENSION_DAYS = 10;
/** Only long limits are extended. */
const EXTENDED_FROM = 6 * DAY;
const LATE_DAYS = 8;

/** Urgent items are worked on at any hour. */
export function isUrgent({ limit }: CaseDraft): boolean {
  return URGENT.has(limit.urgency);
}

/** Share of the limit that is used up at closing; 1 stands for late. */
function usedShare(draw: Draw, rules: Scenario['cases'], at: number): number {
  if (at < rules.lateShare) return 1;
  if (at < rules.lateShare + rules.tightShare) return draw.between(0.8, 0.99);
  return 0.37 + 0.44 * draw.next() ** 0.8;
}

/** Draws when an item will be closed; most of them in time and at an hour at which people work. */
export function boundsOf(draw: Draw, calendar: Calendar, rules: Scenario['cases'], item: PacedCase): Bounds {
  const limit = item.dueAt - item.receivedAt;
  const used = usedShare(draw, rules, item.paceAt);
  const urgent = isUrgent(item);
  const suspended = !urgent && draw.chance(rules.suspendedShare);
  const extended = !suspended && limit > EXTENDED_FROM && draw.chance(rules.extendedShare);
  const pauseMs = suspended ? draw.int(5, 10) * DAY : 0;
  const grown = pauseMs + (extended ? EXTENSION_DAYS * DAY : 0);
  const late = used >= 1;
  const lateBy = late ? draw.between(4, 16) * HOUR + draw.next() ** 1.6 * LATE_DAYS * DAY : 0;
  const rough = item.receivedAt + used * limit + lateBy + grown;
  const humane = urgent || late ? rough : lastWorking(draw, calendar, rough);
  const closedAt = Math.round(humane - item.receivedAt < 0.2 * limit ? rough : humane);
  return { closedAt, newDueAt: grown > 0 ? item.dueAt + grown : null, suspended, extended, pauseMs };
}
