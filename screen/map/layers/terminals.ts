import type { Transform } from '../geo/mercator.ts';
import { type Dots, dotStamps, dotsTold, drawDots, isManyStale, nearestDot, toDots } from '../marks/dots.ts';
import { createMotion } from '../marks/motion.ts';
import type { LayerContext, MapData, MapLayer } from '../port.ts';
import { throttle } from '../view/throttle.ts';
import { showsSingles } from '../view/view.ts';

const REACH_PX = 12;
/** Pause between two pictures of dots on their way. */
const FRAME_MS = 66;

function scaled(transform: Transform, by: number): Transform {
  return { scale: transform.scale * by, offsetX: transform.offsetX * by, offsetY: transform.offsetY * by };
}

/** A canvas of its own whose pixels are written directly; drawn again when positions or the view change. */
function createDotCanvas({ below, view, theme }: LayerContext): { draw(dots: Dots): void; remove(): void } {
  const canvas = document.createElement('canvas');
  canvas.className = 'map-terminals';
  below.append(canvas);
  const pen = canvas.getContext('2d');
  const ratio = window.devicePixelRatio;
  const stamps = { few: dotStamps(theme, ratio), many: dotStamps(theme, ratio, true) };
  let image: ImageData | null = null;

  const fitted = (): ImageData | null => {
    const { width, height } = view.size();
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (!pen || w === 0 || h === 0) return null;
    if (image?.width !== w || image.height !== h) {
      canvas.width = w;
      canvas.height = h;
      image = pen.createImageData(w, h);
    }
    return image;
  };

  return {
    draw(dots) {
      const target = fitted();
      if (!target) return;
      const words = new Uint32Array(target.data.buffer);
      words.fill(0);
      const raster = { width: target.width, height: target.height, words };
      drawDots(raster, dots, scaled(view.transform(), ratio), isManyStale(dots) ? stamps.many : stamps.few);
      pen?.putImageData(target, 0, 0);
      const told = dotsTold(dots);
      if (canvas.dataset.dots !== told) canvas.dataset.dots = told;
    },
    remove: () => canvas.remove(),
  };
}

/**
 * Terminals on duty as small dots, those on dispatch as rings, stale ones as crosses. Not a GPU layer on purpose: in software WebGL every moved point
 * would redraw all marks, and a layer's `setData` leaks buffers; writing pixels costs the same on every machine.
 */
export const layer: MapLayer = {
  id: 'terminals',
  order: 15,
  reads: ['terminal'],
  mount(context) {
    const canvas = createDotCanvas(context);
    let terminals: MapData['terminal'] = new Map();
    let near = false;
    const motion = createMotion(toDots([], true));
    const paint = (): void => {
      const now = performance.now();
      canvas.draw(motion.at(now));
      if (motion.moving(now)) frames.ask();
    };
    const frames = throttle(paint, FRAME_MS);
    const draw = (): void => {
      near = showsSingles(context.view);
      const dots = toDots(terminals.values(), !near);
      if (context.smooth) motion.aim(dots, performance.now());
      else motion.put(dots);
      paint();
    };
    const stopView = context.view.onChange(() => {
      if (near === showsSingles(context.view)) canvas.draw(motion.at(performance.now()));
      else draw();
    });
    return {
      update(data) {
        terminals = data.terminal;
        draw();
      },
      pick(at) {
        const id = nearestDot(motion.at(performance.now()), context.view.transform(), {
          ...at,
          reach: REACH_PX,
        });
        return id === null ? null : { kind: 'terminal', id };
      },
      stop() {
        stopView();
        frames.cancel();
        canvas.remove();
      },
    };
  },
};
