import type { AlarmEntity, FeedEntity } from '../../../gateway/contract/entities.ts';
import { durationWords } from '../../locale/time.ts';
import type { Say } from '../../locale/words.ts';
import { longestWaiting, tellsSeconds } from '../../state/alarms.ts';
import type { LinkHealth } from '../../state/port.ts';
import type { Calling } from '../../state/sos.ts';

/** What waits for somebody in the hall. */
export interface Waiting {
  readonly alarms: readonly AlarmEntity[];
  /** Who calls for help, who has called longest first. */
  readonly calling: readonly Calling[];
}

/**
 * How long who waits longest has waited, in words: an unacknowledged alarm or a call for help, which stand side by side in
 * the strip; null when every alarm was seen and nobody calls.
 */
export function longestWaitWords({ alarms, calling }: Waiting, now: number, say: Say): string | null {
  const alarm = longestWaiting(alarms);
  const [caller] = calling;
  if (caller !== undefined && (alarm === null || caller.sosAt < alarm.waitingSince))
    return durationWords(now - caller.sosAt, say, { seconds: true });
  return alarm === null
    ? null
    : durationWords(now - alarm.waitingSince, say, { seconds: tellsSeconds(alarm) });
}

/** That no alarm is heard and since when, without which no number of alarms is calm; null while they are. @param now server time, ms */
export function unheardWords(feed: FeedEntity | undefined, now: number, say: Say): string | null {
  if (feed?.state !== 'SILENT' || feed.silentSince === null) return null;
  return say('state.silentOf', {
    feed: say('feed.alarm'),
    duration: durationWords(now - feed.silentSince, say),
  });
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
