import { CENTRES, DAYS_BACK, type Extra, type FigureDefinition, figure, note } from './figure.ts';
import { LEAD_FAMILIES, leadMeasure, VIDEO_CLASS_WORDS } from './measure-families.ts';
import { VIDEO_CLASSES } from './video.ts';

/** Leads of each class, those that a person found true, and how many of the judged these are. */
const leadFigures = (): FigureDefinition[] =>
  VIDEO_CLASSES.flatMap((name) => {
    const { zh, en } = VIDEO_CLASS_WORDS[name];
    const [leads, judged, verified] = LEAD_FAMILIES.map((each) => leadMeasure(each, name));
    const extra: Extra = { periods: DAYS_BACK };
    return [
      figure([`leads.${name}`, `AI 线索 ${zh}`, `Leads, ${en}`], 'SUM', [leads ?? '', null], extra),
      figure(
        [`verifiedLeads.${name}`, `AI 线索属实 ${zh}`, `Leads found true, ${en}`],
        'SUM',
        [verified ?? '', null],
        extra,
      ),
      figure(
        [`leadPrecision.${name}`, `AI 线索准确率 ${zh}`, `Precision of leads, ${en}`],
        'SHARE',
        [verified ?? '', judged ?? null],
        extra,
      ),
    ];
  });

/** Figures of what video has found: by people who patrol, and by algorithms once a person has judged. */
export const VIDEO_FIGURES: readonly FigureDefinition[] = [
  figure(['videoHandled', 'AI 线索处置率', 'True leads handled'], 'SHARE', ['videoHandled', 'videoFound'], {
    source: CENTRES,
    note: note(
      '转成事项的按受理时间、并入已有事项的按首条线索并入时间计入；准确率另计',
      'an item made of a lead counts as of its receipt, one that was there as of the first lead joined to it; precision is told apart',
    ),
  }),
  figure(
    ['patrolHandled', '视频巡查处置率', 'Patrol findings handled'],
    'SHARE',
    ['patrolHandled', 'patrolFound'],
    { source: CENTRES, note: note('只计人工视频巡查的发现', 'only what people found by watching video') },
  ),
  ...leadFigures(),
  figure(['leadsRaised', 'AI 线索数', 'Leads'], 'SUM', ['leadsRaised', null], { periods: DAYS_BACK }),
  figure(['videoPrecision', 'AI 线索准确率', 'Precision of leads'], 'SHARE', ['trueLeads', 'judgedLeads']),
  figure(['lapsedLeads', 'AI 线索到期未核实', 'Leads that nobody judged'], 'SUM', ['lapsedLeads', null], {
    periods: DAYS_BACK,
  }),
];
