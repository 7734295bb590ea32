import { LANGUAGES, type Language } from '../locale/words.ts';

export const THEMES = ['dark', 'light', 'night'] as const;
export type ThemeName = (typeof THEMES)[number];

/** What the address of the page asks for (decisions D15). Unknown values fall back to the default, never to an error. */
export interface PageParams {
  /** Wall profile; null leaves the choice to the gateway. */
  readonly wall: string | null;
  readonly language: Language;
  readonly theme: ThemeName;
  readonly visitor: boolean;
  readonly area: string | null;
  readonly map: boolean;
  /** Page of the panels that the wall stays on, from 1; null lets it turn. */
  readonly page: number | null;
  /** What this wall calls itself in its footer (`device=`); null: by its profile. */
  readonly device: string | null;
  /** Whether the page tells under which angle each of its styles is seen, instead of the wall (`legibility`). */
  readonly legibility: boolean;
  /** Read key from the fragment (`#key=…`), which never leaves the browser by itself. */
  readonly key: string | null;
}

/** The footer has room for so many characters of a name. */
const DEVICE_LENGTH = 24;

/** Reads the page's address. @param search with its `?` @param fragment with its `#` */
export function readParams(search: string, fragment = ''): PageParams {
  const query = new URLSearchParams(search);
  const hash = new URLSearchParams(fragment.replace(/^#/, ''));
  return {
    wall: query.get('wall') || null,
    language: oneOf(LANGUAGES, query.get('lang')),
    theme: oneOf(THEMES, query.get('theme')),
    visitor: query.get('as') === 'visitor',
    area: query.get('area') || null,
    map: query.get('map') !== 'off',
    page: pageOf(query.get('page')),
    device: query.get('device')?.trim().slice(0, DEVICE_LENGTH) || null,
    legibility: query.has('legibility'),
    key: hash.get('key') || null,
  };
}

function pageOf(value: string | null): number | null {
  const page = Number(value);
  return Number.isInteger(page) && page > 0 ? page : null;
}

function oneOf<T extends string>(allowed: readonly [T, ...T[]], value: string | null): T {
  return allowed.find((one) => one === value) ?? allowed[0];
}
