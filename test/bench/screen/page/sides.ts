import { PointLayer, Scene } from '@antv/l7';
import { MapLibre } from '@antv/l7-maps/maplibre';
import maplibregl from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-csp-worker.js?url';
import { buildStyle } from '../../../../screen/map/base/style.ts';
import { layer as terminalsLayer } from '../../../../screen/map/layers/terminals.ts';
import { openGpuStage } from '../../../../screen/map/stage/gpu.ts';
import { mountLayers } from '../../../../screen/map/stage/mount.ts';
import { readTheme } from '../../../../screen/styles/tokens.ts';
import { CLOSER, type Framing } from './framing.ts';
import { featuresOf, type Place, terminalAt } from './places.ts';

/** One way to draw moving points; `show` draws all of them where a prepared variant has them. */
export interface Side {
  show(variant: number): void;
}

/** No names stand on this map. */
const NO_WORDS = { online: '', onDuty: '', named: (name: string) => name };

/** Diameter of a point in CSS pixels, for all sides. */
const POINT_PX = 6;

type OpenSide = (framing: Framing, variants: readonly (readonly Place[])[]) => Promise<Side>;

const settled = (map: maplibregl.Map) => new Promise<void>((done) => void map.once('idle', () => done()));

/** The product's own stage and terminals layer. */
const openOurs: OpenSide = async (framing, variants) => {
  const theme = { ...readTheme(), reducedMotion: true };
  const { geometry, host, county, room } = framing;
  const fail = (message: string) => {
    throw new Error(message);
  };
  const stage = await openGpuStage('maplibre', { host, geometry, theme, county, room, onError: fail });
  await stage.drawn;
  stage.flyTo(framing.centre, CLOSER);
  const mounted = mountLayers(stage, [terminalsLayer], { geometry, theme, words: NO_WORDS });
  const moved = new Set(['terminal'] as const);
  const none = new Map<string, never>();
  const data = variants.map((all) => ({
    case: none,
    alarm: none,
    video: none,
    kpi: none,
    calling: [],
    focus: null,
    measure: 'open' as const,
    track: null,
    terminal: new Map(all.map((place, i) => [`T${i}`, terminalAt(place, i)])),
  }));
  return { show: (variant) => data[variant] && mounted.update(data[variant], moved) };
};

function plainMap({ host, geometry, centre, zoom }: Framing): maplibregl.Map {
  maplibregl.setWorkerUrl(workerUrl);
  const style = buildStyle({ geometry, ...readTheme(), fitZoom: zoom });
  return new maplibregl.Map({
    container: host,
    style: style as unknown as maplibregl.StyleSpecification,
    center: centre,
    zoom: zoom + CLOSER,
    attributionControl: false,
    fadeDuration: 0,
    canvasContextAttributes: { antialias: true },
  });
}

/** L7's own way: a point layer, `setData` with all points. */
const openL7: OpenSide = async (framing, variants) => {
  const map = plainMap(framing);
  await settled(map);
  const scene = new Scene({
    id: framing.host as HTMLDivElement,
    map: new MapLibre({ mapInstance: map }),
    logoVisible: false,
  });
  await new Promise<void>((done) => {
    if (scene.loaded) done();
    else scene.once('loaded', () => done());
  });
  const parser = { type: 'json', x: 'lng', y: 'lat' };
  const layer = new PointLayer({})
    .source([...(variants[0] ?? [])], { parser })
    .shape('circle')
    .size(POINT_PX / 2)
    .color('#2fc98f');
  scene.addLayer(layer);
  return { show: (variant) => void layer.setData([...(variants[variant] ?? [])]) };
};

/** The base map's own way: a GeoJSON source under a circle layer. */
const openSource: OpenSide = async (framing, variants) => {
  const map = plainMap(framing);
  await settled(map);
  const data = variants.map(featuresOf);
  map.addSource('points', { type: 'geojson', data: data[0] ?? featuresOf([]) });
  map.addLayer({
    id: 'points',
    type: 'circle',
    source: 'points',
    paint: { 'circle-radius': POINT_PX / 2, 'circle-color': '#2fc98f' },
  });
  const source = map.getSource<maplibregl.GeoJSONSource>('points');
  return { show: (variant) => data[variant] && void source?.setData(data[variant]) };
};

export const SIDES: Readonly<Record<string, OpenSide>> = { ours: openOurs, l7: openL7, source: openSource };
