import type { AlarmRules } from '../contract/alarm-rules.ts';
import type { AlarmState, ShelveReason } from '../contract/alarms.ts';
import type { AlarmEntity } from '../contract/entities.ts';
import type { AlarmLife } from './alarm-life.ts';

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

/** The shelving in force at `now`, capped by the alarm's priority; null when there is none any more. */
export function shelvingAt(
  shelving: Shelving | null,
  priority: AlarmEntity['priority'],
  { rules, now }: { readonly rules: AlarmRules; readonly now: number },
): AlarmEntity['shelved'] {
  if (shelving === null) return null;
  const { reason, by, at } = shelving;
  const until = Math.min(shelving.until, at + rules.shelveForAtMostS[priority] * 1_000);
  return now < until ? { until, reason, by } : null;
}

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
