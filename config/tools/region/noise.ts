/** A smooth field over the plane with values around -1 … 1. */
export type Field = (x: number, y: number) => number;

function corner(seed: number, ix: number, iy: number, dx: number, dy: number): number {
  let h = Math.imul(ix, 0x27d4eb2d) ^ Math.imul(iy, 0x165667b1) ^ seed;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  const angle = ((h ^ (h >>> 15)) >>> 0) * ((2 * Math.PI) / 4294967296);
  return Math.cos(angle) * dx + Math.sin(angle) * dy;
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
    const south = corner(seed, ix, iy, fx, fy) * (1 - u) + corner(seed, ix + 1, iy, fx - 1, fy) * u;
    const north =
      corner(seed, ix, iy + 1, fx, fy - 1) * (1 - u) + corner(seed, ix + 1, iy + 1, fx - 1, fy - 1) * u;
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
