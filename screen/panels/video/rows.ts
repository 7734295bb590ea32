import type { FigureUnit } from '../../../gateway/contract/figures.ts';
import type { ReadFigure } from '../../composables/useFigures.ts';
import { fractionWords, NO_VALUE } from '../../locale/numbers.ts';
import type { Say } from '../../locale/words.ts';

/** Below so many judged leads a share says nothing (domain §4: a rate of fewer than twenty is hidden). */
export const LEAST_JUDGED = 20;
const CLASSES = ['SAFETY', 'KITCHEN', 'PUBLIC'] as const;
/** Leads about the cameras themselves: of less weight than the three. */
const OTHER_CLASS = 'DEVICE';
const PERIOD = 'D30';
/** How the ids of the algorithms' figures begin (`gateway/contract/figures-named.ts`). */
const ALGORITHM = 'figure.algorithm.';
const LEADS = `${ALGORITHM}leads.`;

/** Leads of a class or of an algorithm over thirty days. */
export interface LeadsRow {
  readonly key: string;
  readonly word: string;
  /** A class; the algorithms stand below them. */
  readonly whole: boolean;
  readonly leads: ReadFigure;
  readonly verified: ReadFigure;
  /** `—` while too few were judged. */
  readonly precision: ReadFigure;
  /** How many were judged. */
  readonly judged: number | null;
}

/** One number of all leads over thirty days: it takes the columns of the board together. */
export interface AllLeadsRow {
  readonly key: string;
  readonly word: string;
  readonly all: ReadFigure;
  /** Numerator and denominator of a share (decisions D8); '' of a count. */
  readonly base: string;
}

type Read = (id: string, unit?: FigureUnit) => ReadFigure;

/** The three classes 安全生产 · 明厨亮灶 · 社会面, what became of all leads, then each algorithm that the gateway counts, by name. */
export function leadsRows(ids: Iterable<string>, read: Read, say: Say): readonly (LeadsRow | AllLeadsRow)[] {
  const names = [...ids]
    .filter((id) => id.startsWith(LEADS) && id.endsWith(`.${PERIOD}`))
    .map((id) => id.slice(LEADS.length, -PERIOD.length - 1))
    .sort((a, b) => a.localeCompare(b));
  const ofClass = (name: (typeof CLASSES)[number] | typeof OTHER_CLASS) =>
    rowOf(
      { key: name, word: say(`video.${name}`), whole: true },
      (what) => `figure.${what === 'precision' ? 'leadPrecision' : CLASS_FIGURES[what]}.${name}`,
      read,
    );
  const ofAll = (figure: (typeof ALL_FIGURES)[number][0], unit: FigureUnit) =>
    allRowOf({ key: figure, word: say(`video.${figure}`) }, read(`figure.${figure}.${PERIOD}`, unit), unit);
  return [
    ...CLASSES.map(ofClass),
    ...ALL_FIGURES.map(([figure, unit]) => ofAll(figure, unit)),
    ofClass(OTHER_CLASS),
    ...names.map((name) =>
      rowOf(
        { key: `algorithm ${name}`, word: say.named(name), whole: false },
        (what) => `${ALGORITHM}${what}.${name}`,
        read,
      ),
    ),
  ];
}

/** Of all leads: how many true ones were handled, by which centres report, then what they were worth. */
const ALL_FIGURES = [
  ['videoHandled', 'PERCENT'],
  ['videoPrecision', 'PERCENT'],
  ['leadsRaised', 'COUNT'],
  ['lapsedLeads', 'COUNT'],
] as const;

function allRowOf(name: Pick<AllLeadsRow, 'key' | 'word'>, told: ReadFigure, unit: FigureUnit): AllLeadsRow {
  const { part, of } = told;
  if (unit !== 'PERCENT' || of === null) return { ...name, all: told, base: '' };
  const few = name.key === 'videoPrecision' && of < LEAST_JUDGED;
  return {
    ...name,
    all: few ? { ...told, words: NO_VALUE } : told,
    base: fractionWords(part, of),
  };
}

type What = 'leads' | 'verified' | 'precision';
const CLASS_FIGURES = { leads: 'leads', verified: 'verifiedLeads' } as const;

function rowOf(
  name: Pick<LeadsRow, 'key' | 'word' | 'whole'>,
  idOf: (what: What) => string,
  read: Read,
): LeadsRow {
  const precision = read(`${idOf('precision')}.${PERIOD}`, 'PERCENT');
  const enough = (precision.of ?? 0) >= LEAST_JUDGED;
  return {
    ...name,
    leads: read(`${idOf('leads')}.${PERIOD}`),
    verified: read(`${idOf('verified')}.${PERIOD}`),
    precision: enough ? precision : { ...precision, words: NO_VALUE },
    judged: precision.of,
  };
}
