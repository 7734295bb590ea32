import { type Canvas, canvas, HEIGHT, INK, pngOf, WIDTH } from '../canvas.ts';

const MIDDLE = WIDTH / 2;

/** Names of the pictures that a script may show. */
export const SCRIPT_PICTURES = ['manhole-broken', 'manhole-mended', 'agreement', 'receipt'] as const;
export type ScriptPicture = (typeof SCRIPT_PICTURES)[number];

function road(on: Canvas): void {
  on.fill(0, 0, [WIDTH, 46], INK.kerb);
  on.fill(0, 46, [WIDTH, HEIGHT], INK.road);
  for (let x = 20; x < WIDTH; x += 90) on.fill(x, 60, [50, 6], INK.line);
}

function barrier(on: Canvas, x: number): void {
  for (let i = 0; i < 6; i += 1) on.fill(x + i * 16, 196, [16, 14], i % 2 ? INK.box : INK.text);
  on.fill(x + 8, 210, [6, 34], INK.wallDark);
  on.fill(x + 82, 210, [6, 34], INK.wallDark);
}

function manhole(on: Canvas): void {
  road(on);
  on.disc(MIDDLE, 150, [104, 58], INK.wallDark);
  on.disc(MIDDLE, 150, [92, 49], INK.window);
}

function broken(on: Canvas): void {
  manhole(on);
  on.disc(MIDDLE + 20, 158, [54, 28], INK.black);
  on.fill(MIDDLE - 66, 118, [70, 12], INK.wall);
  on.fill(MIDDLE - 24, 106, [12, 60], INK.wall);
  barrier(on, 34);
  barrier(on, WIDTH - 130);
}

function mended(on: Canvas): void {
  manhole(on);
  on.disc(MIDDLE, 147, [90, 47], INK.wall);
  for (let row = 0; row < 5; row += 1) {
    for (let column = 0; column < 7; column += 1)
      on.fill(MIDDLE - 62 + column * 18, 122 + row * 11, [10, 4], INK.wallDark);
  }
}

/** A sheet with lines and a round seal; the lines are no writing. */
function sheet(on: Canvas, lines: readonly number[], seals: readonly number[]): void {
  on.fill(0, 0, [WIDTH, HEIGHT], INK.thing);
  on.fill(110, 14, [260, 242], INK.text);
  on.fill(180, 32, [120, 12], INK.road);
  for (const [i, width] of lines.entries()) on.fill(134, 66 + i * 22, [width, 6], INK.kerb);
  for (const x of seals) {
    on.disc(x, 214, [26, 26], INK.box);
    on.disc(x, 214, [19, 19], INK.text);
  }
}

const DRAWN: Readonly<Record<ScriptPicture, (on: Canvas) => void>> = {
  'manhole-broken': broken,
  'manhole-mended': mended,
  agreement: (on) => sheet(on, [210, 190, 212, 170, 204], [200, 300]),
  receipt: (on) => sheet(on, [120, 160, 90], [300]),
};

/** A generated picture of a script as PNG; it shows a thing or a paper, no person and no writing. */
export function scriptPicture(name: ScriptPicture): Uint8Array {
  const on = canvas();
  DRAWN[name](on);
  return pngOf(on);
}
