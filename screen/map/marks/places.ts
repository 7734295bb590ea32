import type { Transform } from '../geo/mercator.ts';
import type { LayerContext, MapData } from '../port.ts';
import { type LoudMarks, loudIn } from './loud.ts';
import { type ClusterView, clusterView, type FirstMarks, standFirst } from './stand.ts';

/** What stands on a map before any number of several: its layers draw, and stand aside for, the same. */
export interface Places {
  readonly loud: LoudMarks;
  readonly view: ClusterView;
  readonly first: FirstMarks;
}

/** Works places out once for all layers of a map: again for other data, or when the map stands elsewhere. */
export interface SharedPlaces {
  of(context: LayerContext, data: MapData): Places;
}

function same(a: Transform, b: Transform): boolean {
  return a.scale === b.scale && a.offsetX === b.offsetX && a.offsetY === b.offsetY;
}

/** Each part when it is first asked for: who draws alarms alone waits for nothing else. */
function placesOf(context: LayerContext, data: MapData): Places {
  const { geometry, theme } = context;
  let [loud, view, first]: Partial<[LoudMarks, ClusterView, FirstMarks]> = [];
  const places: Places = {
    get loud() {
      loud ??= loudIn(context, data);
      return loud;
    },
    get view() {
      view ??= clusterView(context, data, places.loud);
      return view;
    },
    get first() {
      const surroundings = { areas: geometry.areas, remPx: theme.remPx };
      first ??= standFirst(data.case.values(), surroundings, places.view);
      return first;
    },
  };
  return places;
}

export function createSharedPlaces(): SharedPlaces {
  let known: { readonly data: MapData; readonly transform: Transform; readonly places: Places } | null = null;
  return {
    of(context, data) {
      const transform = context.view.transform();
      if (known === null || known.data !== data || !same(known.transform, transform))
        known = { data, transform, places: placesOf(context, data) };
      return known.places;
    },
  };
}
