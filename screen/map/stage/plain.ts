import { fitAround, samplePoints } from '../geo/fit.ts';
import { type PixelPoint, type Transform, toPixel } from '../geo/mercator.ts';
import { ATLAS_MARKS, type MarkName } from '../marks/marks.ts';
import { markPicture } from '../marks/pictures.ts';
import { createMarkStack } from '../marks/stack.ts';
import { onceAtATime } from '../view/once.ts';
import { createSignal, type View } from '../view/view.ts';
import { addCover } from './dom.ts';
import { addCanvas, coalesce, createGround } from './ground.ts';
import { drawGround } from './plain-ground.ts';
import { docksOf, type Stage, type StageOptions } from './port.ts';

function createMarks(parent: HTMLElement, options: StageOptions, view: View) {
  const canvas = addCanvas(parent);
  const pictures = new Map<MarkName, HTMLImageElement>();
  const drawing = coalesce(() => {
    const pen = canvas.clear();
    const transform = view.transform();
    const { width, height } = view.size();
    parent.dataset.marks = stack.told();
    for (const mark of stack.all()) {
      const { x, y } = toPixel(transform, mark);
      const [left, top] = [x - mark.size / 2, y - mark.size / 2];
      const picture = pictures.get(mark.icon);
      if (!picture || left > width || top > height || left < -mark.size || top < -mark.size) continue;
      pen?.drawImage(picture, left, top, mark.size, mark.size);
    }
  });
  const stack = createMarkStack(drawing.ask);
  for (const name of ATLAS_MARKS)
    markPicture(name, options.theme.colours).then((picture) => {
      pictures.set(name, picture);
      drawing.ask();
    }, options.onError);
  return {
    addMarks: stack.addMarks,
    draw: drawing.ask,
    stop() {
      drawing.cancel();
      canvas.element.remove();
    },
  };
}

function fixedView(options: StageOptions): View & { changed(): void } {
  const { host, box, county, geometry, room } = options;
  const signal = createSignal<boolean>();
  const samples = box ? [] : samplePoints(county, geometry.county);
  const framed = (): Transform => fitAround(box ?? county, samples, room());
  let transform = framed();
  return {
    transform: () => transform,
    size: onceAtATime(() => ({ width: host.clientWidth, height: host.clientHeight })),
    closeness: () => (box ? Math.log2((county[2] - county[0]) / (box[2] - box[0])) : 0),
    onChange: signal.on,
    changed() {
      transform = framed();
      signal.emit(true);
    },
  };
}

function onTap(host: HTMLElement, listener: (at: PixelPoint, presses: 1 | 2) => void): () => void {
  const single = (event: MouseEvent): void => listener({ x: event.offsetX, y: event.offsetY }, 1);
  host.addEventListener('click', single);
  return () => host.removeEventListener('click', single);
}

/**
 * The map without WebGL: the same layers and marks on two canvases, always the whole box, no zoom. It is also the
 * town-centre inset, so that the inset costs no second graphics context.
 */
export function openPlainStage(options: StageOptions): Stage {
  const view = fixedView(options);
  const container = addCover(options.host, 'map-engine');
  const ground = createGround(container, { ...options, view }, drawGround);
  ground.draw();
  const below = addCover(container, 'map-below');
  const scene = createMarks(container, options, view);
  const above = addCover(options.host, 'map-above');
  return {
    engine: 'plain',
    view,
    surface: {
      scene,
      ground,
      below,
      above,
      smooth: false,
      docks: () => docksOf(options),
      fixtures: () => options.room().docks,
    },
    drawn: Promise.resolve(),
    onTap: (listener) => onTap(container, listener),
    onLost: () => () => undefined,
    flyTo: () => undefined,
    reset: () => undefined,
    resize() {
      view.changed();
      ground.draw();
      scene.draw();
    },
    sight: () => null,
    stop() {
      ground.stop();
      scene.stop();
      above.remove();
      container.remove();
    },
  };
}
