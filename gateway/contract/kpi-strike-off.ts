import type { KpiDefinition } from './kpi.ts';
import { RISK_LEVELS, type RiskLevel } from './risk.ts';

const LEVEL_ZH: Readonly<Record<RiskLevel, string>> = { HIGH: '高', MEDIUM: '中', LOW: '低' };

/** Numbers of closed items on their way off the list of risks 销号. */
export const STRIKE_OFF_KPIS: readonly KpiDefinition[] = [
  {
    id: 'case.observed',
    zh: '办结待销号',
    counts: 'closed items of a risk level whose observation is not over',
  },
  {
    id: 'case.observed.recurred',
    zh: '待销号 复发',
    counts: 'of these, those of which the like was received again at the same place',
  },
  { id: 'today.struckOff', zh: '今日销号', counts: 'items struck off the list of risks today' },
  {
    id: 'today.strikeOffRefused',
    zh: '今日不予销号',
    counts: 'items whose observation ended today unresolved, not called back, or still recurring',
  },
  ...RISK_LEVELS.flatMap((level): KpiDefinition[] => [
    {
      id: `case.observed.${level}`,
      zh: `办结待销号 ${LEVEL_ZH[level]}`,
      counts: `closed items of level ${level} whose observation is not over`,
    },
    {
      id: `today.struckOff.${level}`,
      zh: `今日销号 ${LEVEL_ZH[level]}`,
      counts: `items of level ${level} struck off the list of risks today`,
    },
  ]),
];
