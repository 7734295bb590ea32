import type { Rings } from './polygon.ts';

/** Number of ground tones that streets share. */
export const TONES = 4;

function vertices(polygons: readonly Rings[]): Set<string> {
  return new Set(polygons.flat(2).map(([lng = 0, lat = 0]) => `${lng.toFixed(4)},${lat.toFixed(4)}`));
}

/**
 * One of four tones for each area, so that areas with a common border point differ where four are enough.
 * Greedy in the given order: at each area the first tone that no earlier neighbour has.
 */
export function tonesOf(areas: readonly (readonly Rings[])[]): readonly number[] {
  const owners = new Map<string, number[]>();
  const neighbours = areas.map(() => new Set<number>());
  areas.forEach((polygons, index) => {
    for (const key of vertices(polygons)) {
      const others = owners.get(key) ?? [];
      for (const other of others) {
        neighbours[index]?.add(other);
        neighbours[other]?.add(index);
      }
      owners.set(key, [...others, index]);
    }
  });
  const tones: number[] = [];
  for (const own of neighbours) {
    const taken = new Set([...own].map((other) => tones[other]));
    const free = Array.from({ length: TONES }, (_, tone) => tone).find((tone) => !taken.has(tone));
    tones.push(free ?? tones.length % TONES);
  }
  return tones;
}
