/** Of the page's time that drawing the map may take: one part in this many. */
const SHARE = 6;
/** However slow the machine: what is new is on the map after this. */
const MOST_MS = 4_000;
/** Two frames of an unburdened page; what takes longer was spent on the picture. */
const FREE_MS = 50;

export interface PaceOptions {
  /** However fast the machine. */
  readonly leastMs: number;
  /** @default the next animation frame but one, when the picture before it stands */
  readonly afterPicture?: (then: () => void) => void;
  /** @default the page's monotonic clock */
  readonly now?: () => number;
}

export interface Pace {
  /** Time to leave between two drawings, ms. */
  waitMs(): number;
  /** Says that a drawing has been handed on: the page is watched until the picture stands. */
  handedOn(): void;
}

/**
 * How often a map may be drawn on this machine. Without graphics hardware one picture can hold the page for a good part
 * of a second; the pause grows with that, so that numbers and timers always have the greater part of the time.
 */
export function createPace({
  leastMs,
  afterPicture = twoFrames,
  now = () => performance.now(),
}: PaceOptions): Pace {
  let waitMs = leastMs;
  return {
    waitMs: () => waitMs,
    handedOn() {
      const began = now();
      afterPicture(() => {
        const heldMs = Math.max(0, now() - began - FREE_MS);
        waitMs = Math.min(MOST_MS, Math.max(leastMs, heldMs * SHARE));
      });
    },
  };
}

function twoFrames(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then));
}
