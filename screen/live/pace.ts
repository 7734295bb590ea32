/** What takes longer than two frames of an unburdened page was spent on the picture. */
const TWO_FRAMES_MS = 50;

export interface PaceOptions {
  /** However fast the machine. */
  readonly leastMs: number;
  /** However slow the machine. */
  readonly mostMs: number;
  /** Of the page's time this work may take one part in so many. */
  readonly share: number;
  /** Pieces of work whose mean counts: one that is slow by chance then holds up nobody. @default 1, the last */
  readonly over?: number;
  /** @default the next animation frame but one, when the picture before it stands */
  readonly afterPicture?: (then: () => void) => void;
  /** Time until then that an unburdened page takes too. @default that of two frames */
  readonly freeMs?: number;
  /** @default the page's monotonic clock */
  readonly now?: () => number;
}

export interface Pace {
  /** Time to leave between two pieces of work, ms. */
  waitMs(): number;
  /** Says that work begins: the page is watched until the picture of it stands. */
  begin(): void;
}

/**
 * How often something may be drawn on this machine. Without graphics hardware, or beside a busy neighbour, one picture
 * can hold the page for a good part of a second; the pause grows with that, so that the rest always has its time.
 */
export function createPace(options: PaceOptions): Pace {
  const { leastMs, mostMs, share, over = 1, afterPicture = twoFrames, freeMs = TWO_FRAMES_MS } = options;
  const { now = () => performance.now() } = options;
  let waitMs = leastMs;
  const recent: number[] = [];
  return {
    waitMs: () => waitMs,
    begin() {
      const began = now();
      afterPicture(() => {
        const heldMs = Math.max(0, now() - began - freeMs);
        recent.push(heldMs);
        if (recent.length > over) recent.shift();
        const meanMs = recent.reduce((sum, ms) => sum + ms, 0) / recent.length;
        waitMs = Math.min(mostMs, Math.max(leastMs, meanMs * share));
      });
    },
  };
}

function twoFrames(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then));
}
