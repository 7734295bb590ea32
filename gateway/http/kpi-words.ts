import { AGE_KPIS, AGE_PREFIX } from '../contract/ages.ts';
import { figure } from '../contract/figure.ts';
import { EXCLUSIONS, FIGURES, type FigureDefinition, OWN_PROPOSAL } from '../contract/figures.ts';
import { LOAD_FIGURES, LOAD_WORDS } from '../contract/figures-load.ts';
import { NAMED_FIGURES, NAMED_PERIOD, type NamedFigure } from '../contract/figures-named.ts';
import {
  CATALOGUE_RETURNED_PREFIX,
  HAZARD_CATEGORY_PREFIX,
  KPI_DEFINITIONS,
  type KpiDefinition,
} from '../contract/kpi.ts';
import { CASE_PREFIXES } from '../contract/kpi-case.ts';
import type { KpiDefinitionReply } from '../contract/kpi-replies.ts';
import { ALGORITHM_PREFIXES } from '../contract/kpi-video.ts';
import { WARNING_RULE_PREFIXES } from '../contract/kpi-warning.ts';
import { COUNTED_ZH } from '../contract/kpi-zh.ts';
import { MEASURES, type MeasureId, type Words } from '../contract/measures.ts';
import { chineseName, type OwnWords } from './kpi-names.ts';

const COUNTS = new Map(KPI_DEFINITIONS.map((definition) => [definition.id, definition]));

/**
 * Every number of the wall in words: the figures of a period, then the counts of the moment.
 * @param own what the rules call the codes in a number's name
 */
export function definitionReplies(own?: OwnWords): KpiDefinitionReply[] {
  return [
    ...[...FIGURES, ...LOAD_FIGURES].map(figureReply),
    ...KPI_DEFINITIONS.map((definition) => countReply(definition, own)),
    ...AGE_KPIS.map(ageReply),
  ];
}

const RULE = WARNING_RULE_PREFIXES;

/** Counts with an open end: what stands after the prefix is a word of a source, a row of the duty catalogue or a rule. */
const FAMILIES: readonly (readonly [prefix: string, zh: string, en: string])[] = [
  [HAZARD_CATEGORY_PREFIX, '治安隐患在办', 'open hazards'],
  [CASE_PREFIXES.DISPUTE_CATEGORY, '矛盾纠纷在办', 'open disputes'],
  [CASE_PREFIXES.APPEAL_CATEGORY, '群众诉求在办', 'open appeals'],
  [CASE_PREFIXES.APPEAL_UNIT, '群众诉求在办 承办', 'open appeals held by'],
  [ALGORITHM_PREFIXES.TRUE, '今日判为属实的 AI 线索 算法', 'leads judged true today of algorithm'],
  [ALGORITHM_PREFIXES.FALSE, '今日判为误报的 AI 线索 算法', 'leads judged false today of algorithm'],
  [
    CATALOGUE_RETURNED_PREFIX,
    '责任清单条目退回（在办与近日办结）',
    'items handed back, open or closed of late, catalogue row',
  ],
  [RULE.GENERATED, '在屏预警 规则', 'warnings on the wall found by rule'],
  [RULE.ISSUED, '在屏预警 已派发 规则', 'of these issued, rule'],
  [RULE.SIGNED_IN_TIME, '在屏预警 按时签收 规则', 'of these signed in time, rule'],
  [RULE.ANSWERED, '在屏预警 已反馈 规则', 'of these answered, rule'],
  [RULE.OVERDUE, '在屏预警 超时 规则', 'of these with a receipt overdue, rule'],
  [RULE.CONVERTED, '在屏预警 已转事项 规则', 'of these made an item, rule'],
  [RULE.USEFUL, '在屏预警 判为有用 规则', 'of these judged useful, rule'],
  [RULE.FALSE, '在屏预警 判为误报 规则', 'of these judged wrong, rule'],
  [RULE.OBSERVATIONS, '预警规则窗口内的观察数 规则', 'observations in the window of rule'],
  [
    RULE.SILENT,
    '预警规则静默（1＝观察数不足） 规则',
    '1 while there are too few observations, else 0, for rule',
  ],
  [`${AGE_PREFIX}${HAZARD_CATEGORY_PREFIX}`, '治安隐患未整改时长', 'how long hazards are open'],
];

/** Words of one count of a family; null for any other id. */
export function familyReply(id: string): KpiDefinitionReply | null {
  const named = NAMED_FIGURES.find(({ prefix }) => id.startsWith(prefix));
  if (named !== undefined) return namedReply(id, named);
  const family = FAMILIES.find(([prefix]) => id.startsWith(prefix));
  if (family === undefined) return null;
  const [prefix, zh, en] = family;
  const member = id.slice(prefix.length);
  const words = {
    zh: `${zh}：${member === '' ? '未注明' : member}`,
    en: `${en}: ${member === '' ? 'not told' : member}`,
  };
  const told = { id, zh: words.zh, counts: words.en };
  const reply = id.startsWith(AGE_PREFIX) ? ageReply(told) : countReply(told);
  return { ...reply, name: words };
}

/** What is told of one algorithm, or one row of the duty catalogue, as a figure of its own. */
function namedReply(id: string, { prefix, name, part, of, note }: NamedFigure): KpiDefinitionReply {
  const one = id.slice(prefix.length);
  const words: Words = { zh: `${name.zh}：${one}`, en: `${name.en} ${one}` };
  const definition = figure([id, words.zh, words.en], of === null ? 'SUM' : 'SHARE', [part, of], {
    periods: [NAMED_PERIOD],
    note,
  });
  return figureReply(definition);
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
  const load = LOAD_WORDS[id];
  if (load !== undefined) return load;
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
  MOST: ['，任何十分钟内最多', ', the most in any ten minutes'],
  CHANGE: [
    '，对照此前四个同长时段的中位数',
    ', beside the median of the four periods of the same length before',
  ],
};

/** Instants of the moment: their ages are their distance from now. */
function ageReply(definition: KpiDefinition): KpiDefinitionReply {
  return { ...countReply(definition), unit: 'SINCE', take: 'AGE' };
}

function countReply({ id, zh, counts, perArea }: KpiDefinition, own?: OwnWords): KpiDefinitionReply {
  const name = { zh: chineseName(zh, own), en: counts };
  const counted = {
    zh: COUNTED_ZH[id] ?? `${name.zh}，${name.zh.includes('今日') ? '件数' : '此刻件数'}`,
    en: counts,
  };
  return {
    id,
    name,
    unit: 'COUNT',
    take: 'SUM',
    formula: counted,
    numerator: counted,
    denominator: null,
    periods: [],
    perArea: perArea === true,
    exclusions: EXCLUSIONS,
    note: null,
    source: OWN_PROPOSAL,
  };
}
