import { type IMapWrapper, PointLayer, Scene } from '@antv/l7';
import type { Colours } from '../styles/tokens.ts';
import { ATLAS_MARKS, markUrl } from './marks/marks.ts';
import type { Mark, MarkLayer } from './port.ts';

/** The GPU picture above the ground: one L7 scene, one context, for as long as the context lives. */
export interface MarkScene {
  addMarks(name: string, order: number): MarkLayer;
  /** Draws once more; L7 leaves a frame out when it is asked in the middle of one. */
  redraw(): void;
  readonly canvas: HTMLCanvasElement | null;
  destroy(): void;
}

export interface MarkSceneOptions {
  readonly container: HTMLDivElement;
  readonly map: IMapWrapper;
  readonly colours: Colours;
}

interface Releasable {
  destroy(): void;
}

/** Parts of an L7 2.29.1 layer that it does not publish. */
interface LayerInside {
  buildModels(): Promise<void>;
  readonly layerModel?: {
    readonly uniformBuffers: readonly Releasable[];
    readonly texture?: { readonly sampler?: Releasable };
  };
}

/**
 * L7 2.29.1 makes new uniform buffers and a new sampler for each `setData` and forgets the old ones on the GPU. This
 * gives them back once the new models stand.
 */
function releaseOldBuffers(layer: LayerInside): void {
  const build = layer.buildModels.bind(layer);
  layer.buildModels = async () => {
    const old = layer.layerModel;
    await build();
    for (const buffer of old?.uniformBuffers ?? []) buffer.destroy();
    old?.texture?.sampler?.destroy();
  };
}

const PARSER = { type: 'json', x: 'lng', y: 'lat' };

function createMarkLayer(scene: Scene, name: string, order: number): MarkLayer {
  const layer = new PointLayer({ name, zIndex: order, pickingBuffer: 0 })
    .source([], { parser: PARSER })
    .shape('icon', (icon: string) => icon)
    .size('size', (size: number) => size / 2)
    .style({ opacity: 1 });
  releaseOldBuffers(layer as unknown as LayerInside);
  scene.addLayer(layer);
  return {
    set: (marks: readonly Mark[]) => void layer.setData([...marks]),
    remove: () => void scene.removeLayer(layer),
  };
}

function loaded(scene: Scene): Promise<void> {
  return new Promise((resolve) => {
    if (scene.loaded) resolve();
    else scene.once('loaded', () => resolve());
  });
}

/** Opens the scene over a base map that is ready. Mark pictures are in the atlas before the first layer asks. */
export async function openMarkScene({ container, map, colours }: MarkSceneOptions): Promise<MarkScene> {
  // Marks are pictures with edges of their own: smoothing them again only costs, most of all without graphics hardware.
  const scene = new Scene({ id: container, map, logoVisible: false, antialias: false });
  await loaded(scene);
  await Promise.all(ATLAS_MARKS.map((name) => scene.addImage(name, markUrl(name, colours))));
  const canvas = container.querySelector<HTMLCanvasElement>('.l7-scene canvas');
  return {
    canvas,
    addMarks: (name, order) => createMarkLayer(scene, name, order),
    redraw: () => scene.render(),
    destroy() {
      const context = canvas?.getContext('webgl2') ?? canvas?.getContext('webgl');
      scene.destroy();
      // L7 keeps its context alive after `destroy`; a browser allows only a few.
      context?.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}
