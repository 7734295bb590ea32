import type { CaseEntity } from '../../../gateway/contract/entities.ts';
import type { AlarmPriority, Level } from '../../../gateway/contract/vocabulary.ts';
import type { Colours, ColourToken } from '../../styles/tokens.ts';
import { type Digit, digitStroke } from './digits.ts';

/** Shapes of items by risk: ▲ high, ◆ medium, ● low, ○ undetermined, small ▪ for a facility item (部件). */
export const ITEM_MARKS = ['high', 'medium', 'low', 'undetermined', 'facility'] as const;
export type ItemMark = (typeof ITEM_MARKS)[number];

/** Filled square with the digit while nobody has acknowledged; outlined square afterwards. */
export const ALARM_MARKS = ['p1', 'p2', 'p3', 'p4'] as const;
export type AlarmMark = (typeof ALARM_MARKS)[number];

/** Shapes that may stand for several items of one village: a high risk always stands alone. */
export type ClusterMark = Exclude<ItemMark, 'high'>;

/** Numbers that are written as they are. */
const EXACT_COUNTS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20] as const;
/** Numbers above are written as the largest of these that they reach, with a `+`. */
const ROUND_COUNTS = [20, 25, 30, 40, 50, 60, 80, 99] as const;

/** What is written on them. */
export type ClusterCount = `${(typeof EXACT_COUNTS)[number]}` | `${(typeof ROUND_COUNTS)[number]}+`;
export const CLUSTER_COUNTS: readonly ClusterCount[] = [
  ...EXACT_COUNTS.map((count) => `${count}` as const),
  ...ROUND_COUNTS.map((count) => `${count}+` as const),
];

/** How a number of three and more is written on a mark. */
export function clusterCount(count: number): ClusterCount {
  const exact = EXACT_COUNTS.find((known) => known === count);
  if (exact !== undefined) return `${exact}`;
  return `${ROUND_COUNTS.findLast((least) => count > least) ?? 20}+`;
}

/** Every picture that the map may draw. `-ghost` is hatched: exercise and test, which count nowhere. */
export type MarkName =
  | ItemMark
  | `${ItemMark}-ghost`
  | `${ClusterMark}-${ClusterCount}`
  | AlarmMark
  | `${AlarmMark}-acked`
  | `${AlarmMark}-ghost`
  | 'lead'
  | 'lead-ghost'
  | 'resource'
  | 'camera'
  | 'ring'
  | 'terminal-stale'
  | 'terminal-sos';

/** Edge of every mark picture in pixels: the cell size of the mark atlas. */
export const MARK_CELL = 64;

/** Diameter in rem that a mark is drawn with: it grows with the level, not with the zoom. */
export const MARK_REM: Readonly<
  Record<ItemMark | AlarmMark | 'acked' | 'lead' | 'resource' | 'camera' | 'ring', number>
> = {
  high: 1.7,
  medium: 1.45,
  low: 1.05,
  undetermined: 1.1,
  facility: 0.75,
  p1: 2.1,
  p2: 1.9,
  p3: 1.75,
  p4: 1.6,
  acked: 1.4,
  lead: 1.2,
  resource: 1.1,
  camera: 0.95,
  ring: 5,
};

/** Diameter in rem of a mark that stands for several. */
export const CLUSTER_REM: Readonly<Record<ClusterMark, number>> = {
  medium: 2.1,
  low: 1.7,
  undetermined: 1.7,
  facility: 1.6,
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
  low: '<circle cx="32" cy="32" r="25"/>',
  facility: '<rect x="10" y="10" width="44" height="44" rx="4"/>',
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

/** Size of the strokes and middle of each character, in parts of the 64 × 64 picture, by how many there are. */
const WRITTEN: readonly { readonly scale: number; readonly middles: readonly number[] }[] = [
  { scale: 0.765, middles: [32] },
  { scale: 0.64, middles: [22.5, 41] },
  { scale: 0.54, middles: [17, 32, 46.5] },
];
const PLUS = 'M24 32h16M32 24v16';

/** A number of one or two digits, also with a `+`: the more characters, the smaller. */
function countStrokes(count: ClusterCount, colour: string): string {
  const { scale, middles } = WRITTEN[count.length - 1] ?? { scale: 0.5, middles: [] };
  return [...count]
    .map((character, index) => {
      const strokes =
        character === '+'
          ? `<path d="${PLUS}" fill="none" stroke="${colour}" stroke-width="7" stroke-linecap="round"/>`
          : digitStroke(character as Digit, colour);
      const left = (middles[index] ?? 32) - 32 * scale;
      return `<g transform="translate(${left.toFixed(2)} ${(32 - 32 * scale).toFixed(2)}) scale(${scale})">${strokes}</g>`;
    })
    .join('');
}

/** The shape of the highest level, with the number of items. */
function clusterBody(mark: ClusterMark, count: ClusterCount, colours: Colours): string {
  const colour = colours[ITEM_COLOUR[mark]];
  const edge = colours['map-mark-edge'];
  if (mark !== 'undetermined') return solid(ITEM_PATH[mark], colour, edge) + countStrokes(count, edge);
  return `<circle cx="32" cy="32" r="26" fill="${colours.panel}"/>${ringOf(colour, edge, 6)}${countStrokes(count, colour)}`;
}

function itemBody(mark: ItemMark, look: string, colours: Colours): string {
  const colour = colours[ITEM_COLOUR[mark]];
  const edge = colours['map-mark-edge'];
  if (mark === 'undetermined') return ringOf(colour, edge, look === 'ghost' ? 3 : 9);
  return look === 'ghost' ? ghost(mark, ITEM_PATH[mark], colour, edge) : solid(ITEM_PATH[mark], colour, edge);
}

const RESOURCE = '<path d="M32 7 55 15v15c0 14-9 22-23 28C18 52 9 44 9 30V15Z"/>';
const CAMERA = '<path d="M8 20h32v24H8Z"/><path d="M40 29 56 21v22L40 35Z"/>';

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

const CROSS = '<path d="M18 18 46 46M46 18 18 46"/>';

/** As the dots of terminals are drawn: a cross where the place is old, a full disc where somebody calls for help. */
function terminalBody(look: string, { stale, 'alarm-p1': sos, 'map-mark-edge': edge }: Colours): string {
  if (look === 'sos') return solid('<circle cx="32" cy="32" r="20"/>', sos, edge);
  const cross = (stroke: string, width: number) =>
    `<g stroke="${stroke}" stroke-width="${width}">${CROSS}</g>`;
  return `<g fill="none" stroke-linecap="round">${cross(edge, 18)}${cross(stale, 9)}</g>`;
}

function otherBody(name: string, colours: Colours): string {
  const edge = colours['map-mark-edge'];
  if (name === 'resource') return siteBody(RESOURCE, colours);
  if (name === 'camera') return siteBody(CAMERA, colours);
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
  if (has<ClusterCount>(CLUSTER_COUNTS, look) && has(ITEM_MARKS, mark) && mark !== 'high')
    return clusterBody(mark, look, colours);
  if (has(ITEM_MARKS, mark)) return itemBody(mark, look, colours);
  if (mark === 'lead') return leadBody(look, colours);
  if (mark === 'terminal') return terminalBody(look, colours);
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

const CLUSTER_MARKS = ITEM_MARKS.filter((mark): mark is ClusterMark => mark !== 'high');

/** Every picture the GPU atlas holds; loaded once, before the first layer. */
export const ATLAS_MARKS: readonly MarkName[] = [
  ...CLUSTER_MARKS.flatMap((mark) => CLUSTER_COUNTS.map((count): MarkName => `${mark}-${count}`)),
  ...ITEM_MARKS.flatMap((mark): MarkName[] => [mark, `${mark}-ghost`]),
  ...ALARM_MARKS.flatMap((mark): MarkName[] => [mark, `${mark}-acked`, `${mark}-ghost`]),
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
