import type { MapLayer } from './port.ts';

/** Every layer in drawing order. Throws if two files claim one id. */
export function orderLayers(layers: readonly MapLayer[]): readonly MapLayer[] {
  const seen = new Set<string>();
  for (const { id } of layers) {
    if (seen.has(id)) throw new Error(`Two map layers have the id "${id}"; rename one in screen/map/layers.`);
    seen.add(id);
  }
  return [...layers].sort((a, b) => a.order - b.order);
}

/** The layers of `screen/map/layers`: each file there exports one as `layer`. */
export function allLayers(): readonly MapLayer[] {
  const files = import.meta.glob<MapLayer>('./layers/*.ts', { eager: true, import: 'layer' });
  return orderLayers(Object.values(files));
}
