import { fractalNoise } from './noise.ts';
import type { Extent } from './plan.ts';
import type { Pt } from './plane.ts';
import { between, randomStream } from './rng.ts';

/** Whether a point of the plane belongs to the county. */
export type Inside = (p: Pt) => boolean;

interface Box {
  west: number;
  east: number;
  south: number;
  north: number;
}

/** A shape about one unit in radius: an uneven ellipse whose plane is bent by noise. */
function bentShape(seed: number): Inside {
  const rng = randomStream(seed, 'outline');
  const waves = [2, 3, 4, 5, 7].map((k) => ({
    k,
    strength: between(rng, 0.18, 0.32) / k,
    phase: between(rng, 0, 2 * Math.PI),
  }));
  const bendX = fractalNoise(seed + 11, 0.6, 7);
  const bendY = fractalNoise(seed + 23, 0.6, 7);
  return ([x, y]) => {
    const bx = x + 0.26 * bendX(x, y);
    const by = y + 0.26 * bendY(x, y);
    const angle = Math.atan2(by, bx);
    const radius = waves.reduce((r, w) => r + w.strength * Math.cos(w.k * angle + w.phase), 1);
    return Math.hypot(bx, by) < radius;
  };
}

function boxOf(shape: Inside): Box {
  const box = { west: 9, east: -9, south: 9, north: -9 };
  for (let x = -2; x <= 2; x += 0.02) {
    for (let y = -2; y <= 2; y += 0.02) {
      if (!shape([x, y])) continue;
      box.west = Math.min(box.west, x);
      box.east = Math.max(box.east, x);
      box.south = Math.min(box.south, y);
      box.north = Math.max(box.north, y);
    }
  }
  return box;
}

/** Kilometres around the seat that always belong to the county. */
const CORE_KM = 8;

/** The county's shape: organic, scaled to the extent, the urban core always inside. */
export function countyOutline(seed: number, extent: Extent): Inside {
  const shape = bentShape(seed);
  const box = boxOf(shape);
  const scaleX = (box.east - box.west) / (extent.east - extent.west);
  const scaleY = (box.north - box.south) / (extent.north - extent.south);
  const ragged = fractalNoise(seed + 37, 9, 4);
  return ([x, y]) => {
    if (Math.hypot(x, y) < CORE_KM + 2.5 * ragged(x, y)) return true;
    return shape([box.west + (x - extent.west) * scaleX, box.south + (y - extent.south) * scaleY]);
  };
}
