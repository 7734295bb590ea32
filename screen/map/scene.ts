import { type IMapWrapper, PointLayer, Scene } from '@antv/l7';
import type { Colours } from '../styles/tokens.ts';
import { ATLAS_MARKS } from './marks/marks.ts';
import { markPicture } from './marks/pictures.ts';
import { createMarkStack, type MarkStack } from './marks/stack.ts';
import type { MarkLayer } from './port.ts';
import { endDrawing } from './stage/context.ts';

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
  readonly layerModel?: { readonly uniformBuffers: readonly Releasable[] };
  readonly layerService: { beforeRenderData(layer: unknown): Promise<void> };
}

/** And of its services. */
interface ServicesInside {
  readonly iconService: { updateIconMap(): void; updateIconAtlas(): void; getCanvas(): HTMLCanvasElement };
  readonly rendererService: {
    createTexture2D(options: { readonly data?: unknown }): Releasable;
    createModel(options: { readonly fs: string }): unknown;
  };
}

/** L7 2.29.1 makes new uniform buffers for each `setData` and forgets the old ones: given back once the new ones stand. */
function releaseOldBuffers(layer: LayerInside): void {
  const build = layer.buildModels.bind(layer);
  layer.buildModels = async () => {
    const old = layer.layerModel;
    await build();
    for (const buffer of old?.uniformBuffers ?? []) buffer.destroy();
  };
}

/**
 * L7 2.29.1 hands the whole mark atlas to the graphics card again for each `setData`, which without graphics hardware
 * holds the page longer than all the rest. Here the atlas is handed over once and stays for the life of the scene.
 */
function keepAtlas({ iconService, rendererService }: ServicesInside): void {
  const make = rendererService.createTexture2D.bind(rendererService);
  let atlas: Releasable | null = null;
  rendererService.createTexture2D = (options) => {
    if (options.data !== iconService.getCanvas()) return make(options);
    atlas ??= Object.assign(make(options), { destroy: () => undefined });
    return atlas;
  };
}

/** The line of L7's shader for pictures by which what is dark fades outside of the circle within them. */
const FADES_DARK = 'textureColor.a *= luma;';

/** Without that line: it takes away the plates of numbers, the edges of squares and, on a light ground, the digits. */
function keepDark({ rendererService }: ServicesInside): void {
  const make = rendererService.createModel.bind(rendererService);
  rendererService.createModel = (options) => make({ ...options, fs: options.fs.replace(FADES_DARK, '') });
}

/** L7 2.29.1 arranges and draws the whole atlas again with each picture that comes: here once, with all of them. */
async function fillAtlas(scene: Scene, { iconService }: ServicesInside, colours: Colours): Promise<void> {
  const pictures = await Promise.all(ATLAS_MARKS.map((name) => markPicture(name, colours)));
  const { updateIconMap: arrange, updateIconAtlas: draw } = iconService;
  iconService.updateIconMap = () => undefined;
  iconService.updateIconAtlas = () => undefined;
  // L7 takes an image that is there already, though its types name only addresses.
  await Promise.all(ATLAS_MARKS.map((name, index) => scene.addImage(name, pictures[index] as never)));
  Object.assign(iconService, { updateIconMap: arrange, updateIconAtlas: draw });
  iconService.updateIconMap();
  iconService.updateIconAtlas();
}

/** No picture from L7 by itself: it would draw the old marks once more before the new ones. */
const SOURCE = { parser: { type: 'json', x: 'lng', y: 'lat' }, autoRender: false };

/** One layer for all marks: what an update changes is handed over and drawn once, however many sets it touches. */
function createMarkLayers(scene: Scene, container: HTMLElement): MarkStack {
  const layer = new PointLayer({ name: 'marks', pickingBuffer: 0 })
    .source([], SOURCE)
    .shape('icon', (icon: string) => icon)
    .size('size', (size: number) => size / 2)
    .style({ opacity: 1 });
  const inside = layer as unknown as LayerInside;
  releaseOldBuffers(inside);
  layer.once('inited', () => {
    layer.getSource().on('update', () => void inside.layerService.beforeRenderData(layer));
  });
  scene.addLayer(layer);
  let asked = false;
  const stack = createMarkStack(() => {
    if (asked) return;
    asked = true;
    queueMicrotask(() => {
      asked = false;
      if (!scene.loaded) return;
      layer.setData([...stack.all()]);
      container.dataset.marks = stack.told();
    });
  });
  return stack;
}

function loaded(scene: Scene): Promise<void> {
  return new Promise((resolve) => {
    if (scene.loaded) resolve();
    else scene.once('loaded', () => resolve());
  });
}

/** Opens the scene over a base map. Mark pictures are in the atlas before the layer asks. */
export async function openMarkScene({ container, map, colours }: MarkSceneOptions): Promise<MarkScene> {
  // Marks are pictures with edges of their own: smoothing them again only costs, most of all without graphics hardware.
  const scene = new Scene({ id: container, map, logoVisible: false, antialias: false });
  await loaded(scene);
  const services = scene.getServiceContainer() as unknown as ServicesInside;
  keepAtlas(services);
  keepDark(services);
  await fillAtlas(scene, services, colours);
  const canvas = container.querySelector<HTMLCanvasElement>('.l7-scene canvas');
  return {
    canvas,
    addMarks: createMarkLayers(scene, container).addMarks,
    redraw: () => scene.render(),
    destroy() {
      endDrawing(canvas, () => scene.destroy());
    },
  };
}
