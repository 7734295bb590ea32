/// <reference path="./mapbox-gl.d.ts" />
import { Mapbox } from '@antv/l7-maps/mapbox';
import mapboxgl from 'mapbox-gl';
import workerUrl from 'mapbox-gl/dist/mapbox-gl-csp-worker.js?url';
import { COMMON_OPTIONS, type EngineMap, withHeaders, wrapEngine } from './engine.ts';
import type { OpenBaseMap } from './port.ts';

/** mapbox-gl 1.13 (BSD, no token) for older browsers and WebGL 1; its worker is an own file too. */
export const openMapbox: OpenBaseMap = (options) => {
  mapboxgl.workerUrl = workerUrl;
  const map = new mapboxgl.Map({
    ...COMMON_OPTIONS,
    container: options.container,
    style: options.style,
    center: [options.centre.lng, options.centre.lat],
    zoom: options.zoom,
    minZoom: options.minZoom,
    maxZoom: options.maxZoom,
    transformRequest: withHeaders(options),
    antialias: options.antialias,
    collectResourceTiming: false,
  });
  map.touchZoomRotate.disableRotation();
  return wrapEngine({
    engine: 'mapbox',
    map: map as unknown as EngineMap,
    l7: new Mapbox({ mapInstance: map }),
    onTiles: options.onTiles,
    onError: options.onError,
  });
};
