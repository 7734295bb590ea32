import { type PixelPoint, toPixel } from '../geo/mercator.ts';
import type { LayerContext, MapLayer, Mark } from '../port.ts';

const LINE_REM = 0.1;
const RIM_REM = 0.26;
const FOOT_REM = 0.17;
/** Sizes of a mark that it must stand aside for a line: from less far it covers its own place, or touches it. */
const LEAST_SIZES = 0.75;

interface Tie {
  readonly mark: PixelPoint;
  readonly own: PixelPoint;
}

/** Marks that stand aside so far that their own place is to be shown; one that stands for several is at none. */
function tiesOf(marks: readonly Mark[], { view }: Pick<LayerContext, 'view'>): readonly Tie[] {
  const transform = view.transform();
  return marks.flatMap((mark): readonly Tie[] => {
    if (mark.from === undefined || mark.count !== undefined) return [];
    const [at, own] = [toPixel(transform, mark), toPixel(transform, mark.from)];
    return Math.hypot(at.x - own.x, at.y - own.y) < LEAST_SIZES * mark.size ? [] : [{ mark: at, own }];
  });
}

function drawTies(
  pen: CanvasRenderingContext2D,
  ties: readonly Tie[],
  { theme }: Pick<LayerContext, 'theme'>,
): void {
  const { colours, remPx } = theme;
  const draw = (colour: string, grow: number): void => {
    pen.strokeStyle = colour;
    pen.fillStyle = colour;
    pen.lineWidth = (LINE_REM + grow) * remPx;
    for (const { mark, own } of ties) {
      pen.beginPath();
      pen.moveTo(mark.x, mark.y);
      pen.lineTo(own.x, own.y);
      pen.stroke();
      pen.beginPath();
      pen.arc(own.x, own.y, (FOOT_REM + grow / 2) * remPx, 0, 2 * Math.PI);
      pen.fill();
    }
  };
  draw(colours['map-mark-edge'], RIM_REM - LINE_REM);
  draw(colours['text-2'], 0);
}

function createCanvas(context: LayerContext) {
  const element = document.createElement('canvas');
  element.className = 'map-ties';
  context.below.append(element);
  const pen = element.getContext('2d');
  return {
    element,
    draw(ties: readonly Tie[]) {
      const ratio = window.devicePixelRatio;
      const { width, height } = context.view.size();
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
      pen?.scale(ratio, ratio);
      if (pen) drawTies(pen, ties, context);
    },
  };
}

/** A thin line from each mark that stands aside to the point where it belongs, under the marks. */
export const layer: MapLayer = {
  id: 'ties',
  order: 58,
  reads: ['case', 'alarm', 'calling', 'video', 'focus'],
  mount(context) {
    let canvas: ReturnType<typeof createCanvas> | null = null;
    const draw = (): void => {
      const ties = tiesOf(context.shown.all(), context);
      if (ties.length === 0) {
        canvas?.element.remove();
        canvas = null;
        return;
      }
      canvas ??= createCanvas(context);
      canvas.draw(ties);
    };
    const stopView = context.view.onChange(draw);
    return {
      update: draw,
      stop() {
        stopView();
        canvas?.element.remove();
      },
    };
  },
};
