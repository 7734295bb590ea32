import type { FallingDue } from '../../gateway/contract/deadlines.ts';
import type { AlarmEntity, CaseEntity } from '../../gateway/contract/entities.ts';
import { entityRef } from '../../gateway/contract/ids.ts';
import { FINAL_CASE_STATES } from '../../gateway/contract/vocabulary.ts';
import { joined } from '../locale/joined.ts';
import { groupDigits } from '../locale/numbers.ts';
import { withProvisional } from '../locale/provisional.ts';
import { instantWords, localTime } from '../locale/time.ts';
import type { Say } from '../locale/words.ts';
import { holderWords } from './holder.ts';
import { casePlace, devicePlace } from './places.ts';
import type { Collections } from './port.ts';
import { type AreaNames, inScope } from './scope.ts';
import { warningTitle } from './warning.ts';

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MS = 24 * HOUR_MINUTES * MINUTE_MS;

/** The next change of shift after an instant. @param times `HH:MM` of the site's day */
export function nextHandover(now: number, utcOffsetMinutes: number, times: readonly string[]): number {
  const midnight = localTime(now, utcOffsetMinutes).day * DAY_MS - utcOffsetMinutes * MINUTE_MS;
  const today = times.map((time) => midnight + minutesOf(time) * MINUTE_MS);
  const instants = [...today, ...today.map((at) => at + DAY_MS)].filter((at) => at > now);
  return Math.min(...instants);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * HOUR_MINUTES + minutes;
}

/**
 * What the gateway told will fall due, as it stands now: without what is late already, what has ended since it was asked,
 * and what lies outside of the area that the lists are narrowed to. Of one item its own deadline, by which the rows of
 * 处置时限 stand, and the first of its other clocks.
 */
export function stillFalling(
  falling: readonly FallingDue[],
  collections: Pick<Collections, 'case' | 'warning' | 'instruction' | 'alarm'>,
  { now, area }: { readonly now: number; readonly area: string | null },
): readonly FallingDue[] {
  const first = new Map<string, FallingDue>();
  for (const each of falling) {
    if (each.overdue || each.dueAt < now) continue;
    const placed =
      each.kind === 'case' || each.kind === 'alarm' ? collections[each.kind].value.get(each.id) : undefined;
    const over = !collections[each.kind].value.has(each.id) || (placed !== undefined && isOver(placed, each));
    const elsewhere = area !== null && (placed === undefined || !inScope(placed, area));
    const ref = `${each.kind}:${each.id}:${isDeadline(each) ? 'own' : 'step'}`;
    if (!over && !elsewhere && !first.has(ref)) first.set(ref, each);
  }
  return [...first.values()];
}

/** The deadline of an item itself, and not of a step of it. */
function isDeadline({ kind, clock }: FallingDue): boolean {
  return kind === 'case' && clock === 'RESOLVE';
}

/** How many of each kind fall due: deadlines of items, which are also told alone, steps of them, and whatever else waits. */
export interface FallingCounts {
  readonly deadlines: number;
  readonly others: number;
  /** All kinds in words: `时限 2 · 环节 13 · 预警 2`. */
  readonly words: string;
}

export function fallingCounts(falling: readonly FallingDue[], say: Say): FallingCounts {
  const deadlines = falling.filter(isDeadline).length;
  const kinds = new Map<string, number>([[say('forward.deadlines'), deadlines]]);
  for (const each of falling) {
    if (isDeadline(each)) continue;
    const word = say(each.kind === 'case' ? 'forward.steps' : `forward.${each.kind}`);
    kinds.set(word, (kinds.get(word) ?? 0) + 1);
  }
  const words = joined(...Array.from(kinds, ([word, n]) => `${word} ${groupDigits(n)}`));
  return { deadlines, others: falling.length - deadlines, words };
}

/** An alarm that was acknowledged, or asks again, since the gateway was asked waits by that clock no more. */
function isOver(entity: CaseEntity | AlarmEntity, { clock }: FallingDue): boolean {
  if ('raisedAt' in entity) return entity.finishedAt !== null || entity.acked !== (clock === 'LAPSE');
  return FINAL_CASE_STATES.includes(entity.state);
}

/** One thing that will fall due. */
export interface ForwardRow {
  /** `kind:id`. */
  readonly ref: string;
  readonly title: string;
  /** Which of its clocks ends, and who is waited for. */
  readonly what: string;
  readonly when: string;
  /** Has a card of its own. */
  readonly opens: boolean;
}

export interface ForwardContext {
  /** Server time, ms. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
  readonly areas: AreaNames;
  /** Short names of units by id. */
  readonly units: ReadonlyMap<string, string>;
  readonly say: Say;
}

/** Such a thing in words. */
export function forwardRow(
  { kind, id, clock, unit, dueAt, provisional }: FallingDue,
  collections: Pick<Collections, 'case' | 'warning' | 'alarm'>,
  context: ForwardContext,
): ForwardRow {
  const { say, now, utcOffsetMinutes, areas, units } = context;
  const item = kind === 'case' ? collections.case.value.get(id) : undefined;
  const warning = kind === 'warning' ? collections.warning.value.get(id) : undefined;
  const alarm = kind === 'alarm' ? collections.alarm.value.get(id) : undefined;
  const who = unit === undefined ? holderWords(item?.holder, say) : (units.get(unit) ?? unit);
  const own = item === undefined ? null : joined(item.title, casePlace(item, areas));
  const raised = alarm === undefined ? null : joined(alarm.priority, alarm.title, devicePlace(alarm, areas));
  const found = warning === undefined ? null : warningTitle(warning, context);
  return {
    ref: kind === 'instruction' ? `${kind}:${id}` : entityRef(kind, id),
    title: own ?? raised ?? found ?? say(`forward.${kind}`),
    what: joined(say(`falling.${clock}`), who),
    when: withProvisional(instantWords(dueAt, now, utcOffsetMinutes, say), provisional, say),
    opens: item !== undefined || warning !== undefined || alarm !== undefined,
  };
}
