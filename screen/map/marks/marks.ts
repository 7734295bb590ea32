import type { CaseEntity } from '../../../gateway/contract/entities.ts';
import type { AlarmPriority, Level } from '../../../gateway/contract/vocabulary.ts';
import type { Colours, ColourToken } from '../../styles/tokens.ts';
import { SOS_SIGN } from '../../ui/sos-sign.ts';
import { badgeSvg, COUNTS, type Count } from './badge.ts';
import { type Digit, digitStroke } from './digits.ts';

/** Shapes of items by risk: ▲ high, ◆ medium, ● low, ○ undetermined, small ▪ for a facility item (部件). */
export const ITEM_MARKS = ['high', 'medium', 'low', 'undetermined', 'facility'] as const;
export type ItemMark = (typeof ITEM_MARKS)[number];

/** Filled square with the digit while nobody has acknowledged; outlined square afterwards. */
export const ALARM_MARKS = ['p1', 'p2', 'p3', 'p4'] as const;
export type AlarmMark = (typeof ALARM_MARKS)[number];

/** Shapes that may stand for several items of one village: a high risk always stands alone. */
export type ClusterMark = Exclude<ItemMark, 'high'>;

/** Every picture that the map may draw. `-ghost` is hatched: exercise and test, which count nowhere. */
export type MarkName =
  | ItemMark
  | `${ItemMark}-ghost`
  | AlarmMark
  | `${AlarmMark}-acked`
  | `${AlarmMark}-ghost`
  | 'lead'
  | 'lead-ghost'
  | 'resource'
  | 'camera'
  | 'ring'
  | 'tie'
  | 'sos'
  | 'sos-ghost'
  | `count-${Count}`
  | 'several'
  | 'terminal-stale'
  | 'terminal-busy';

/** Edge of every mark picture in pixels: the cell size of the mark atlas. */
export const MARK_CELL = 64;

/** Diameter in rem that a mark is drawn with: it grows with the level, not with the zoom. */
export const MARK_REM: Readonly<
  Record<ItemMark | AlarmMark | 'acked' | 'sos' | 'lead' | 'resource' | 'camera' | 'ring', number>
> = {
  high: 1.7,
  medium: 1.45,
  low: 1.12,
  undetermined: 1.15,
  facility: 1.06,
  p1: 2.1,
  p2: 1.9,
  p3: 1.75,
  p4: 1.6,
  acked: 1.4,
  sos: 2.1,
  lead: 1.2,
  resource: 1.1,
  camera: 1.12,
  ring: 5,
};

/** Diameter in rem of a mark that stands for several. */
export const CLUSTER_REM: Readonly<Record<ClusterMark, number>> = {
  medium: 1.9,
  low: 1.6,
  undetermined: 1.6,
  facility: 1.3,
};

const ITEM_COLOUR: Readonly<Record<ItemMark, ColourToken>> = {
  high: 'level-high',
  medium: 'level-medium',
  low: 'level-low',
  undetermined: 'level-undetermined',
  facility: 'level-none',
};

const ALARM_COLOUR: Readonly<Record<AlarmMark, ColourToken>> = {
  p1: 'alarm-p1',
  p2: 'alarm-p2',
  p3: 'alarm-p3',
  p4: 'alarm-p4',
};

const ITEM_PATH: Readonly<Record<Exclude<ItemMark, 'undetermined'>, string>> = {
  high: '<path d="M32 8 58 54H6Z"/>',
  medium: '<path d="M32 6 58 32 32 58 6 32Z"/>',
  low: '<circle cx="32" cy="32" r="27"/>',
  facility: '<rect x="4" y="4" width="56" height="56" rx="5"/>',
};

function solid(shape: string, fill: string, edge: string): string {
  return `<g fill="${fill}" stroke="${edge}" stroke-width="5" stroke-linejoin="round" paint-order="stroke">${shape}</g>`;
}

/** Hatched and outlined: seen as a mark of its kind, but never as one that counts. */
function ghost(name: string, shape: string, colour: string, edge: string): string {
  const hatch = `<pattern id="hatch-${name}" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="12" height="12" fill="${edge}"/><rect width="5" height="12" fill="${colour}"/></pattern>`;
  return `<defs>${hatch}</defs><g fill="url(#hatch-${name})" stroke="${colour}" stroke-width="5" stroke-linejoin="round">${shape}</g>`;
}

function ringOf(colour: string, edge: string, width: number): string {
  return `<circle cx="32" cy="32" r="22" fill="none" stroke="${edge}" stroke-width="${width + 7}"/><circle cx="32" cy="32" r="22" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
}

const SQUARE = '<rect x="5" y="5" width="54" height="54" rx="9"/>';

const digit = (mark: AlarmMark, colour: string): string => digitStroke(mark.slice(1) as Digit, colour);

function alarmBody(mark: AlarmMark, look: string, colours: Colours): string {
  const colour = colours[ALARM_COLOUR[mark]];
  if (look === 'ghost') return ghost(mark, SQUARE, colour, colours['map-mark-edge']);
  if (look === 'acked')
    return `${solid('<rect x="7" y="7" width="50" height="50" rx="8"/>', colours.panel, colour)}${digit(mark, colour)}`;
  return `${solid(SQUARE, colour, colours['text-1'])}${digit(mark, colours['on-alarm'])}`;
}

function itemBody(mark: ItemMark, look: string, colours: Colours): string {
  const colour = colours[ITEM_COLOUR[mark]];
  const edge = colours['map-mark-edge'];
  if (mark === 'undetermined') return ringOf(colour, edge, look === 'ghost' ? 3 : 9);
  return look === 'ghost' ? ghost(mark, ITEM_PATH[mark], colour, edge) : solid(ITEM_PATH[mark], colour, edge);
}

const RESOURCE = '<path d="M32 7 55 15v15c0 14-9 22-23 28C18 52 9 44 9 30V15Z"/>';
const CAMERA = '<path d="M8 20h32v24H8ZM40 29 56 21v22L40 35Z"/>';

/** Standing places: outlined in the quiet tone of text, so that nothing that happens is outshone. */
function siteBody(shape: string, { panel, 'text-2': tone, 'map-mark-edge': edge }: Colours): string {
  const outline = (stroke: string, width: number) =>
    `<g fill="${panel}" stroke="${stroke}" stroke-width="${width}" stroke-linejoin="round">${shape}</g>`;
  return outline(edge, 11) + outline(tone, 5);
}

/** Dashed, never filled; one of an exercise is crossed out as well. */
function leadBody(look: string, { lead, 'map-mark-edge': edge }: Colours): string {
  const box = '<rect x="8" y="8" width="48" height="48"/>';
  const hatch =
    look === 'ghost' ? `<path d="M8 40 40 8M24 56 56 24" stroke="${lead}" stroke-width="4"/>` : '';
  return `<g fill="none"><g stroke="${edge}" stroke-width="12">${box}</g>${hatch}<g stroke="${lead}" stroke-width="6" stroke-dasharray="12 6">${box}</g></g>`;
}

const CROSS = '<path d="M13 13 51 51M51 13 13 51"/>';

/** As the dots of terminals are drawn: a cross where the place is old. */
function staleBody({ stale, 'map-mark-edge': edge }: Colours): string {
  const cross = (stroke: string, width: number) =>
    `<g stroke="${stroke}" stroke-width="${width}">${CROSS}</g>`;
  return `<g fill="none" stroke-linecap="round">${cross(edge, 20)}${cross(stale, 11)}</g>`;
}

/** As the dots of terminals are drawn: a ring around a full middle while its bearer is called somewhere. */
function busyBody({ alive, 'map-mark-edge': edge }: Colours): string {
  return `${ringOf(alive, edge, 9)}<circle cx="32" cy="32" r="11" fill="${alive}"/>`;
}

function sosBody(look: string, colours: Colours): string {
  const sos = colours['alarm-p1'];
  const shape = `<path d="${SOS_SIGN.burst}"/>`;
  if (look === 'ghost') return ghost('sos', shape, sos, colours['map-mark-edge']);
  const cry = `<path d="${SOS_SIGN.cry}" fill="none" stroke="${colours['on-alarm']}" stroke-width="8" stroke-linecap="round"/>`;
  return solid(shape, sos, colours['text-1']) + cry;
}

/** What several items look like, as one picture. */
function severalBody(colours: Colours): string {
  const shape = `<g transform="translate(-1 16) scale(0.740)">${itemBody('medium', '', colours)}</g>`;
  return shape + `<g transform="translate(-38 -1) scale(1.600)">${badgeSvg('5', colours)}</g>`;
}

function otherBody(name: string, colours: Colours): string {
  const edge = colours['map-mark-edge'];
  if (name === 'resource') return siteBody(RESOURCE, colours);
  if (name === 'camera') return siteBody(CAMERA, colours);
  if (name === 'several') return severalBody(colours);
  if (name === 'tie')
    return `<path d="M10 54 44 20" stroke="${colours['text-2']}" stroke-width="5"/><circle cx="48" cy="16" r="8" fill="${colours['text-1']}"/>`;
  if (name === 'ring') {
    const rings = (width: number): string =>
      `<circle cx="32" cy="32" r="21" stroke-width="${width}"/><circle cx="32" cy="32" r="29" stroke-width="${width * 0.7}"/>`;
    return `<g fill="none" stroke="${edge}" stroke-opacity="0.700">${rings(5)}</g><g fill="none" stroke="${colours['map-ring']}">${rings(2.4)}</g>`;
  }
  return '';
}

function has<T extends string>(list: readonly T[], value: string): value is T {
  return list.some((item) => item === value);
}

function body(name: MarkName, colours: Colours): string {
  const [mark = '', look = ''] = name.split('-');
  if (mark === 'count' && has<Count>(COUNTS, look)) return badgeSvg(look, colours);
  if (has(ITEM_MARKS, mark)) return itemBody(mark, look, colours);
  if (mark === 'lead') return leadBody(look, colours);
  if (mark === 'sos') return sosBody(look, colours);
  if (mark === 'terminal') return look === 'busy' ? busyBody(colours) : staleBody(colours);
  return has(ALARM_MARKS, mark) ? alarmBody(mark, look, colours) : otherBody(name, colours);
}

/** The picture of a mark in the colours of the theme, as SVG text of 64 × 64. */
export function markSvg(name: MarkName, colours: Colours): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${MARK_CELL}" height="${MARK_CELL}" viewBox="0 0 64 64">${body(name, colours)}</svg>`;
}

/** The same picture as an address that an image can be loaded from without any request. */
export function markUrl(name: MarkName, colours: Colours): string {
  return `data:image/svg+xml,${encodeURIComponent(markSvg(name, colours))}`;
}

const MARK_OF_LEVEL: Readonly<Record<Level, ItemMark>> = {
  HIGH: 'high',
  MEDIUM: 'medium',
  LOW: 'low',
  UNDETERMINED: 'undetermined',
};

/** Every picture the GPU atlas holds; loaded once, before the first layer. */
export const ATLAS_MARKS: readonly MarkName[] = [
  ...COUNTS.map((count): MarkName => `count-${count}`),
  ...ITEM_MARKS.flatMap((mark): MarkName[] => [mark, `${mark}-ghost`]),
  ...ALARM_MARKS.flatMap((mark): MarkName[] => [mark, `${mark}-acked`, `${mark}-ghost`]),
  'sos',
  'sos-ghost',
  'lead',
  'lead-ghost',
  'resource',
  'camera',
  'ring',
];

/** Shape of an item by its risk level; null is a facility item. */
export function markOfLevel(level: Level | null): ItemMark {
  return level === null ? 'facility' : MARK_OF_LEVEL[level];
}

export function markOfPriority(priority: AlarmPriority): AlarmMark {
  return ALARM_MARKS[Number(priority.slice(1)) - 1] ?? 'p4';
}

/** True for exercise and test: drawn, hatched, counted nowhere. */
export function isGhost(entity: Pick<CaseEntity, 'reality'>): boolean {
  return entity.reality === 'exercise' || entity.reality === 'test';
}
