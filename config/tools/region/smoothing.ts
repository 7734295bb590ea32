import { at } from './arrays.ts';
import { lerp, type Pt } from './plane.ts';

/** A drawn stretch between two points; the smaller its rank, the more important the line it belongs to. */
export interface Stretch {
  a: number;
  b: number;
  rank: number;
}

/** At each point: its neighbours on the most important line through it, and that line's rank. */
function guides(stretches: readonly Stretch[]): Map<number, { rank: number; along: number[] }> {
  const found = new Map<number, { rank: number; along: number[] }>();
  const note = (from: number, to: number, rank: number): void => {
    const old = found.get(from);
    if (!old || rank < old.rank) found.set(from, { rank, along: [to] });
    else if (rank === old.rank) old.along.push(to);
  };
  for (const { a, b, rank } of stretches) {
    note(a, b, rank);
    note(b, a, rank);
  }
  return found;
}

/**
 * Rounds off lines: each point moves towards its neighbours on the most important line through it, so that a
 * lesser line ends on a greater one without bending it. Ends stay. `passes` gives the strength by rank.
 */
export function smooth(
  points: readonly Pt[],
  stretches: readonly Stretch[],
  passes: readonly number[],
): Pt[] {
  const along = guides(stretches);
  let current = [...points];
  for (let pass = 0; pass < Math.max(...passes); pass += 1) {
    const next = [...current];
    for (const [v, guide] of along) {
      if (pass >= at(passes, guide.rank) || guide.along.length < 2) continue;
      const sum = guide.along.reduce<Pt>(
        (s, n) => [s[0] + at(current, n)[0], s[1] + at(current, n)[1]],
        [0, 0],
      );
      const mean: Pt = [sum[0] / guide.along.length, sum[1] / guide.along.length];
      next[v] = lerp(at(current, v), mean, guide.along.length === 2 ? 0.5 : 0.35);
    }
    current = next;
  }
  return current;
}
