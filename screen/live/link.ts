import type { LinkHealth } from '../state/port.ts';

/** The one record of how the link is; tells only real changes. */
export interface Link {
  readonly health: LinkHealth;
  set(change: Partial<LinkHealth>): void;
}

export function createLink(tell: (health: LinkHealth) => void): Link {
  let health: LinkHealth = { state: 'connecting', since: null, reason: null, logOk: true };
  return {
    get health() {
      return health;
    },
    set(change) {
      const next = { ...health, ...change };
      const same =
        next.state === health.state &&
        next.reason === health.reason &&
        next.logOk === health.logOk &&
        next.logFull === health.logFull;
      if (same) return;
      health = next;
      tell(health);
    },
  };
}
