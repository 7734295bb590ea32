import type { KpiDefinition } from './kpi.ts';
import { WARNING_LEVELS } from './warnings.ts';

const OPEN = 'warnings neither lifted nor made an item';

/** Numbers of early warnings and of instructions to the front line (decisions D6). Exercise and test never count. */
export const WARNING_KPIS: readonly KpiDefinition[] = [
  { id: 'warning.open', zh: '预警', counts: OPEN },
  { id: 'warning.generated', zh: '预警 待核定', counts: 'findings that nobody has confirmed' },
  { id: 'warning.confirmed', zh: '预警 待派发', counts: 'confirmed findings that nobody has issued' },
  { id: 'warning.issued', zh: '预警提示单 在途', counts: 'issued warnings that are not ended' },
  { id: 'warning.unsigned', zh: '预警 未签收', counts: 'issued warnings that the unit has not signed' },
  { id: 'warning.unanswered', zh: '预警 未反馈', counts: 'signed warnings that the unit has not answered' },
  {
    id: 'warning.signLate',
    zh: '预警 签收超时',
    counts: 'issued warnings past the time for signing, unsigned',
  },
  { id: 'warning.answerLate', zh: '预警 反馈超时', counts: 'signed warnings past the time for the answer' },
  { id: 'warning.issuedToday', zh: '今日派发预警', counts: 'warnings issued today' },
  { id: 'warning.generatedToday', zh: '今日生成预警', counts: 'findings made today' },
  ...WARNING_LEVELS.map(
    (level): KpiDefinition => ({
      id: `warning.open.${level}`,
      zh: `预警 ${level}`,
      counts: `${OPEN}, of level ${level}`,
    }),
  ),
  { id: 'warning.rules.silent', zh: '静默规则', counts: 'rules with fewer observations than their minimum' },
  { id: 'instruction.open', zh: '指令 未办', counts: 'instructions sent and not done' },
  { id: 'instruction.unread', zh: '指令 未读', counts: 'instructions sent and not read' },
  { id: 'instruction.late', zh: '指令 超时', counts: 'instructions whose next receipt is overdue' },
  { id: 'instruction.sentToday', zh: '今日指令 已发', counts: 'instructions sent today' },
  { id: 'instruction.readToday', zh: '今日指令 已读', counts: 'instructions read today' },
  { id: 'instruction.doneToday', zh: '今日指令 已办', counts: 'instructions done today' },
];

/**
 * Counts by rule, over the warnings on the wall: open ones and those ended within `keptDays`. Each id ends with the
 * rule's. OBSERVATIONS is what the rule has seen in its window; SILENT is 1 while that is below its minimum.
 */
export const WARNING_RULE_PREFIXES = {
  GENERATED: 'warning.rule.generated.',
  ISSUED: 'warning.rule.issued.',
  SIGNED_IN_TIME: 'warning.rule.signedInTime.',
  ANSWERED: 'warning.rule.answered.',
  OVERDUE: 'warning.rule.overdue.',
  CONVERTED: 'warning.rule.converted.',
  USEFUL: 'warning.rule.useful.',
  FALSE: 'warning.rule.false.',
  OBSERVATIONS: 'warning.rules.observations.',
  SILENT: 'warning.rules.silent.',
} as const;
