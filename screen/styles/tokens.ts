/** Colours of `tokens.css` that are drawn where CSS does not reach: WebGL, canvas and SVG data. Each is `#rrggbb`. */
export const COLOUR_TOKENS = [
  'ground',
  'panel',
  'panel-raised',
  'line',
  'line-strong',
  'text-1',
  'text-2',
  'text-3',
  'data',
  'data-1',
  'data-2',
  'data-3',
  'data-4',
  'data-5',
  'data-track',
  'level-high',
  'level-medium',
  'level-low',
  'level-undetermined',
  'level-none',
  'alarm-p1',
  'alarm-p2',
  'alarm-p3',
  'alarm-p4',
  'on-alarm',
  'lead',
  'alive',
  'stale',
  'overdue',
  'due-soon',
  'paused',
  'map-land-1',
  'map-land-2',
  'map-land-3',
  'map-land-4',
  'map-density-1',
  'map-density-2',
  'map-density-3',
  'map-density-4',
  'map-county-edge',
  'map-county-glow',
  'map-street-line',
  'map-village-line',
  'map-grid-line',
  'map-river',
  'map-road',
  'map-halo',
  'map-mark-edge',
  'map-ring',
] as const;
export type ColourToken = (typeof COLOUR_TOKENS)[number];
export type Colours = Readonly<Record<ColourToken, string>>;

/**
 * Asked of the browser: with it the map jumps instead of flying, dots of terminals stand at their reports instead of gliding,
 * a P1 is framed without pulsing, rows and changed numbers are there at once (`tokens.css` for what style sheets move).
 */
export const REDUCED_MOTION = '(prefers-reduced-motion: reduce)';

/** What drawing code needs of the theme in force: colours, and the root unit in CSS pixels. */
export interface Theme {
  readonly colours: Colours;
  readonly remPx: number;
  readonly font: string;
  readonly reducedMotion: boolean;
}

/** The declarations in force on an element; `getComputedStyle` of a page, a plain table in tests. */
export interface TokenSource {
  getPropertyValue(name: string): string;
}

/** A minified style sheet shortens `#ffffff` to `#fff`; drawing code gets six digits always. */
function sixDigits(value: string): string {
  return /^#[0-9a-f]{3}$/i.test(value) ? value.replace(/[0-9a-f]/gi, '$&$&') : value;
}

/** Reads every colour token; throws with the token's name if the style sheet does not define it as `#rrggbb`. */
export function readColours(source: TokenSource): Colours {
  const entries = COLOUR_TOKENS.map((token) => {
    const value = sixDigits(source.getPropertyValue(`--${token}`).trim());
    if (!/^#[0-9a-f]{6}$/i.test(value))
      throw new Error(
        `Token --${token} is "${value}", expected #rrggbb; is styles/tokens.css loaded before the map and charts?`,
      );
    return [token, value] as const;
  });
  return Object.fromEntries(entries) as Record<ColourToken, string>;
}

/** The root unit in CSS pixels: all of a theme that code asks for at every look. */
export function readRemPx(root: HTMLElement = document.documentElement): number {
  return Number.parseFloat(getComputedStyle(root).fontSize) || 16;
}

/** The theme in force on the page's root element. Read it again when `data-theme` or the root unit changes. */
export function readTheme(root: HTMLElement = document.documentElement): Theme {
  const style = getComputedStyle(root);
  return {
    colours: readColours(style),
    remPx: readRemPx(root),
    font: style.getPropertyValue('--font').trim(),
    reducedMotion: matchMedia(REDUCED_MOTION).matches,
  };
}
