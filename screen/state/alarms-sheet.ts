import type { AlarmEntity } from '../../gateway/contract/entities.ts';
import { joined } from '../locale/joined.ts';
import { instantWords } from '../locale/time.ts';
import { devicePlace } from './places.ts';
import { type AreaNames, counts } from './scope.ts';
import { type Sheet, type SheetContext, type SheetRow, shortened } from './sheet.ts';

interface AlarmsContext extends SheetContext {
  readonly areas: AreaNames;
}

/** The alarms that an item was made of, or that were joined to it, the latest first; null where there are none. */
export function alarmsSheet(
  item: string,
  alarms: ReadonlyMap<string, AlarmEntity>,
  context: AlarmsContext,
): Sheet | null {
  const its = [...alarms.values()]
    .filter((each) => each.item === item && counts(each))
    .sort((a, b) => b.raisedAt - a.raisedAt || a.id.localeCompare(b.id));
  if (its.length === 0) return null;
  const rows = its.map((each) => alarmRow(each, context));
  return { id: 'ALARMS', rows: shortened(rows, context.say) };
}

function alarmRow(alarm: AlarmEntity, { now, utcOffsetMinutes, areas, say }: AlarmsContext): SheetRow {
  const { priority, title, raisedAt } = alarm;
  const when = instantWords(raisedAt, now, utcOffsetMinutes, say);
  return {
    label: priority,
    text: joined(title, devicePlace(alarm, areas), when, say(`itemAlarm.${stateOf(alarm)}`)),
  };
}

function stateOf({ active, acked }: AlarmEntity) {
  if (!active) return 'over';
  return acked ? 'acked' : 'unacked';
}
