import { type Colour, encodePng } from './png.ts';

export const WIDTH = 480;
export const HEIGHT = 270;

/** Palette indices; a picture is made of flat shapes and shows no person, face or plate. */
export const INK = {
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
  black: 14,
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
  [24, 24, 28],
];
const NIGHT: readonly Colour[] = DAY.map(([r, g, b], i): Colour => {
  if (i === INK.lit || i === INK.box || i === INK.text) return [r, g, b];
  return [Math.round(r * 0.34), Math.round(g * 0.38), Math.round(b * 0.48)];
});

/** A picture being made of flat shapes. */
export interface Canvas {
  readonly pixels: Uint8Array;
  fill(x: number, y: number, size: readonly [number, number], ink: number): void;
  /** A filled ellipse around a point. */
  disc(x: number, y: number, radii: readonly [number, number], ink: number): void;
}

/** An empty picture. */
export function canvas(): Canvas {
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  const fill: Canvas['fill'] = (x, y, [w, h], ink) => {
    const [left, right] = [Math.max(0, Math.round(x)), Math.min(WIDTH, Math.round(x + w))];
    for (let row = Math.max(0, Math.round(y)); row < Math.min(HEIGHT, Math.round(y + h)); row += 1) {
      if (right > left) pixels.fill(ink, row * WIDTH + left, row * WIDTH + right);
    }
  };
  return {
    pixels,
    fill,
    disc: (x, y, [rx, ry], ink) => {
      for (let dy = -Math.round(ry); dy <= ry; dy += 1) {
        const half = rx * Math.sqrt(Math.max(0, 1 - (dy / ry) ** 2));
        fill(x - half, y + dy, [2 * half, 1], ink);
      }
    },
  };
}

/** The picture as PNG, about 2 to 4 kB; equal pictures give equal bytes. */
export function pngOf({ pixels }: Canvas, isNight = false): Uint8Array {
  return encodePng({ width: WIDTH, height: HEIGHT, pixels }, isNight ? NIGHT : DAY);
}
