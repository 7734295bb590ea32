import { type Colour, encodePng } from '../png.ts';
import { type Draw, draws } from '../rng.ts';

const WIDTH = 480;
const HEIGHT = 270;

/** Palette indices; the picture is made of flat shapes and shows no person, face or plate. */
const INK = {
  sky: 0,
  haze: 1,
  wall: 2,
  wallDark: 3,
  window: 4,
  lit: 5,
  road: 6,
  kerb: 7,
  line: 8,
  thing: 9,
  thing2: 10,
  box: 11,
  leaf: 12,
  text: 13,
};

const DAY: readonly Colour[] = [
  [170, 190, 205],
  [198, 208, 214],
  [148, 142, 134],
  [118, 114, 110],
  [92, 108, 122],
  [226, 214, 170],
  [96, 98, 102],
  [168, 166, 160],
  [214, 212, 200],
  [150, 104, 66],
  [88, 124, 150],
  [255, 176, 32],
  [92, 118, 84],
  [240, 240, 240],
];
const NIGHT: readonly Colour[] = DAY.map(([r, g, b], i): Colour => {
  if (i === INK.lit || i === INK.box || i === INK.text) return [r, g, b];
  return [Math.round(r * 0.34), Math.round(g * 0.38), Math.round(b * 0.48)];
});

interface Canvas {
  readonly pixels: Uint8Array;
  fill(x: number, y: number, size: readonly [number, number], ink: number): void;
}

function canvas(): Canvas {
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  return {
    pixels,
    fill: (x, y, [w, h], ink) => {
      const [left, right] = [Math.max(0, Math.round(x)), Math.min(WIDTH, Math.round(x + w))];
      for (let row = Math.max(0, Math.round(y)); row < Math.min(HEIGHT, Math.round(y + h)); row += 1) {
        if (right > left) pixels.fill(ink, row * WIDTH + left, row * WIDTH + right);
      }
    },
  };
}

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

/** The reported object as a heap of blocks, with the algorithm's box around it. */
function subject(draw: Draw, on: Canvas, ground: number): void {
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
}

/** A generated street scene as PNG, about 2 to 4 kB; equal keys give equal bytes. */
export function pictureOf(seed: number, id: string, isNight: boolean): Uint8Array {
  const draw = draws(seed, 'picture', id);
  const on = canvas();
  const ground = draw.int(130, 160);
  on.fill(0, 0, [WIDTH, HEIGHT], INK.sky);
  on.fill(0, ground - 70, [WIDTH, 70], INK.haze);
  houses(draw, on, ground);
  street(draw, on, ground);
  subject(draw, on, ground);
  return encodePng({ width: WIDTH, height: HEIGHT, pixels: on.pixels }, isNight ? NIGHT : DAY);
}
