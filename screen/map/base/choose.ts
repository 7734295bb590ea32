import type { PageConfig } from '../../../gateway/contract/page-config.ts';
import type { BasemapEngine, OpenBaseMap } from './port.ts';

/** What decides which engine can run here. */
export interface BrowserFacts {
  /** Major version of a Chromium browser; null for others. */
  readonly chrome: number | null;
  /** Highest WebGL version that a context can be had for; 0 is none. */
  readonly webgl: 0 | 1 | 2;
}

/** First Chromium that maplibre-gl 5 is used on; below it mapbox-gl 1.13 draws the ground. */
const MAPLIBRE_CHROME = 93;

/**
 * The grounds to try in turn: an explicit wish as far as the browser can, else maplibre where it runs. A wish for maplibre
 * in an older browser has mapbox behind it. None: there is no WebGL, the plain map is drawn.
 */
export function chooseBasemaps(wish: PageConfig['basemap'], facts: BrowserFacts): readonly BasemapEngine[] {
  if (facts.webgl === 0) return [];
  if (wish === 'mapbox' || facts.webgl === 1) return ['mapbox'];
  if (facts.chrome === null || facts.chrome >= MAPLIBRE_CHROME) return ['maplibre'];
  return wish === 'maplibre' ? ['maplibre', 'mapbox'] : ['mapbox'];
}

function webglVersion(): 0 | 1 | 2 {
  const canvas = document.createElement('canvas');
  const second = canvas.getContext('webgl2');
  const context = second ?? canvas.getContext('webgl');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  if (second) return 2;
  return context ? 1 : 0;
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** What draws here, as it calls itself; '' until it was told. */
let renderer = '';

/**
 * Whether pictures are computed by the processor: then smoothing edges costs more than all the rest. Asked until there is an
 * answer: where no context could be had, nothing is known of what draws a moment later.
 */
export function drawsInSoftware(): boolean {
  renderer ||= askRenderer();
  return SOFTWARE.test(renderer);
}

function askRenderer(): string {
  const context = document.createElement('canvas').getContext('webgl');
  const info = context?.getExtension('WEBGL_debug_renderer_info');
  const name = info ? String(context?.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '';
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return name;
}

/** Asks this browser; makes one throw-away WebGL context and gives it back. */
export function browserFacts(): BrowserFacts {
  const version = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent)?.[1];
  return { chrome: version === undefined ? null : Number(version), webgl: webglVersion() };
}

/** Loads one engine's code; the other one is never fetched. */
export async function loadEngine(engine: BasemapEngine): Promise<OpenBaseMap> {
  if (engine === 'mapbox') return (await import('./mapbox.ts')).openMapbox;
  return (await import('./maplibre.ts')).openMaplibre;
}
