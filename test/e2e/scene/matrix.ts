import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WallProfile } from '../../../gateway/contract/wall.ts';
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
  /** Displays that the wall is spliced of. */
  readonly splices?: WallProfile['splices'];
  /** How wide the wall is and how far away its last seat, in metres; absent: as its profile says, and not looked at. */
  readonly metres?: WallProfile['metres'];
  /** With the map, as the browser without graphics hardware draws it; else the map is off. */
  readonly map: boolean;
  /** What is tapped on before the picture, by its selector: the map flies there, its card opens. */
  readonly pick?: string;
}

type Wall = Pick<WallProfile, 'id' | 'pixels' | 'splices' | 'metres'>;

const FOLDER = join(ROOT, 'config', 'walls');
const WALLS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Wall);
const HALL = 'hall-1080p';
/** Its two pages hold every panel. */
const WIDE = 'led-3840x1080';
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
  return { name: parts.join('-'), ...wall.pixels, query: `?${query.toString()}`, map, splices: wall.splices };
}

const isVisit = ({ id }: Wall) => id.startsWith('visit');

const named = (id: string) => WALLS.filter((wall) => wall.id === id);
const DAY = { theme: 'light', lang: 'zh' } as const;
const DARK = { theme: 'dark', lang: 'zh' } as const;
/** Pages of the ordinary wall behind the first; `scene.e2e.ts` sees that there are no more. */
export const LATER_PAGES = [2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

const bothThemes = SCENE_STATES.flatMap((state) => [DARK, DAY].map((look) => ({ ...look, state })));

/** The map in every state that is its own: on the bright ground too where what it draws differs from the dark. */
const MAP_LOOKS: readonly Look[] = [
  ...SCENE_STATES.map((state) => ({ ...DARK, state })),
  ...(['live', 'stale', 'silent'] as const).map((state) => ({ ...DAY, state })),
];

/**
 * The wide wall's first page holds what neither the ordinary one's first nor its own second does: channels, trend, leads; and
 * its map is wider than high. A broken panel in the bright is seen on the ordinary wall.
 */
const WIDE_LOOKS: readonly Look[] = [
  ...SCENE_STATES.filter((state) => state !== 'loading').map((state) => ({ ...DARK, state })),
  ...bothThemes
    .filter(({ state, theme }) => theme === 'dark' || (state !== 'loading' && state !== 'fault'))
    .map((look) => ({ ...look, page: 2 })),
  { ...DARK, map: true },
];

/** The gravest item that runs late, flown to, with its card. */
const flownTo = (wall: Wall): Shot => ({
  ...shotOf(wall, { ...DARK, map: true }),
  name: `${wall.id}-flown-dark-zh-map`,
  pick: '[data-panel="timers"] [data-entity^="case:"]',
});

/**
 * Pictures that are compared with approved ones (at most 40 with the two of the README, decisions D17): each state of the
 * ordinary wall's first page in both themes, of a wide wall's pages, which together hold every panel, and of the map.
 */
export const STATE_SHOTS: readonly Shot[] = [
  ...named(HALL).flatMap((wall) => [
    ...bothThemes.map((look) => shotOf(wall, look)),
    ...MAP_LOOKS.map((look) => shotOf(wall, { ...look, map: true })),
    flownTo(wall),
  ]),
  ...named(WIDE).flatMap((wall) => WIDE_LOOKS.map((look) => shotOf(wall, look))),
];

/** Walls that are as many root units wide as another, or nearly: what differs between themes stands there. */
const ONCE = ['led-3456x1296', 'led-7680x2160', 'splice-5760x2160', 'uhd-2160p'];
const looksOf = ({ id }: Wall): readonly Look[] => {
  const english: Look = { theme: 'light', lang: 'en' };
  return ONCE.includes(id)
    ? [DARK, english]
    : [...THEMES.map((theme): Look => ({ theme, lang: 'zh' })), english];
};

/** Every wall live in every theme, and in English in one: words take the same room in each; further sizes in one theme of each language. */
export const WALL_SHOTS: readonly Shot[] = WALLS.flatMap((wall) =>
  looksOf(wall).map((look) => shotOf(wall, look)),
);

/** Metres to the farthest last seat that a wall must be legible from (decisions D9). */
const FAR_M = 8;
const fromAfar = (wall: Wall): Shot => {
  const shot = shotOf(wall, DARK);
  const metres = { ...wall.metres, farthestSeat: FAR_M };
  return { ...shot, name: `${shot.name}-${FAR_M}m`, query: `${shot.query}&seat=${FAR_M}`, metres };
};

/**
 * Walls that are looked through page by page: each at its own seat, and the one of an ordinary hall in English too and from
 * afar. A page takes seconds, so the others' English and their far seats are looked at on their first page.
 */
export const PAGED_SHOTS: readonly Shot[] = WALLS.flatMap((wall) => {
  const own: Shot = { ...shotOf(wall, DARK), metres: wall.metres };
  if (wall.id !== HALL) return [own];
  const english = { ...shotOf(wall, { theme: 'light', lang: 'en' }), metres: wall.metres };
  return [own, english, fromAfar(wall)];
});

/** The first page of every other wall from the farthest seat. */
export const FAR_SHOTS: readonly Shot[] = WALLS.filter(({ id }) => id !== HALL).map(fromAfar);

/** Turns after which a list of a wide wall has come round, nearly. */
const TURNS = { zh: [1, 2, 3, 4, 5, 6], en: [1, 2, 3] } as const;

/** The wide wall, which has every panel on two pages, as its lists turn. */
export const TURNED_SHOTS: readonly Shot[] = named(WIDE).flatMap((wall) =>
  LANGUAGES.flatMap((lang) =>
    TURNS[lang].flatMap((turn) =>
      [1, 2].map((page) => {
        const shot = shotOf(wall, { theme: 'dark', lang, page });
        return { ...shot, name: `${shot.name}-turn${turn}`, query: `${shot.query}&turn=${turn}` };
      }),
    ),
  ),
);

/** The same picture on another page of the panels, from 1. */
export function onPage(shot: Shot, page: number): Shot {
  const query = new URLSearchParams(shot.query);
  query.set('page', String(page));
  return { ...shot, name: `${shot.name}-p${page}`, query: `?${query.toString()}` };
}

/** Where the approved picture of a shot lies. */
export const approvedFile = ({ name }: Pick<Shot, 'name'>) =>
  join(ROOT, 'test', 'e2e', 'approved', `${name}.png`);

/** The README shows this one on each base map. */
export const README_SHOT = `${HALL}-live-dark-zh-map`;
export const BASEMAPS = ['maplibre', 'mapbox'] as const;
export const readmeFile = (basemap: (typeof BASEMAPS)[number]) =>
  approvedFile({ name: `overview-${basemap}` });
