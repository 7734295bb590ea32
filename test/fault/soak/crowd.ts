import { draws } from '../../../mock-feeds/world/rng.ts';
import { type CrowdCounts, type SoakWall, startWall } from './crowd-wall.ts';

/** What all walls met, and what they had to mend. */
export interface CrowdOutcome extends CrowdCounts {
  /** Times a wall's content was not the gateway's. */
  readonly diverged: number;
  /** Times a wall asked for what it missed: mended at once, and work for the gateway. */
  readonly resyncs: number;
}

/** Walls that come, go, dawdle and come back. */
export interface Crowd {
  readonly counts: CrowdOutcome;
  /** No more coming and going; those that are away come back now. */
  settle(): void;
  /** How many hold exactly this content. */
  equalTo(viewHash: string): number;
  stop(): void;
}

export interface CrowdOptions {
  readonly origin: string;
  readonly walls: number;
  readonly seed: number;
  /** Share of the walls that leave within a minute; half of them come back by their token, half are replaced. */
  readonly churn: number;
}

interface Member extends SoakWall {
  away: boolean;
}

const STEP_MS = 3_000;
const AWAY_MS = [1_000, 20_000] as const;
/** Every tenth wall takes this long for each message. */
const DAWDLE_MS = 400;
const SLOW_SHARE = 0.1;

export function startCrowd({ origin, walls: size, seed, churn }: CrowdOptions): Crowd {
  const draw = draws('crowd', seed);
  const counts: CrowdCounts = { joins: 0, returns: 0, resumed: 0, gaps: 0, notes: [] };
  const left = { diverged: 0, resyncs: 0 };
  const timers = new Set<NodeJS.Timeout>();
  const join = (): Member => {
    counts.joins += 1;
    return { ...startWall(origin, draw.chance(SLOW_SHARE) ? DAWDLE_MS : 0, counts), away: false };
  };
  const walls = Array.from({ length: size }, join);
  const comeBack = (wall: Member) => {
    if (!wall.away) return;
    wall.away = false;
    wall.connection.start();
  };
  const leave = (wall: Member, index: number) => {
    wall.connection.stop();
    if (draw.chance(0.5)) {
      left.diverged += wall.connection.counts.diverged;
      left.resyncs += wall.connection.counts.resyncs;
      walls[index] = join();
      return;
    }
    wall.away = true;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        comeBack(wall);
      },
      draw.between(...AWAY_MS),
    );
    timers.add(timer);
  };
  const step = setInterval(() => {
    walls.forEach((wall, index) => {
      if (!wall.away && draw.chance((churn * STEP_MS) / 60_000)) leave(wall, index);
    });
  }, STEP_MS);
  const settle = () => {
    clearInterval(step);
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    for (const wall of walls) comeBack(wall);
  };
  return {
    get counts() {
      const sum = (of: 'diverged' | 'resyncs') =>
        walls.reduce((all, { connection }) => all + connection.counts[of], left[of]);
      return { ...counts, diverged: sum('diverged'), resyncs: sum('resyncs') };
    },
    settle,
    equalTo: (viewHash) => walls.filter(({ replica }) => replica.viewHash() === viewHash).length,
    stop() {
      settle();
      for (const wall of walls) wall.connection.stop();
    },
  };
}
