import { drawsInSoftware, loadEngine } from '../base/choose.ts';
import type { BaseMap, BasemapEngine } from '../base/port.ts';
import { buildStyle } from '../base/style.ts';
import { canDraw } from '../base/tiles.ts';
import { fitAround, samplePoints } from '../geo/fit.ts';
import { centreOf, type PixelSize, zoomOf } from '../geo/mercator.ts';
import { type MarkScene, openMarkScene } from '../scene.ts';
import { createFlights } from '../view/flight.ts';
import { type Framing, framingFor, sightIn, sightOf } from '../view/sight.ts';
import { createSignal, type View } from '../view/view.ts';
import { addCover } from './dom.ts';
import { docksOf, type Stage, type StageOptions } from './port.ts';
import { createTint } from './tint.ts';

const ZOOMS_OUT = 1;
const ZOOMS_IN = 7;
const FLIGHT_MS = 1_200;

function sizeOf({ clientWidth, clientHeight }: HTMLElement): PixelSize {
  return { width: clientWidth, height: clientHeight };
}

/** The framing that shows the whole county now; asked anew at each reset, because the room may have changed. */
function framingOf({ host, county, geometry, room }: StageOptions): Framing {
  const transform = fitAround(county, samplePoints(county, geometry.county), room());
  return { centre: centreOf(transform, sizeOf(host)), zoom: zoomOf(transform) };
}

async function openBase(
  engine: BasemapEngine,
  container: HTMLDivElement,
  options: StageOptions,
): Promise<BaseMap> {
  const open = await loadEngine(engine);
  const { centre, zoom } = framingOf(options);
  const { tiles: asked = [], headers = {}, onTiles = () => undefined } = options.ground ?? {};
  const tiles = asked.filter((tile) => canDraw(engine, tile));
  for (const { name } of asked.filter((tile) => !tiles.includes(tile))) onTiles(name, false);
  return open({
    container,
    centre,
    zoom,
    minZoom: zoom - ZOOMS_OUT,
    maxZoom: zoom + ZOOMS_IN,
    style: buildStyle({ geometry: options.geometry, ...options.theme, fitZoom: zoom, tiles }),
    tiles,
    headers,
    onTiles,
    antialias: !drawsInSoftware(),
    onError: options.onError,
  });
}

function viewOf(
  base: BaseMap,
  options: StageOptions,
): { view: View; roomChanged: () => void; stop: () => void } {
  let whole = framingOf(options).zoom;
  const roomChanged = (): void => {
    whole = framingOf(options).zoom;
  };
  const signal = createSignal<boolean>();
  const stop = base.onMove(signal.emit);
  const view: View = {
    transform: base.transform,
    size: base.size,
    closeness: () => zoomOf(base.transform()) - whole,
    onChange: signal.on,
  };
  return { view, roomChanged, stop };
}

function watchLoss(canvases: readonly (HTMLCanvasElement | null)[]) {
  const signal = createSignal<void>();
  const tell = (): void => signal.emit();
  for (const canvas of canvases) canvas?.addEventListener('webglcontextlost', tell);
  return {
    on: signal.on,
    stop() {
      for (const canvas of canvases) canvas?.removeEventListener('webglcontextlost', tell);
    },
  };
}

/** Time in which what the layers were just told is drawn. */
function twoFrames(): Promise<void> {
  return new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => done()));
  });
}

function assemble(base: BaseMap, scene: MarkScene, container: HTMLDivElement, options: StageOptions): Stage {
  const { view, roomChanged, stop: stopView } = viewOf(base, options);
  const below = addCover(container, 'map-below');
  const tint = createTint(below, options, view);
  const above = addCover(options.host, 'map-above');
  const loss = watchLoss([base.canvas, scene.canvas]);
  const stopRedraw = view.onChange((settled) => settled && scene.redraw());
  const { reducedMotion } = options.theme;
  const flight = reducedMotion ? 0 : FLIGHT_MS;
  const flights = createFlights(view, ({ centre, zoom }) => base.moveTo(centre, zoom, flight), flight > 0);
  return {
    engine: base.engine,
    view,
    surface: {
      scene,
      ground: tint,
      below,
      above,
      smooth: !reducedMotion && !drawsInSoftware(),
      docks: () => docksOf(options),
      fixtures: () => options.room().docks,
    },
    drawn: base.drawn.then(twoFrames),
    onTap: base.onTap,
    onLost: loss.on,
    flyTo: (at, closer) => flights.to(() => ({ centre: at, zoom: framingOf(options).zoom + closer })),
    reset: () => flights.to(() => framingOf(options)),
    resize() {
      const sight = sightOf(view);
      // Asked before the engine is resized, which breaks the flight off; the page has its new room by now.
      const end = flights.end();
      roomChanged();
      base.resize();
      const { centre, zoom } = end ?? framingFor(sight, framingOf(options));
      base.moveTo(centre, zoom, 0);
    },
    sight() {
      const end = flights.end();
      return end === null ? sightOf(view) : sightIn(end, framingOf(options));
    },
    stop() {
      stopRedraw();
      flights.stop();
      tint.stop();
      stopView();
      loss.stop();
      above.remove();
      try {
        scene.destroy();
      } catch (error) {
        // maplibre may throw while it is removed after its context was lost; the element goes all the same.
        options.onError(String(error));
      }
      container.remove();
    },
  };
}

/** Opens the GPU map: base map below, L7 marks above, both in one element that goes when the stage stops. */
export async function openGpuStage(engine: BasemapEngine, options: StageOptions): Promise<Stage> {
  const container = addCover(options.host, 'map-engine');
  // Half a picture is not worth showing, and each one shown holds the page.
  container.style.visibility = 'hidden';
  try {
    const base = await openBase(engine, container, options);
    // The base map reads its sources in a worker; the mark scene is made meanwhile.
    const opening = openMarkScene({ container, map: base.l7, colours: options.theme.colours });
    try {
      const [scene] = await Promise.all([opening, base.ready]);
      container.style.visibility = '';
      return assemble(base, scene, container, options);
    } catch (cause) {
      opening.then((scene) => scene.destroy()).catch(() => undefined);
      throw cause;
    }
  } catch (cause) {
    container.remove();
    throw new Error(`The ${engine} map could not be opened`, { cause });
  }
}
