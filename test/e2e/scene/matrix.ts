import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { THEMES, type ThemeName } from '../../../screen/shell/params.ts';
import { ROOT } from '../../support/budgets/tree.ts';
import { SCENE_STATES } from './states.ts';

/** One picture of the overview: which wall, in which state, theme and language. */
export interface Shot {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Of the page's address, with its `?`. */
  readonly query: string;
  /** With the map, as the browser without graphics hardware draws it; else the map is off. */
  readonly map: boolean;
}

interface Wall {
  readonly id: string;
  readonly audience?: string;
  readonly pixels: { readonly width: number; readonly height: number };
}

const FOLDER = join(ROOT, 'config', 'walls');
const WALLS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Wall);
const HALL = 'hall-1080p';
const LANGUAGES = ['zh', 'en'] as const;

interface Look {
  readonly state?: string;
  readonly theme: ThemeName;
  readonly lang: (typeof LANGUAGES)[number];
  /** Page of the panels, from 1. */
  readonly page?: number;
  readonly map?: boolean;
}

function shotOf(wall: Wall, { state = 'live', theme, lang, page = 1, map = false }: Look): Shot {
  const asked = { wall: wall.id, state, theme, lang, page: String(page), ...(map ? {} : { map: 'off' }) };
  const query = new URLSearchParams({ ...asked, ...(isVisit(wall) ? { as: 'visitor' } : {}) });
  const parts = [wall.id, state, theme, lang, ...(page > 1 ? [`p${page}`] : []), ...(map ? ['map'] : [])];
  return { name: parts.join('-'), ...wall.pixels, query: `?${query.toString()}`, map };
}

const isVisit = ({ id }: Wall) => id.startsWith('visit');

const HALLS = WALLS.filter(({ id }) => id === HALL);
const DARK = { theme: 'dark', lang: 'zh' } as const;
/** Pages of the ordinary wall behind the first. */
export const LATER_PAGES = [2, 3, 4, 5, 6] as const;

/**
 * Pictures that are compared with approved ones: each state of the panels on the ordinary wall, by day and on the bright
 * ground, its later pages, and the wall with its map.
 */
export const STATE_SHOTS: readonly Shot[] = HALLS.flatMap((wall) => [
  ...(['dark', 'light'] as const).flatMap((theme) =>
    SCENE_STATES.map((state) => shotOf(wall, { state, theme, lang: 'zh' })),
  ),
  ...LATER_PAGES.map((page) => shotOf(wall, { ...DARK, page })),
  shotOf(wall, { ...DARK, map: true }),
]);

/** Every wall in every theme and language, live. */
export const WALL_SHOTS: readonly Shot[] = WALLS.flatMap((wall) =>
  THEMES.flatMap((theme) => LANGUAGES.map((lang) => shotOf(wall, { theme, lang }))),
);

/** Where the approved picture of a shot lies. */
export const approvedFile = ({ name }: Shot) => join(ROOT, 'test', 'e2e', 'approved', `${name}.png`);
