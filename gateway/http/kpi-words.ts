import { AGE_KPIS } from '../contract/ages.ts';
import { EXCLUSIONS, FIGURES, type FigureDefinition } from '../contract/figures.ts';
import { KPI_DEFINITIONS, type KpiDefinition } from '../contract/kpi.ts';
import type { KpiDefinitionReply } from '../contract/kpi-replies.ts';
import { MEASURES, type MeasureId, type Words } from '../contract/measures.ts';

const COUNTS = new Map(KPI_DEFINITIONS.map((definition) => [definition.id, definition]));

/** Every number of the wall in words: the figures of a period, then the counts of the moment. */
export function definitionReplies(): KpiDefinitionReply[] {
  return [...FIGURES.map(figureReply), ...KPI_DEFINITIONS.map(countReply), ...AGE_KPIS.map(ageReply)];
}

function figureReply(definition: FigureDefinition): KpiDefinitionReply {
  const { id, name, unit, take, periods, perArea, note, source } = definition;
  const numerator = wordsOf(definition.numerator);
  const denominator = definition.denominator === null ? null : wordsOf(definition.denominator);
  return {
    id,
    name,
    unit,
    take,
    formula: formulaOf(take, numerator, denominator),
    numerator,
    denominator,
    periods: [...periods],
    perArea,
    exclusions: EXCLUSIONS,
    note,
    source,
  };
}

/** What stands above or below the line: a measure of a period, or a count of the moment. */
function wordsOf(id: string): Words {
  if (Object.hasOwn(MEASURES, id)) return MEASURES[id as MeasureId];
  const count = COUNTS.get(id);
  return count === undefined ? { zh: id, en: id } : { zh: `${count.zh}（此刻）`, en: `${count.counts}, now` };
}

function formulaOf(take: FigureDefinition['take'], above: Words, below: Words | null): Words {
  if (below !== null) return { zh: `${above.zh} ÷ ${below.zh}`, en: `${above.en} ÷ ${below.en}` };
  const [zh, en] = TAKEN[take] ?? ['', ''];
  return { zh: `${above.zh}${zh}`, en: `${above.en}${en}` };
}

const TAKEN: Readonly<Partial<Record<FigureDefinition['take'], readonly [string, string]>>> = {
  SUM: ['，合计', ', summed'],
  MEDIAN: ['，中位数', ', median'],
  MEAN: ['，平均数', ', mean'],
  P90: ['，第 90 百分位数（最近秩）', ', 90th percentile by nearest rank'],
  CHANGE: [
    '，对照此前四个同长时段的中位数',
    ', beside the median of the four periods of the same length before',
  ],
};

/** Instants of the moment: their ages are their distance from now. */
function ageReply(definition: KpiDefinition): KpiDefinitionReply {
  return { ...countReply(definition), unit: 'SINCE', take: 'AGE' };
}

function countReply({ id, zh, counts, perArea }: KpiDefinition): KpiDefinitionReply {
  const words = { zh, en: counts };
  return {
    id,
    name: words,
    unit: 'COUNT',
    take: 'SUM',
    formula: words,
    numerator: words,
    denominator: null,
    periods: [],
    perArea: perArea === true,
    exclusions: EXCLUSIONS,
    note: null,
    source: 'proposal of this project',
  };
}
