import { type Field, fractalNoise } from './noise.ts';

/** The made-up relief: heights in arbitrary units, and where the main valley runs. */
export interface Terrain {
  height: Field;
  /** Easting in km of the main valley at northing `y` km. */
  valleyAt(y: number): number;
}

/**
 * A land that falls southwards and towards one winding valley through the county seat, roughened by ridges, so
 * that water gathers into one river with tributaries.
 */
export function makeTerrain(seed: number): Terrain {
  const wind = fractalNoise(seed + 101, 26, 3);
  const meander = fractalNoise(seed + 151, 6, 2);
  const hills = fractalNoise(seed + 211, 15, 5);
  const ridges = fractalNoise(seed + 307, 22, 4);
  const valleyAt = (y: number): number => {
    const away = Math.min(1, Math.abs(y) / 14);
    const bends = 1.5 * meander(1.3, y) - 1.5 * meander(1.3, 0);
    return 0.9 + away * (12 * wind(3.7, y) - 12 * wind(3.7, 0)) + bends - 0.06 * y;
  };
  return {
    valleyAt,
    height: (x, y) => {
      const off = Math.abs(x - valleyAt(y));
      const rise = Math.min(1, off / 6);
      const ridge = 1 - Math.abs(ridges(x, y));
      return 0.08 * off + 0.022 * y + rise * (0.75 * hills(x, y) + 0.9 * ridge * ridge);
    },
  };
}
