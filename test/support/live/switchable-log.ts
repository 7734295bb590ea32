import type { Discontinuity, EventLog, Follower, FollowHandlers } from '../../../gateway/log/port.ts';

/** One log that can be taken away and another put in its place, as a lost volume or a flush does. */
export interface SwitchableLog {
  readonly log: EventLog;
  /** Tells every follower and reads from the other log from now on. */
  switchTo(other: EventLog, reason: Discontinuity): void;
}

export function switchableLog(first: EventLog): SwitchableLog {
  let current = first;
  const followers = new Map<Follower, FollowHandlers>();
  const follow: EventLog['follow'] = (after, handlers) => {
    const follower = current.follow(after, handlers);
    followers.set(follower, handlers);
    return follower;
  };
  const log = new Proxy({} as EventLog, {
    get: (_, name: keyof EventLog) => {
      if (name === 'follow') return follow;
      const value = current[name];
      return typeof value === 'function' ? value.bind(current) : value;
    },
  });
  return {
    log,
    switchTo(other, reason) {
      current = other;
      for (const [follower, handlers] of [...followers]) {
        followers.delete(follower);
        void follower.stop();
        handlers.onDiscontinuity(reason);
      }
    },
  };
}
