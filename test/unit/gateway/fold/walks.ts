import { fileURLToPath } from 'node:url';
import { loadRules } from '../../../../config/runtime/rules.ts';
import type { CaseLife } from '../../../../gateway/contract/life.ts';
import { YEARS } from './deadline/support.ts';
import { at, configured, folded, log, received, type Said } from './log.ts';

export const rules = loadRules(fileURLToPath(new URL('../../../../config/rules', import.meta.url)));
export const SITE = configured({ rules, calendars: YEARS }, at('2026-01-01 00:00'));
/** A Friday. */
export const START = at('2026-11-13 10:00');
export const MINUTE = 60_000;

export const opened = (over: Record<string, unknown> = {}): Said => ({
  ...received({ urgency: 'U3', ...over }),
  time: START,
});
export const fold = (...steps: Said[]) => folded(log(SITE, ...steps));
export const item = (...steps: Said[]) => fold(...steps).get('case', 'x-1');
export const life = (...steps: Said[]) => item(...steps)?.life as CaseLife;
/** Steps one minute after another. */
export const walk = (...types: Step[]): Said[] =>
  types.map((each, index) => {
    const [type, data] = typeof each === 'string' ? [each, {}] : each;
    return { type: `case.${type}`, time: START + (index + 1) * MINUTE, data };
  });
export type Step = string | [string, Record<string, unknown>];
export const CALLED: Step = ['calledback', { callback: 'PASSED' }];
export const WHOLE: Step[] = ['verified', 'dispatched', 'signed', 'started', 'fedback', CALLED, 'closed'];
