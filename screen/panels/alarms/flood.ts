import type { AlarmEntity } from '../../../gateway/contract/entities.ts';
import { durationWords } from '../../locale/time.ts';
import { byUrgency, longestWaiting, tellsSeconds } from '../../state/alarms.ts';
import { areaName } from '../../state/places.ts';
import { type AlarmRow, alarmRow, type RowContext } from './strip.ts';

/** Alarms of one type in one street or town, which a flood tells in one row; the most urgent first. */
export type AlarmGroup = readonly [AlarmEntity, ...AlarmEntity[]];

/**
 * Alarms by type and place, the group with the most urgent one first. An unacknowledged P1 keeps a row of its own: nothing
 * stands before it, not even its like.
 */
export function floodGroups(alarms: readonly AlarmEntity[]): AlarmGroup[] {
  const groups = new Map<string, [AlarmEntity, ...AlarmEntity[]]>();
  for (const alarm of [...alarms].sort(byUrgency)) {
    const key = tellsSeconds(alarm) ? alarm.id : `${alarm.type} ${alarm.street ?? alarm.area ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [alarm]);
    else group.push(alarm);
  }
  return [...groups.values()];
}

/** One group in words: type, how many, where, how many nobody has seen and how long the first of them has waited. */
export function groupRow(group: AlarmGroup, context: RowContext): AlarmRow {
  const [first] = group;
  const row = alarmRow(first, context);
  if (group.length === 1) return row;
  const { now, areas, say } = context;
  const unacked = group.filter(({ acked }) => !acked).length;
  const oldest = longestWaiting(group);
  const grouped = {
    ...row,
    title: say('alarms.group', { type: say(`alarmType.${first.type}`), n: group.length }),
    place: areaName({ ...first, village: null }, areas),
  };
  if (oldest === null) return { ...grouped, measured: '', words: say('alarms.acked') };
  // In the column of the times a time: a count would be read as one.
  return {
    ...grouped,
    measured: say('alarms.unackedCount', { n: unacked }),
    words: say('alarms.oldest', { age: durationWords(now - oldest.waitingSince, say) }),
  };
}
