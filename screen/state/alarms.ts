import { isAnnounced } from '../../gateway/contract/alarms.ts';
import type { AlarmEntity } from '../../gateway/contract/entities.ts';
import type { Say } from '../locale/words.ts';
import { counts, inScope } from './scope.ts';

/** Alarms still on the strip: not finished, kept off by nothing, not part of an exercise, inside the chosen area. */
export function unfinishedAlarms(
  alarms: ReadonlyMap<string, AlarmEntity>,
  area: string | null = null,
): AlarmEntity[] {
  return [...alarms.values()].filter((alarm) => isAnnounced(alarm) && counts(alarm) && inScope(alarm, area));
}

/** How many unfinished alarms of an area are kept off the strip by shelving. */
export function shelvedAlarms(alarms: ReadonlyMap<string, AlarmEntity>, area: string | null): number {
  return [...alarms.values()].filter(
    (alarm) => alarm.shelved !== null && alarm.outOfService === null && counts(alarm) && inScope(alarm, area),
  ).length;
}

/**
 * Order of the strip: unacknowledged before acknowledged, then the higher priority, then who waits longest, then the id.
 * So an unacknowledged alarm never stands behind an acknowledged one (decisions D8).
 */
export function byUrgency(a: AlarmEntity, b: AlarmEntity): number {
  if (a.acked !== b.acked) return a.acked ? 1 : -1;
  return a.priority.localeCompare(b.priority) || a.waitingSince - b.waitingSince || a.id.localeCompare(b.id);
}

/** The unacknowledged alarm that has waited longest, whatever its priority; null when every alarm was seen. */
export function longestWaiting(alarms: readonly AlarmEntity[]): AlarmEntity | null {
  const waiting = alarms.filter((alarm) => !alarm.acked);
  return waiting.reduce<AlarmEntity | null>(
    (longest, alarm) => (longest === null || alarm.waitingSince < longest.waitingSince ? alarm : longest),
    null,
  );
}

/** What the hall must look at first: the most urgent unacknowledged alarm, or null. */
export function mostUrgent(alarms: readonly AlarmEntity[]): AlarmEntity | null {
  return alarms.filter((alarm) => !alarm.acked).sort(byUrgency)[0] ?? null;
}

/** Seconds are told on an unacknowledged P1 only (decisions D7). */
export function tellsSeconds(alarm: AlarmEntity): boolean {
  return alarm.priority === 'P1' && !alarm.acked;
}

/** Where an unfinished alarm stands that somebody has seen, or that is over: 已确认, 已恢复 待确认, 已恢复 待复位; else ''. */
export function lifeWord({ state }: Pick<AlarmEntity, 'state'>, say: Say): string {
  if (state === 'ACKED') return say('alarms.acked');
  if (state === 'RETURNED_UNACKED') return say('alarms.returned');
  return state === 'LATCHED' ? say('alarms.latched') : '';
}

/** What is out of the ordinary about an alarm: told again and again, its source numbers anew, bouncing. */
export function oddWords(
  { raises, chattering, flags }: Pick<AlarmEntity, 'raises' | 'chattering' | 'flags'>,
  say: Say,
): readonly string[] {
  return [
    raises > 1 ? say('alarms.raises', { n: raises }) : '',
    flags.includes('renumbered') ? say('alarms.renumbered') : '',
    chattering ? say('alarms.chattering') : '',
  ].filter((word) => word !== '');
}
