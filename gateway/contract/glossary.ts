/** A term of the trade: one English identifier, the Chinese word on the screen, what it means here. */
export interface Term {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly means: string;
}

/** One glossary for screen, code and documents. */
export const GLOSSARY: readonly Term[] = [
  {
    id: 'case',
    zh: '事项',
    en: 'item',
    means: 'Anything the centre takes in and must see through to its end: a dispute, a hazard, an appeal.',
  },
  {
    id: 'dispute',
    zh: '矛盾纠纷',
    en: 'dispute',
    means: 'An item between parties that is mediated or handed to a legal track.',
  },
  {
    id: 'hazard',
    zh: '治安隐患',
    en: 'hazard',
    means:
      'An item about a place or facility that can harm: hazard, public order, facility, alarm turned into an item.',
  },
  {
    id: 'appeal',
    zh: '群众诉求',
    en: 'appeal',
    means: 'An item in which somebody asks the centre or a department for something.',
  },
  {
    id: 'alarm',
    zh: '告警',
    en: 'alarm',
    means: 'A condition at a device or place that needs a timely human response.',
  },
  {
    id: 'lead',
    zh: 'AI线索',
    en: 'AI lead',
    means: 'What an algorithm believes it saw; counts only after a person has verified it.',
  },
  {
    id: 'terminal',
    zh: '巡护终端',
    en: 'patrol terminal',
    means: 'A radio terminal of a patrol; a device, never its holder.',
  },
  {
    id: 'holder',
    zh: '当前承办',
    en: 'holder',
    means: 'Who must act now; the seats of the hall (指挥席) until the item is dispatched.',
  },
  {
    id: 'level',
    zh: '风险等级',
    en: 'risk level',
    means: '高 中 低 待定级 of an item; never of a person. A facility item carries none (部件).',
  },
  {
    id: 'urgency',
    zh: '紧急程度',
    en: 'urgency',
    means: 'U1…U5 or LEGAL: how fast an item must be handled.',
  },
  { id: 'priority', zh: '优先级', en: 'priority', means: 'P1…P4 of an alarm only.' },
  { id: 'dueAt', zh: '处置时限', en: 'deadline', means: 'The instant by which the item must be done.' },
  { id: 'dueSoon', zh: '临期', en: 'due soon', means: 'Past warnAt and not past dueAt.' },
  { id: 'overdue', zh: '超期', en: 'overdue', means: 'Past dueAt while the clock runs.' },
  {
    id: 'suspended',
    zh: '停表',
    en: 'suspended',
    means: 'The clock stands still; what nobody approved is irregular.',
  },
  {
    id: 'verdict',
    zh: '时限结论',
    en: 'verdict',
    means: 'ONTIME or OVERDUE against dueAt; none without a deadline.',
  },
  {
    id: 'baobao',
    zh: '包保',
    en: 'responsible level',
    means: 'County, street or village level that answers for an item of a risk level.',
  },
  {
    id: 'observation',
    zh: '办结待销号',
    en: 'under observation',
    means:
      'A closed item of a risk level that must stay without the like at its place for the days of its level before it is struck off.',
  },
  {
    id: 'struckOff',
    zh: '销号',
    en: 'struck off',
    means: 'Off the list of risks: resolved, called back, and not seen again at its place for the period.',
  },
  {
    id: 'recurrence',
    zh: '复发',
    en: 'recurrence',
    means:
      'The like received again at the same place: by village where people live, else by a point of 100 m.',
  },
  { id: 'shelved', zh: '暂停提醒', en: 'shelved', means: 'An alarm put aside with a reason and an end.' },
  {
    id: 'silent',
    zh: '断流',
    en: 'silent',
    means: 'A feed that should have been heard by now; not the same as quiet.',
  },
  {
    id: 'position',
    zh: '数据截至',
    en: 'position',
    means: 'Place in the one total order of the site: epoch, counter n, entry hash.',
  },
  {
    id: 'reality',
    zh: '真实性',
    en: 'reality',
    means: 'actual, simulated, exercise 演练 or test 测试; only the first two count.',
  },
  {
    id: 'warning',
    zh: '预警',
    en: 'early warning',
    means:
      'A finding of a rule about a place, category, unit or feed, never a person; only a person issues it.',
  },
  {
    id: 'warningSlip',
    zh: '预警提示单',
    en: 'warning slip',
    means: 'An issued warning: the unit signs it and answers it, each within its time.',
  },
  {
    id: 'instruction',
    zh: '指令',
    en: 'instruction',
    means: 'A word to a unit at the front line, with its receipts: sent, read, done.',
  },
  {
    id: 'supervision',
    zh: '督办',
    en: 'supervision',
    means: 'Steps by which the centre presses an overdue item.',
  },
  {
    id: 'callIn',
    zh: '吹哨报到',
    en: 'called in',
    means:
      'A supporting unit is called, reads, reports for duty and is released; its minutes run from call to report.',
  },
  {
    id: 'region',
    zh: '区划包',
    en: 'region pack',
    means: 'The files of one county: boundary, streets, villages, grids, places, units.',
  },
  { id: 'street', zh: '镇街', en: 'street/town', means: 'Second level of area.' },
  { id: 'village', zh: '村(社区)', en: 'village', means: 'Third level of area.' },
  { id: 'grid', zh: '网格', en: 'grid', means: 'Smallest area.' },
  {
    id: 'statusStrip',
    zh: '状态条',
    en: 'status strip',
    means: 'One line in the header: unacknowledged, longest wait, overdue, due soon.',
  },
  {
    id: 'deadLetter',
    zh: '死信',
    en: 'dead letter',
    means: 'An event that was refused, kept with its reason.',
  },
];
