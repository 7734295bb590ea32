/** A smooth field over the plane with values around -1 … 1. */
export type Field = (x: number, y: number) => number;

/** Direction of the slope at a lattice point, radians. */
function slopeAt(seed: number, ix: number, iy: number): number {
  let h = Math.imul(ix, 0x27d4eb2d) ^ Math.imul(iy, 0x165667b1) ^ seed;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) * ((2 * Math.PI) / 4294967296);
}

/** Height at an offset from a lattice point with that slope. */
function heightAt(slope: number, dx: number, dy: number): number {
  return Math.cos(slope) * dx + Math.sin(slope) * dy;
}

function fade(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

/** Gradient noise with features about one unit wide. */
export function gradientNoise(seed: number): Field {
  return (x, y) => {
    const ix = Math.floor(x);
    const iy = Math.floor(y);
    const fx = x - ix;
    const fy = y - iy;
    const u = fade(fx);
    const row = (k: 0 | 1): number => {
      const west = heightAt(slopeAt(seed, ix, iy + k), fx, fy - k);
      const east = heightAt(slopeAt(seed, ix + 1, iy + k), fx - 1, fy - k);
      return west * (1 - u) + east * u;
    };
    const south = row(0);
    const north = row(1);
    return 1.5 * (south + (north - south) * fade(fy));
  };
}

/** Sum of `octaves` layers, each half as wide and half as strong; the widest features are `width` units. */
export function fractalNoise(seed: number, width: number, octaves: number): Field {
  const layers = Array.from({ length: octaves }, (_, i) => gradientNoise(seed + i * 7919));
  return (x, y) => {
    let sum = 0;
    let scale = 1 / width;
    let weight = 1;
    for (const layer of layers) {
      sum += weight * layer(x * scale, y * scale);
      scale *= 2;
      weight /= 2;
    }
    return sum;
  };
}
