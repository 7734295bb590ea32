import { createPace, type Pace, type PaceOptions } from './pace.ts';

/** Runs `commit` soon, once; returns the way to call it off. */
export type Scheduler = (commit: () => void) => () => void;

/** A hidden page gets no animation frames; it is kept up to date at this pace. */
const HIDDEN_MS = 1_000;

/** Many requests, one commit. */
export interface Commits {
  request(): void;
  cancel(): void;
}

export function createCommits(commit: () => void, schedule: Scheduler = onNextFrame): Commits {
  let callOff: (() => void) | null = null;
  return {
    request() {
      callOff ??= schedule(() => {
        callOff = null;
        commit();
      });
    },
    cancel() {
      callOff?.();
      callOff = null;
    },
  };
}

/** Panels may take a quarter of the page's time, over a few commits; the map and whoever clicks have the rest. */
const PACE: PaceOptions = { leastMs: 0, mostMs: 1_000, share: 3, over: 5, freeMs: 0, afterPicture: nextTask };

/** A commit is made in a frame: the task after it finds the picture done, and no further frame is asked for. */
function nextTask(then: () => void): void {
  setTimeout(then);
}

/** The next animation frame, later on a machine that takes long to draw what a commit changes. */
export function pacedFrames(pace: Pace = createPace(PACE)): Scheduler {
  let last = Number.NEGATIVE_INFINITY;
  return (commit) => {
    const run = () => {
      last = performance.now();
      pace.begin();
      commit();
    };
    const waitMs = last + pace.waitMs() - performance.now();
    if (waitMs <= 0) return onNextFrame(run);
    let callOff = () => clearTimeout(timer);
    const timer = setTimeout(() => {
      callOff = onNextFrame(run);
    }, waitMs);
    return () => callOff();
  };
}

/** The next animation frame, or a second later when none comes because the page is hidden. */
function onNextFrame(commit: () => void): () => void {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const callOff = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const run = () => {
    callOff();
    commit();
  };
  frame = requestAnimationFrame(run);
  timer = setTimeout(run, HIDDEN_MS);
  return callOff;
}
