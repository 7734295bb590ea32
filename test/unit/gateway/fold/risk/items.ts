import { fileURLToPath } from 'node:url';
import { loadRules } from '../../../../../config/runtime/rules.ts';
import type { Fold } from '../../../../../gateway/fold/port.ts';
import { YEARS } from '../deadline/support.ts';
import { at, configured, folded, log, RULES, received, type Said, tick } from '../log.ts';

export const shipped = loadRules(fileURLToPath(new URL('../../../../../config/rules', import.meta.url)));
export const SITE = configured(
  { rules: { ...RULES, risk: shipped.risk }, calendars: YEARS },
  at('2026-11-01 00:00'),
);
/** A Friday. */
export const DAY = '2026-11-13';
export const dispute = (over: Record<string, unknown> = {}, time = `${DAY} 10:00`): Said => ({
  ...received({ kind: 'DISPUTE', category: '邻里纠纷', ...over }),
  time: at(time),
});
export const step = (type: string, data: Record<string, unknown> = {}, time = `${DAY} 10:01`): Said => ({
  type: `case.${type}`,
  time: at(time),
  data,
});
export const command = (type: string, data: Record<string, unknown>, seat: string, time: string): Said => ({
  type: `operation.${type}`,
  subject: 'case:x-1',
  sequence: null,
  time: at(time),
  data: { ...data, by: { seat, role: 'duty_officer' } },
});
export const change = (data: Record<string, unknown>, seat: string, time: string) =>
  command('level_changed', { reason: '研判意见', ...data }, seat, time);
export const clean = (time: string, unit = '县综治中心') =>
  command('reviewed', { result: 'CLEAN', unit }, '1号席', time);
export const run = (...said: Said[]): Fold => folded(log(SITE, ...said));
export const item = (...said: Said[]) => run(...said).get('case', 'x-1');
export const HIGH = [dispute({ people: 40 }), tick(`${DAY} 10:02`)];
