import { toPixel } from '../geo/mercator.ts';
import { partsOf, type TrackPart } from '../marks/track.ts';
import type { LayerContext, MapLayer, Track } from '../port.ts';

const LINE_REM = 0.22;
const RIM_REM = 0.42;
const END_REM = 0.4;

type Pen = CanvasRenderingContext2D;

function trace(pen: Pen, parts: readonly TrackPart[], { view }: LayerContext): void {
  const transform = view.transform();
  for (const { from, to } of parts) {
    const [start, end] = [toPixel(transform, from), toPixel(transform, to)];
    pen.moveTo(start.x, start.y);
    pen.lineTo(end.x, end.y);
  }
}

function stroke(pen: Pen, parts: readonly TrackPart[], context: LayerContext): void {
  const { colours, remPx } = context.theme;
  const line = (colour: string, width: number): void => {
    pen.beginPath();
    trace(pen, parts, context);
    pen.strokeStyle = colour;
    pen.lineWidth = width * remPx;
    pen.stroke();
  };
  line(colours['map-halo'], RIM_REM);
  line(colours['map-ring'], LINE_REM);
}

/** A ring where it begins, a disc where it ends. */
function drawEnds(pen: Pen, track: Track, { view, theme }: LayerContext): void {
  const { colours, remPx } = theme;
  const ends = [
    { fix: track[0], fill: colours['map-halo'] },
    { fix: track.at(-1), fill: colours['map-ring'] },
  ];
  pen.strokeStyle = colours['map-ring'];
  pen.lineWidth = (LINE_REM * remPx) / 2;
  for (const { fix, fill } of ends) {
    if (fix === undefined) continue;
    const { x, y } = toPixel(view.transform(), fix);
    pen.beginPath();
    pen.arc(x, y, END_REM * remPx, 0, 2 * Math.PI);
    pen.fillStyle = fill;
    pen.fill();
    pen.stroke();
  }
}

function createTrackCanvas(context: LayerContext, track: Track) {
  const canvas = document.createElement('canvas');
  canvas.className = 'map-track';
  context.below.append(canvas);
  const pen = canvas.getContext('2d');
  const parts = partsOf(track);
  const draw = (): void => {
    const ratio = window.devicePixelRatio;
    const { width, height } = context.view.size();
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    if (!pen) return;
    pen.scale(ratio, ratio);
    pen.lineCap = 'round';
    stroke(
      pen,
      parts.filter(({ gap }) => !gap),
      context,
    );
    const dash = RIM_REM * 2 * context.theme.remPx;
    pen.setLineDash([dash, dash]);
    stroke(
      pen,
      parts.filter(({ gap }) => gap),
      context,
    );
    pen.setLineDash([]);
    drawEnds(pen, track, context);
  };
  const stopView = context.view.onChange(draw);
  draw();
  return () => {
    stopView();
    canvas.remove();
  };
}

/** The way of one terminal, over the ground and under the marks, for as long as its track is open. */
export const layer: MapLayer = {
  id: 'track',
  order: 17,
  reads: ['track'],
  mount(context) {
    let shown: Track | null = null;
    let clear = (): void => undefined;
    const show = (next: Track | null): void => {
      if (next === shown) return;
      clear();
      shown = next;
      clear = next === null ? () => undefined : createTrackCanvas(context, next);
    };
    return { update: ({ track }) => show(track), stop: () => show(null) };
  },
};
