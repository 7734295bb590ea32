import { readFileSync } from 'node:fs';

const css = readFileSync(new URL('../../../../screen/styles/tokens.css', import.meta.url), 'utf8');

/** What one rule of the style sheet declares, by name. */
export function declarations(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

export const dark = declarations(':root');
const light = new Map([...dark, ...declarations('[data-theme="light"]')]);
export const night = new Map([...dark, ...declarations('[data-theme="night"]')]);
/** All tokens in force in each theme. */
export const themes = [
  ['dark', dark],
  ['light', light],
  ['night', night],
] as const;

/** Light of a colour's red, green and blue, 0…1. */
export function linear(colour: string): readonly [number, number, number] {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return [red, green, blue];
}
