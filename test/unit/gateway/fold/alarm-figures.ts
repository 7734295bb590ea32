import type { Fold } from '../../../../gateway/fold/port.ts';
import { configured, folded, log, NOON, type Said } from './log.ts';

export const seconds = (count: number) => NOON + count * 1_000;
export const minutes = (count: number) => seconds(count * 60);
export const by = { seat: '2号席', role: 'operator' };

export function raised(id: string, minute = 0, data: Record<string, unknown> = {}): Said {
  return {
    type: 'alarm.raised',
    subject: id,
    sequence: 1 + Math.round(minute * 60),
    time: minutes(minute),
    data: { title: '告警', type: 'SMOKE', priority: 'P2', ...data },
  };
}
export const said = (type: string, id: string, minute: number, data: Record<string, unknown> = {}): Said => ({
  type: `alarm.${type}`,
  subject: id,
  sequence: 1 + Math.round(minute * 60),
  time: minutes(minute),
  data,
});
export const done = (
  what: string,
  subject: string,
  minute: number,
  data: Record<string, unknown> = {},
): Said => ({
  type: `operation.${what}`,
  subject,
  sequence: null,
  time: minutes(minute),
  data: { by, ...data },
});
export const acked = (id: string, minute: number) => done('acknowledged', `alarm:${id}`, minute);
export const foldOf = (...all: Said[]) => folded(log(configured(), ...all));
export const shown = (fold: Fold, id: string) => {
  const { value, part, of } = fold.get('kpi', `figure.${id}`) ?? { value: -1 };
  return [value, part, of];
};
