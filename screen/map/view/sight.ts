import type { LngLat } from '../../../gateway/contract/entities.ts';
import { centreOf } from '../geo/mercator.ts';
import { AWAY_CLOSENESS, type View } from './view.ts';

/** What a map shows, when that is only a part of the county. */
export interface Sight {
  readonly centre: LngLat;
  /** Zoom steps closer than the whole county. */
  readonly closeness: number;
}

/** Where a map looks. */
export interface Framing {
  readonly centre: LngLat;
  readonly zoom: number;
}

/** Null while the whole county is shown. */
export function sightOf(view: View): Sight | null {
  const closeness = view.closeness();
  return closeness > AWAY_CLOSENESS ? { centre: centreOf(view.transform(), view.size()), closeness } : null;
}

/** What a framing shows, by the same measure. @param whole that shows the whole county in this room */
export function sightIn({ centre, zoom }: Framing, whole: Framing): Sight | null {
  const closeness = zoom - whole.zoom;
  return closeness > AWAY_CLOSENESS ? { centre, closeness } : null;
}

/** The framing that shows the same part of the county in another room. @param whole that shows all of it there */
export function framingFor(sight: Sight | null, whole: Framing): Framing {
  return sight === null ? whole : { centre: sight.centre, zoom: whole.zoom + sight.closeness };
}
