import type { CaseEntity } from '../../../../../gateway/contract/entities.ts';
import type { Rules } from '../../../../../gateway/contract/rules.ts';
import type { Fold } from '../../../../../gateway/fold/port.ts';
import { at, configured, folded, log, RULES, received, type Said } from '../log.ts';
import { limit, local, YEARS } from './support.ts';

const P = ['SUSPENDED', 'LEGAL_TRACK'];
const LIMITS = [
  limit({ id: 'manhole', when: { categories: ['井盖'] }, amount: 6, unit: 'hour' }),
  limit({ id: 'housing', when: { units: ['u-housing'], urgencies: ['U3'] }, amount: 5, pauses: P }),
  limit({ id: 'u3', when: { urgencies: ['U3'] }, amount: 3, pauses: P }),
  limit({ id: 'u2', when: { urgencies: ['U2'] }, amount: 4, unit: 'workhour', pauses: P }),
  limit({ id: 'dispute', when: { kinds: ['DISPUTE'] }, amount: 20, unit: 'day', pauses: P }),
  limit({ id: 'signed', when: { urgencies: ['U5'] }, amount: 5, from: 'ACCEPTED' }),
  limit({ id: 'short', clock: 'REWORK', amount: 1 }),
];
export const rules: Rules = { ...RULES, deadlines: { warnHours: 4, limits: LIMITS } };
/** The configuration of a site with limits and the shipped calendar. */
export const SITE = configured({ rules, calendars: YEARS }, at('2026-01-01 00:00'));
/** A Friday. */
export const START = at('2026-11-13 10:00');

/** An item of urgency U3: three working days. */
export const u3 = (over: Record<string, unknown> = {}) => ({
  ...received({ urgency: 'U3', ...over }),
  time: START,
});
export const said = (type: string, time: string, data: Record<string, unknown> = {}): Said => ({
  type,
  time: at(time),
  data,
});
export const fold = (...steps: Said[]): Fold => folded(log(SITE, ...steps));
export const item = (...steps: Said[]) => fold(...steps).get('case', 'x-1') as CaseEntity;
/** When the item is due, as local text. */
export const due = (...steps: Said[]) => {
  const { dueAt } = item(...steps);
  return dueAt === null ? null : local(dueAt);
};
