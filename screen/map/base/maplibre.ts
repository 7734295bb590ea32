import { MapLibre } from '@antv/l7-maps/maplibre';
import maplibregl from 'maplibre-gl';
import plainWorkerUrl from 'maplibre-gl/dist/maplibre-gl-csp-worker.js?url';
import { openArchives } from './archive.ts';
import { COMMON_OPTIONS, type EngineMap, withHeaders, wrapEngine } from './engine.ts';
import builtWorkerUrl from './maplibre-worker.ts?worker&url';
import type { OpenBaseMap } from './port.ts';

/** Wide walls: above the default of 4096 pixels the ground would be drawn small and stretched. */
const MAX_CANVAS: [number, number] = [8192, 8192];

/** Built with what old browsers lack; the development server has no classic worker of several files to give. */
const workerUrl = import.meta.env.DEV ? plainWorkerUrl : builtWorkerUrl;

/** maplibre-gl 5 with its worker as an own file, so that a strict content policy needs no `blob:`. */
export const openMaplibre: OpenBaseMap = (options) => {
  maplibregl.setWorkerUrl(workerUrl);
  openArchives(options.tiles, options.headers);
  const map = new maplibregl.Map({
    ...COMMON_OPTIONS,
    canvasContextAttributes: { antialias: options.antialias },
    maxCanvasSize: MAX_CANVAS,
    container: options.container,
    style: options.style as unknown as maplibregl.StyleSpecification,
    center: options.centre,
    zoom: options.zoom,
    minZoom: options.minZoom,
    maxZoom: options.maxZoom,
    transformRequest: withHeaders(options),
  });
  map.touchZoomRotate.disableRotation();
  return wrapEngine({
    engine: 'maplibre',
    map: map as unknown as EngineMap,
    l7: new MapLibre({ mapInstance: map }),
    onTiles: options.onTiles,
    onError: options.onError,
  });
};
