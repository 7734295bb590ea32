import type { DensitySource } from '../marks/density.ts';
import type { View } from '../view/view.ts';
import type { GroundPicture } from './plain-ground.ts';
import type { StageOptions } from './port.ts';

/** Asks for one drawing soon, however often it is asked. */
export function coalesce(draw: () => void): { ask(): void; cancel(): void } {
  let frame = 0;
  return {
    ask() {
      if (frame === 0)
        frame = requestAnimationFrame(() => {
          frame = 0;
          draw();
        });
    },
    cancel: () => cancelAnimationFrame(frame),
  };
}

/** A canvas over its parent, in device pixels; the pen counts in CSS pixels. */
export function addCanvas(parent: HTMLElement): {
  clear(): CanvasRenderingContext2D | null;
  readonly element: HTMLCanvasElement;
} {
  const element = document.createElement('canvas');
  element.className = 'map-plain';
  parent.append(element);
  const pen = element.getContext('2d');
  return {
    clear() {
      const ratio = window.devicePixelRatio;
      element.width = Math.round(parent.clientWidth * ratio);
      element.height = Math.round(parent.clientHeight * ratio);
      pen?.scale(ratio, ratio);
      return pen;
    },
    element,
  };
}

export interface GroundCanvas {
  readonly element: HTMLCanvasElement;
  /** Draws soon what is in view now. */
  draw(): void;
  /** Step of the tint of one area; 0 is none. */
  setDensity(source: DensitySource, area: string, step: number): void;
  stop(): void;
}

/** Every area that has a tint, for who reads the page and not its pixels: a line for each, `step source:area`. */
function toldOf(density: ReadonlyMap<DensitySource, ReadonlyMap<string, number>>): string {
  const tinted = [...density].flatMap(([source, steps]) =>
    [...steps].flatMap(([area, step]) => (step === 0 ? [] : [`${step} ${source}:${area}`])),
  );
  return tinted.join('\n');
}

/** Ground on a canvas of its own: it knows the tint of the areas and is drawn anew when that changes. */
export function createGround(
  parent: HTMLElement,
  { geometry, theme, view }: Pick<StageOptions, 'geometry' | 'theme'> & { readonly view: View },
  paint: (pen: CanvasRenderingContext2D, picture: GroundPicture) => void,
): GroundCanvas {
  const canvas = addCanvas(parent);
  const density = new Map<DensitySource, Map<string, number>>();
  const drawing = coalesce(() => {
    const pen = canvas.clear();
    if (!pen) return;
    paint(pen, { geometry, theme, transform: view.transform(), closeness: view.closeness(), density });
    canvas.element.dataset.tint = toldOf(density);
  });
  return {
    element: canvas.element,
    draw: drawing.ask,
    setDensity(source, area, step) {
      const steps = density.get(source) ?? new Map<string, number>();
      density.set(source, steps.set(area, step));
      drawing.ask();
    },
    stop() {
      drawing.cancel();
      canvas.element.remove();
    },
  };
}
