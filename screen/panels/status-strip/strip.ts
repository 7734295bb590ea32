import type { AlarmEntity } from '../../../gateway/contract/entities.ts';
import { durationWords } from '../../locale/time.ts';
import type { Say } from '../../locale/words.ts';
import { longestWaiting, tellsSeconds } from '../../state/alarms.ts';
import type { LinkHealth } from '../../state/port.ts';

/** How long the longest waiting unacknowledged alarm has waited, in words; null when every alarm was seen. */
export function longestWaitWords(alarms: readonly AlarmEntity[], now: number, say: Say): string | null {
  const alarm = longestWaiting(alarms);
  return alarm === null
    ? null
    : durationWords(now - alarm.waitingSince, say, { seconds: tellsSeconds(alarm) });
}

/** How loud the strip is: red while an alarm or a call for help waits, amber while something is overdue, else at rest. */
export function loudness(waiting: number, overdue: number | null): 'alarm' | 'overdue' | 'calm' {
  if (waiting > 0) return 'alarm';
  return (overdue ?? 0) > 0 ? 'overdue' : 'calm';
}

/** That the wall is cut off and since when, or that nothing new can come; null while all is well, or before the first contact. @param now server time, ms */
export function cutOffWords(link: LinkHealth, now: number, say: Say): string | null {
  if (link.state === 'refused') return say('link.refused');
  if (link.state === 'live' && link.logFull) return say('link.full.short');
  if (link.state !== 'stale') return null;
  return say('state.stale', { duration: durationWords(link.since === null ? 0 : now - link.since, say) });
}
