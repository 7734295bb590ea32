import type { LngLat } from '../../../gateway/contract/entities.ts';
import type { AreaShape } from '../geo/geometry.ts';
import { fromUnit, type PixelPoint, type PixelSize, toPixel } from '../geo/mercator.ts';
import { contains, type Rings } from '../geo/polygon.ts';
import type { Standing } from '../marks/apart.ts';
import type { LayerContext } from '../port.ts';
import { placeLabels } from './place.ts';

/** In rem: letters of a street's name, digits of the number below, and one line over another (`map.css`). */
const LETTER_REM = 1.25;
const NUMBER_REM = { width: 4.4, height: 1.1 } as const;
const LINE = 1.12;

/**
 * A name all in another area, in heights of it, and one outside the county: there it seems to name nothing. Both are worse
 * than a mark under it, which can still be seen beside it: the name of another street tells something wrong.
 */
const STRAYS = { area: 6, county: 8 } as const;
/** Where a name is looked at, in shares of its width from its middle, and what each counts: its middle tells most. */
const LOOKS = [
  { share: 0, weight: 0.6 },
  { share: -0.4, weight: 0.2 },
  { share: 0.4, weight: 0.2 },
] as const;

type Ground = Pick<LayerContext, 'view' | 'geometry'>;

function placeAt({ view }: Pick<Ground, 'view'>, { x, y }: PixelPoint): LngLat {
  const { scale, offsetX, offsetY } = view.transform();
  return fromUnit({ x: (x - offsetX) / scale, y: (y - offsetY) / scale });
}

/** What a place outside the area of a label costs, the more of it the more. */
export function straying(
  area: readonly Rings[] | undefined,
  size: PixelSize,
  ground: Ground,
): (centre: PixelPoint) => number {
  if (area === undefined) return () => 0;
  return ({ x, y }) => {
    let cost = 0;
    for (const { share, weight } of LOOKS) {
      const at = placeAt(ground, { x: x + share * size.width, y });
      if (contains(area, at)) continue;
      cost += weight * (contains(ground.geometry.county, at) ? STRAYS.area : STRAYS.county);
    }
    return cost;
  };
}

/** Whether a label with its middle there seems to name another area than its own. */
export function hasStrayed(area: readonly Rings[] | undefined, centre: PixelPoint, ground: Ground): boolean {
  return area !== undefined && !contains(area, placeAt(ground, centre));
}

function sizeOf({ name }: AreaShape, remPx: number): PixelSize {
  return {
    width: Math.max(name.length * LETTER_REM, NUMBER_REM.width) * remPx,
    height: (LETTER_REM + NUMBER_REM.height) * LINE * remPx,
  };
}

const boxOf = ({ pixel: { x, y }, room, half = { width: 0, height: 0 } }: Standing) => ({
  left: x - room - half.width,
  top: y - room - half.height,
  right: x + room + half.width,
  bottom: y + room + half.height,
});

/**
 * Where the names of the streets will stand on the map of the whole county, so that numbers and single marks leave them
 * their places: a name beside another street would tell of that one.
 * @param firm what no name covers: calls for help, alarms, high risks, docked parts
 * @param others marks that names step aside for
 */
export function nameRooms(
  context: Pick<LayerContext, 'geometry' | 'view' | 'theme'>,
  firm: readonly Standing[],
  others: readonly Standing[],
): readonly Standing[] {
  const { geometry, view, theme } = context;
  const { width, height } = view.size();
  const wishes = geometry.towns.map((town) => {
    const size = sizeOf(town, theme.remPx);
    return {
      id: town.id,
      anchor: toPixel(view.transform(), town.label),
      size,
      rank: 0,
      strays: straying(town.polygons, size, context),
    };
  });
  const placed = placeLabels(wishes, {
    bounds: { left: 0, top: 0, right: width, bottom: height },
    obstacles: firm.map(boxOf),
    marks: others.map(boxOf),
    gap: 0,
  });
  return wishes.flatMap(({ id, size }) => {
    const centre = placed.get(id);
    if (centre === undefined) return [];
    return [{ pixel: centre, room: 0, half: { width: size.width / 2, height: size.height / 2 } }];
  });
}
