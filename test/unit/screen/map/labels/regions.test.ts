import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wallProfile } from '../../../../../gateway/contract/wall.ts';
import { loadGeometry, type RegionGeometry } from '../../../../../screen/map/geo/geometry.ts';
import { fitTransform, toPixel } from '../../../../../screen/map/geo/mercator.ts';
import { boundsOf } from '../../../../../screen/map/geo/polygon.ts';
import { type LabelWish, placeLabels } from '../../../../../screen/map/labels/place.ts';
import { BODY_REM, rootPx } from '../../../../../screen/shell/calibration.ts';
import { FOOTER_SHARE, HEADER_SHARE, PAD_REM } from '../../../../../screen/shell/plan.ts';
import { ROOT } from '../../../../support/budgets/tree.ts';
import { packsMissing, REAL_PACKS } from '../../../../support/region-packs.ts';

/** Share of the wall's width that its map has, by the profile's columns. */
const WALLS = [
  ['hall-1080p', 0.515],
  ['led-3840x1080', 36 / 102],
] as const;

/** Size of `--size-meta` and the line height of a town's label in `map.css`, in rem and as a factor. */
const META_REM = 1.1;
const LINE = 1.12;
const PADDING_REM = { top: 1.5, right: 1.5, bottom: 2.5, left: 1.5 };

const demo = { id: 'demo', folder: join(ROOT, 'config/region/demo'), counts: [11, 135, 540] as const };

function read(folder: string): Promise<RegionGeometry> {
  const layers = { county: 'county', towns: 'towns', town_points: 'town_points' };
  return loadGeometry({ layers, areas: [] }, async (name) =>
    JSON.parse(readFileSync(join(folder, `${name}.geojson`), 'utf8')),
  );
}

/** What the map of a wall asks for: every street's name over a number of three digits, at its seat. */
function wishesOn(geometry: RegionGeometry, id: string, share: number) {
  const profile = wallProfile.parse(JSON.parse(readFileSync(join(ROOT, `config/walls/${id}.json`), 'utf8')));
  const rem = rootPx(profile.pixels, profile.metres);
  const { width, height } = profile.pixels;
  const size = {
    width: width * share - 2 * PAD_REM * rem,
    height: height * (1 - HEADER_SHARE - FOOTER_SHARE) - 2 * PAD_REM * rem,
  };
  const padding = Object.fromEntries(
    Object.entries(PADDING_REM).map(([side, n]) => [side, n * rem]),
  ) as typeof PADDING_REM;
  const transform = fitTransform(boundsOf(geometry.county), size, padding);
  const wishes = geometry.towns.map(
    ({ id: code, name, label }): LabelWish => ({
      id: code,
      anchor: toPixel(transform, label),
      size: {
        width: Math.max(3 * 0.6 * META_REM, name.length * BODY_REM) * rem,
        height: (BODY_REM + META_REM) * LINE * rem,
      },
      rank: 0,
    }),
  );
  return { wishes, bounds: { left: 0, top: 0, right: size.width, bottom: size.height }, gap: 0.15 * rem };
}

function checkPack(folder: string, streets: number): void {
  it.each(WALLS)(
    'all stand on %s, none over another, each within its own width of its seat',
    async (id, share) => {
      const { wishes, bounds, gap } = wishesOn(await read(folder), id, share);
      const placed = placeLabels(wishes, { bounds, obstacles: [], gap });
      expect(placed.size).toBe(streets);
      const boxes = wishes.map(({ id: code, size, anchor }) => {
        const { x, y } = placed.get(code) ?? { x: 0, y: 0 };
        expect(Math.hypot(x - anchor.x, y - anchor.y)).toBeLessThanOrEqual(size.width);
        return {
          left: x - size.width / 2,
          right: x + size.width / 2,
          top: y - size.height / 2,
          bottom: y + size.height / 2,
        };
      });
      boxes.forEach((a, i) => {
        for (const b of boxes.slice(i + 1))
          expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top).toBe(true);
      });
    },
  );
}

describe('names of the streets of the demo county', () => checkPack(demo.folder, demo.counts[0]));

describe.skipIf(packsMissing()).each(REAL_PACKS)('names of the streets of $id', ({ folder, counts }) =>
  checkPack(folder, counts[0]),
);
