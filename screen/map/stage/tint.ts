import type { Transform } from '../geo/mercator.ts';
import type { View } from '../view/view.ts';
import { createGround, type GroundCanvas } from './ground.ts';
import { drawTint } from './plain-ground.ts';
import type { StageOptions } from './port.ts';

/** How a picture made for one view lies under another. */
function moved(from: Transform, to: Transform): string {
  const scale = to.scale / from.scale;
  const [x, y] = [to.offsetX - from.offsetX * scale, to.offsetY - from.offsetY * scale];
  return `matrix(${scale}, 0, 0, ${scale}, ${x}, ${y})`;
}

/**
 * The tint of the areas over the base map, with the ground's lines in it. Not a layer of the base map on purpose: a
 * step that changes would draw the whole ground anew, half a second without graphics hardware. In a flight the picture
 * goes along, afterwards it is drawn for the view that was reached.
 */
export function createTint(
  parent: HTMLElement,
  options: StageOptions,
  view: View,
): Pick<GroundCanvas, 'setDensity' | 'stop'> {
  let drawn = view.transform();
  const ground = createGround(parent, { ...options, view }, (pen, picture) => {
    drawn = picture.transform;
    ground.element.style.transform = '';
    drawTint(pen, picture);
  });
  ground.element.style.transformOrigin = '0 0';
  const stopView = view.onChange((settled) => {
    if (settled) ground.draw();
    else ground.element.style.transform = moved(drawn, view.transform());
  });
  return {
    setDensity: ground.setDensity,
    stop() {
      stopView();
      ground.stop();
    },
  };
}
