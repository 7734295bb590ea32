import { type Canvas, canvas, HEIGHT, INK, pngOf, WIDTH } from '../canvas.ts';
import { type Draw, draws } from '../rng.ts';

function houses(draw: Draw, on: Canvas, ground: number): void {
  for (let x = -10; x < WIDTH; ) {
    const [width, height] = [draw.int(46, 110), draw.int(50, 140)];
    const wall = draw.chance(0.5) ? INK.wall : INK.wallDark;
    on.fill(x, ground - height, [width, height], wall);
    for (let wy = ground - height + 8; wy < ground - 24; wy += 18) {
      for (let wx = x + 7; wx < x + width - 12; wx += 17) {
        on.fill(wx, wy, [9, 11], draw.chance(0.12) ? INK.lit : INK.window);
      }
    }
    x += width + draw.int(0, 14);
  }
}

function street(draw: Draw, on: Canvas, ground: number): void {
  on.fill(0, ground, [WIDTH, 20], INK.kerb);
  on.fill(0, ground + 20, [WIDTH, HEIGHT], INK.road);
  for (let x = draw.int(-30, 0); x < WIDTH; x += 64) on.fill(x, ground + 62, [34, 4], INK.line);
  for (let i = draw.int(2, 4); i > 0; i -= 1) {
    const x = draw.int(10, WIDTH - 30);
    on.fill(x + 6, ground - 26, [4, 28], INK.wallDark);
    on.fill(x - 4, ground - 46, [24, 26], INK.leaf);
  }
}

/** Where the reported object is, as shares of the frame. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The reported object as a heap of blocks, with the algorithm's box around it. */
function subject(draw: Draw, on: Canvas, ground: number): Box {
  const [x, y] = [draw.int(70, WIDTH - 190), ground + draw.int(-4, 34)];
  const [width, height] = [draw.int(56, 120), draw.int(34, 62)];
  for (let i = 0; i < 9; i += 1) {
    const size: [number, number] = [draw.int(12, 34), draw.int(8, 22)];
    const ink = draw.chance(0.6) ? INK.thing : INK.thing2;
    on.fill(x + draw.int(4, width - 30), y + draw.int(6, height - 18), size, ink);
  }
  const line = 3;
  on.fill(x - 6, y - 6, [width + 12, line], INK.box);
  on.fill(x - 6, y + height + 4, [width + 12, line], INK.box);
  on.fill(x - 6, y - 6, [line, height + 12], INK.box);
  on.fill(x + width + 4, y - 6, [line, height + 12], INK.box);
  const share = (pixels: number, of: number) => Math.round((pixels / of) * 1_000) / 1_000;
  return {
    x: share(x - 6, WIDTH),
    y: share(y - 6, HEIGHT),
    width: share(width + 13, WIDTH),
    height: share(height + 13, HEIGHT),
  };
}

/** A generated street scene as PNG, about 2 to 4 kB, and the box of what is reported; equal keys give equal bytes. */
export function pictureOf(
  seed: number,
  id: string,
  isNight: boolean,
): { readonly bytes: Uint8Array; readonly box: Box } {
  const draw = draws(seed, 'picture', id);
  const on = canvas();
  const ground = draw.int(130, 160);
  on.fill(0, 0, [WIDTH, HEIGHT], INK.sky);
  on.fill(0, ground - 70, [WIDTH, 70], INK.haze);
  houses(draw, on, ground);
  street(draw, on, ground);
  const box = subject(draw, on, ground);
  return { bytes: pngOf(on, isNight), box };
}
