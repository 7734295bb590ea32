import type { AlarmRules } from '../contract/alarm-rules.ts';
import type { AlarmState, ShelveReason } from '../contract/alarms.ts';
import type { AlarmEntity } from '../contract/entities.ts';
import type { AlarmPriority } from '../contract/vocabulary.ts';
import type { AlarmLife } from './alarm-life.ts';
import { type Context, dayStart, type Setting } from './context.ts';

/** A shelving as the person asked for it; the rules cap it when it is shown. */
export interface Shelving {
  readonly n: number;
  readonly at: number;
  readonly heardAt: number;
  readonly until: number;
  readonly reason: ShelveReason;
  readonly by: string;
}

/** A shelving, from its command to its end as it was asked for; epoch ms. */
export type Asked = Pick<Shelving, 'at' | 'until'>;

/** The word for where an alarm stands. */
export function alarmState({ active, acked, finishedAt }: AlarmLife): AlarmState {
  if (finishedAt !== null) return 'NORMAL';
  if (active) return acked ? 'ACKED' : 'UNACKED';
  return acked ? 'LATCHED' : 'RETURNED_UNACKED';
}

/** The shelving in force now; null when there is none any more. */
export function shelvingAt(
  shelving: Shelving | null,
  priority: AlarmPriority,
  context: Context,
): AlarmEntity['shelved'] {
  if (shelving === null) return null;
  const { reason, by } = shelving;
  const until = shelvedUntil(shelving, priority, context.setting);
  return context.now < until ? { until, reason, by } : null;
}

/**
 * When a shelving ends: as it was asked for, but not beyond the longest time for the priority, nor beyond the shift in
 * which it began: the next seats have not agreed to it (domain §5.3).
 */
export function shelvedUntil(
  { at, until }: Asked,
  priority: AlarmPriority,
  { rules: { alarms }, utcOffsetMs }: Pick<Setting, 'rules' | 'utcOffsetMs'>,
): number {
  const longest = at + alarms.shelveForAtMostS[priority] * 1_000;
  return Math.min(until, longest, shiftEnd(at, alarms.handoverAt ?? [], utcOffsetMs));
}

/** The first of these times of day (`HH:MM` of the site) after `at`; infinity for none. */
function shiftEnd(at: number, times: readonly string[], utcOffsetMs: number): number {
  const today = dayStart(at, utcOffsetMs);
  const ends = times.map((time) => {
    const end = today + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE_MS;
    return end > at ? end : end + DAY_MS;
  });
  return Math.min(Number.POSITIVE_INFINITY, ...ends);
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const SHELVINGS_KEPT = 32;

/** One more shelving, which takes the place of the last. */
export function withShelving(shelvings: readonly Asked[], asked: Asked): readonly Asked[] {
  return [...endedAt(shelvings, asked.at).slice(1 - SHELVINGS_KEPT), asked];
}

/** The shelvings with the last one over at `at` at the latest. */
export function endedAt(shelvings: readonly Asked[], at: number): readonly Asked[] {
  const last = shelvings.at(-1);
  return last === undefined
    ? shelvings
    : [...shelvings.slice(0, -1), { ...last, until: Math.min(last.until, at) }];
}

/** Until when a device that was raised at these instants (epoch ms) counts as chattering; null when it never did. */
export function chatteringUntil(
  raisedAt: readonly number[],
  { chattering }: Pick<AlarmRules, 'chattering'>,
): number | null {
  const raises = raisedAt.toSorted((a, b) => a - b);
  const back = chattering.raises - 1;
  for (let last = raises.length - 1; last >= back; last -= 1) {
    const [from = 0, to = 0] = [raises[last - back], raises[last]];
    if (to - from <= chattering.withinS * 1_000) return to + chattering.quietS * 1_000;
  }
  return null;
}
