import { isAnnounced } from '../contract/alarms.ts';
import type { AlarmEntity } from '../contract/entities.ts';
import { one } from './contribution.ts';
import type { Contribution } from './kpi.ts';

const NONE: readonly Contribution[] = [];

/** What one alarm adds to the numbers: announced ones among those that wait, the others by what keeps them apart. */
export function alarmContributions(alarm: AlarmEntity): readonly Contribution[] {
  if (alarm.finishedAt !== null) return NONE;
  const { stale, chattering } = alarm;
  const list = isAnnounced(alarm) ? announced(alarm) : apart(alarm);
  if (stale) list.push(one('alarm.stale'));
  if (chattering) list.push(one('alarm.chattering'));
  return list;
}

function announced({ acked, late, state, priority, type, street, village }: AlarmEntity): Contribution[] {
  const list: Contribution[] = [
    one('alarm.active'),
    one(acked ? 'alarm.acked' : 'alarm.unacked'),
    one(`alarm.${priority}`),
    { id: `alarm.type.${type}`, by: 1, areas: [street, village] },
  ];
  if (late) list.push(one('alarm.late'));
  if (state === 'RETURNED_UNACKED') list.push(one('alarm.returned'));
  if (state === 'LATCHED') list.push(one('alarm.latched'));
  return list;
}

/** One reason each, the strongest first, so that the reasons add up. */
function apart({ outOfService, shelved }: AlarmEntity): Contribution[] {
  if (outOfService !== null) return [one('alarm.outOfService')];
  return [one(shelved === null ? 'alarm.duplicates' : 'alarm.shelved')];
}
