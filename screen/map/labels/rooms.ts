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

/** A name beside its area, in heights of it, and one outside the county: there it seems to name nothing. */
const STRAYS = { area: 1.2, county: 3 } as const;

/** What a place outside the area of a label costs. */
export function straying(
  area: readonly Rings[] | undefined,
  { view, geometry }: Pick<LayerContext, 'view' | 'geometry'>,
): (centre: PixelPoint) => number {
  if (area === undefined) return () => 0;
  const { scale, offsetX, offsetY } = view.transform();
  return ({ x, y }: PixelPoint): number => {
    const at = fromUnit({ x: (x - offsetX) / scale, y: (y - offsetY) / scale });
    if (contains(area, at)) return 0;
    return contains(geometry.county, at) ? STRAYS.area : STRAYS.county;
  };
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
 * @param loud what no name covers: docked parts too
 * @param others marks that names step aside for
 */
export function nameRooms(
  context: Pick<LayerContext, 'geometry' | 'view' | 'theme'>,
  loud: readonly Standing[],
  others: readonly Standing[],
): readonly Standing[] {
  const { geometry, view, theme } = context;
  const { width, height } = view.size();
  const wishes = geometry.towns.map((town) => ({
    id: town.id,
    anchor: toPixel(view.transform(), town.label),
    size: sizeOf(town, theme.remPx),
    rank: 0,
    strays: straying(town.polygons, context),
  }));
  const placed = placeLabels(wishes, {
    bounds: { left: 0, top: 0, right: width, bottom: height },
    obstacles: loud.map(boxOf),
    marks: others.map(boxOf),
    gap: 0,
  });
  return wishes.flatMap(({ id, size }) => {
    const centre = placed.get(id);
    if (centre === undefined) return [];
    return [{ pixel: centre, room: 0, half: { width: size.width / 2, height: size.height / 2 } }];
  });
}
