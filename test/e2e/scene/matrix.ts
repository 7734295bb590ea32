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
}

function shotOf(wall: Wall, { state = 'live', theme, lang }: Look): Shot {
  const asked = { wall: wall.id, state, theme, lang, map: 'off', page: '1' };
  const query = new URLSearchParams({ ...asked, ...(isVisit(wall) ? { as: 'visitor' } : {}) });
  const name = `${wall.id}-${state}-${theme}-${lang}`;
  return { name, ...wall.pixels, query: `?${query.toString()}` };
}

const isVisit = ({ id }: Wall) => id.startsWith('visit');

/** Each state of the panels on the ordinary wall, by day and on the bright ground: these are compared. */
export const STATE_SHOTS: readonly Shot[] = WALLS.filter(({ id }) => id === HALL).flatMap((wall) =>
  (['dark', 'light'] as const).flatMap((theme) =>
    SCENE_STATES.map((state) => shotOf(wall, { state, theme, lang: 'zh' })),
  ),
);

/** Every wall in every theme and language, live. */
export const WALL_SHOTS: readonly Shot[] = WALLS.flatMap((wall) =>
  THEMES.flatMap((theme) => LANGUAGES.map((lang) => shotOf(wall, { theme, lang }))),
);

/** Where the approved picture of a shot lies. */
export const approvedFile = ({ name }: Shot) => join(ROOT, 'test', 'e2e', 'approved', `${name}.png`);
