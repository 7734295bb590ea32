import type { Fold } from '../../../../gateway/fold/port.ts';
import { configured, folded, log, NOON, type Said } from './log.ts';

export const minutes = (count: number) => NOON + count * 60_000;
export const by = { seat: '2号席', role: 'operator' };
const DAY_BEFORE = NOON - 86_400_000;

export function raised(id: string, minute: number, { data = {}, ...said }: Partial<Said> = {}): Said {
  return {
    type: 'alarm.raised',
    subject: id,
    sequence: 1,
    time: minutes(minute),
    ...said,
    data: { type: 'SMOKE', priority: 'P2', title: '烟感告警', ...data },
  };
}
export const said = (type: string, id: string, minute: number, data: Record<string, unknown> = {}): Said => ({
  type,
  subject: id,
  sequence: 9 + minute,
  time: minutes(minute),
  data,
});
export const done = (what: string, id: string, minute: number, data: Record<string, unknown> = {}): Said => ({
  type: `operation.${what}`,
  subject: `alarm:${id}`,
  sequence: null,
  time: minutes(minute),
  data: { by, ...data },
});
export const foldOf = (...all: Said[]) => folded(log(configured({}, DAY_BEFORE), ...all));
export const alarm = (fold: Fold, id = 'a') => fold.get('alarm', id);
