import type { PixelPoint } from '../geo/mercator.ts';
import { createSharedPlaces } from '../marks/places.ts';
import { createShownMarks } from '../marks/shown.ts';
import type { EntityRef, LayerContext, MapData, MapDataKey, MapLayer, Mark, Several } from '../port.ts';
import type { Stage } from './port.ts';

/** Layers mounted on a stage. */
export interface MountedStage {
  /** Updates the layers that read one of these parts. */
  update(data: MapData, changed: ReadonlySet<MapDataKey>): void;
  pick(at: PixelPoint): EntityRef | Several | null;
  /** Marks that stand on the map now. */
  shown(): readonly Mark[];
  stop(): void;
}

/** The first answer from above; null if nobody has one. */
function uppermost<T, R>(layers: readonly T[], ask: (layer: T) => R | null | undefined): R | null {
  for (const layer of [...layers].reverse()) {
    const answer = ask(layer);
    if (answer) return answer;
  }
  return null;
}

/** Mounts layers in drawing order; picking asks the uppermost first. */
export function mountLayers(
  stage: Stage,
  layers: readonly MapLayer[],
  own: Pick<LayerContext, 'geometry' | 'theme' | 'words'>,
): MountedStage {
  const context: LayerContext = {
    ...own,
    view: stage.view,
    shown: createShownMarks(),
    places: createSharedPlaces(),
    ...stage.surface,
  };
  const mounted = layers.map((layer) => ({ layer, part: layer.mount(context) }));
  return {
    update(data, changed) {
      for (const { layer, part } of mounted)
        if (layer.reads.some((key) => changed.has(key))) part.update(data);
    },
    pick: (at) => uppermost(mounted, ({ part }) => part.pick?.(at)),
    shown: () => context.shown.all(),
    stop() {
      for (const { part } of [...mounted].reverse()) part.stop();
    },
  };
}
