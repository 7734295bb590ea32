import type { AlarmEntity } from '../../../gateway/contract/entities.ts';
import { entityRef } from '../../../gateway/contract/ids.ts';
import type { AlarmPriority } from '../../../gateway/contract/vocabulary.ts';
import { durationWords } from '../../locale/time.ts';
import type { Say } from '../../locale/words.ts';
import { byUrgency, lifeWord, oddWords, tellsSeconds } from '../../state/alarms.ts';
import { devicePlace } from '../../state/places.ts';
import { readingWords } from '../../state/reading.ts';
import type { AreaNames } from '../../state/scope.ts';

export interface AlarmRow {
  readonly ref: string;
  /** A call for help bears the sign of its own, and no digit. */
  readonly calling?: true;
  /** How loud the row is; the digit of an alarm. */
  readonly priority: AlarmPriority;
  readonly title: string;
  /** Where it is; may be cut. */
  readonly place: string;
  /** What was measured, and that it is over; never cut. */
  readonly measured: string;
  readonly words: string;
  readonly acked: boolean;
}

/** Alarms by acknowledgement: header counts are rows plus those without one (decisions D8). */
export interface Rest {
  readonly unacked: number;
  readonly acked: number;
}

/** Each alarm by itself, most urgent first: an unacknowledged one never loses its row to an acknowledged one. */
export function singles(alarms: readonly AlarmEntity[]): [AlarmEntity][] {
  return [...alarms].sort(byUrgency).map((alarm) => [alarm]);
}

/** How many of some alarms are seen, and how many are not. */
export function restOf(alarms: readonly AlarmEntity[]): Rest {
  const unacked = alarms.filter(({ acked }) => !acked).length;
  return { unacked, acked: alarms.length - unacked };
}

export interface RowContext {
  /** Server time, ms. */
  readonly now: number;
  readonly areas: AreaNames;
  readonly say: Say;
}

/** One alarm in words: what, where, what was measured, and how long nobody has seen it. */
export function alarmRow(alarm: AlarmEntity, { now, areas, say }: RowContext): AlarmRow {
  const duration = durationWords(now - alarm.waitingSince, say, { seconds: tellsSeconds(alarm) });
  const over = alarm.state === 'ACKED' ? '' : lifeWord(alarm, say);
  const measured = [readingWords(alarm.reading, say, { limit: false }), ...oddWords(alarm, say), over];
  return {
    ref: entityRef('alarm', alarm.id),
    priority: alarm.priority,
    title: alarm.title,
    place: devicePlace(alarm, areas),
    measured: measured.filter((part) => part !== '').join(' · '),
    words: alarm.acked ? say('alarms.acked') : say('timer.waited', { duration }),
    acked: alarm.acked,
  };
}
