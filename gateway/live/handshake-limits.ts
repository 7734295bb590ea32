/** Refused handshakes of one address: at once, and a second in the long run. */
const REFUSED = { burst: 30, perSecond: 1 } as const;
/** Clients that come without a place of their own, over all addresses: a full house at once, then a storm’s pace. */
const NEWCOMERS = { burst: 1_000, perSecond: 200 } as const;
/** An address from which somebody was let in lately is no mere attacker: it may be a proxy with everybody behind it. */
const GOOD_MS = 600_000;
/** Addresses that are remembered. */
const ADDRESSES = 10_000;

interface Share {
  left: number;
  at: number;
}

/** Keeps floods of handshakes away from those who belong here. */
export interface HandshakeLimits {
  /** Whether a connection from here is looked at at all. */
  mayTry(address: string): boolean;
  refused(address: string): void;
  admitted(address: string): void;
  /** Takes one newcomer's share. False: too many came at once, it is to try again. */
  mayEnter(): boolean;
}

/** All shares refill by the machine's monotonic timer. */
export function createHandshakeLimits(elapsedMs = () => performance.now()): HandshakeLimits {
  const refusals = new Map<string, Share>();
  const goodSince = new Map<string, number>();
  const newcomers: Share = { left: NEWCOMERS.burst, at: elapsedMs() };
  const isGood = (address: string) => elapsedMs() - (goodSince.get(address) ?? -GOOD_MS) < GOOD_MS;
  return {
    mayTry(address) {
      const share = refusals.get(address);
      if (share === undefined || isGood(address)) return true;
      refill(share, REFUSED, elapsedMs());
      return share.left >= 1;
    },
    refused(address) {
      const share = refusals.get(address) ?? { left: REFUSED.burst, at: elapsedMs() };
      refill(share, REFUSED, elapsedMs());
      share.left = Math.max(0, share.left - 1);
      renew(refusals, address, share);
    },
    admitted: (address) => renew(goodSince, address, elapsedMs()),
    mayEnter() {
      refill(newcomers, NEWCOMERS, elapsedMs());
      if (newcomers.left < 1) return false;
      newcomers.left -= 1;
      return true;
    },
  };
}

function refill(share: Share, { burst, perSecond }: { burst: number; perSecond: number }, now: number): void {
  share.left = Math.min(burst, share.left + ((now - share.at) / 1_000) * perSecond);
  share.at = now;
}

/** Sets as the newest; the oldest is forgotten. */
function renew<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= ADDRESSES) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
