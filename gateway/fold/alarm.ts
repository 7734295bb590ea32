import type { AlarmEntity } from '../contract/entities.ts';
import { type AlarmLife, alarmLife, type LifeMark, type Press } from './alarm-life.ts';
import type { Context } from './context.ts';
import { equal } from './equal.ts';
import { type Heard, millis, type TypeOf } from './event.ts';
import { baseAfter, type Model, type RecordBase, seatOf, trackedBy } from './model.ts';
import { flagsBy, type PlaceFields, placedBy, placePatch } from './place.ts';
import { type Cells, inserted, merged, type Patch } from './stamp.ts';

type AlarmFields = Pick<AlarmEntity, 'title' | 'type' | 'priority' | 'device' | 'reading' | 'health'> &
  PlaceFields;

/** The inside of an alarm: what was told, its life as stamped marks, and who acknowledged when. */
export interface AlarmRecord extends RecordBase {
  readonly cells: Cells<AlarmFields>;
  readonly marks: readonly LifeMark[];
  readonly presses: readonly Press[];
}

const MARKS_KEPT = 64;
const PRESSES_KEPT = 16;
/** A new reading must not make an acknowledgement on its way stale. */
const NO_PERSON_ACTS_ON: ReadonlySet<string> = new Set(['version', 'reading', 'health']);

/** Alarms as two independent booleans, `active` and `acked` (domain §5.3). */
export const alarmModel: Model<'alarm', AlarmRecord> = {
  kind: 'alarm',
  idOf: ({ entry }) => entry.subject,
  hear(record, heard) {
    const mark = markOf(heard);
    const marks = record?.marks ?? [];
    return {
      ...baseAfter(record, heard),
      cells: merged(record?.cells ?? {}, alarmPatch(heard), heard.stamp),
      marks: mark === null ? marks : inserted(marks, mark, MARKS_KEPT),
      presses: record?.presses ?? [],
    };
  },
  operate(record, { type, entry }) {
    if (type !== 'operation.acknowledged') return record;
    const press = { n: entry.n, at: entry.time, by: seatOf(entry), heardAt: entry.receivedAt };
    return {
      ...record,
      heardAt: entry.receivedAt,
      presses: [...record.presses.slice(-(PRESSES_KEPT - 1)), press],
    };
  },
  build,
  leavesAt(record, entity, { setting }) {
    const keptFor = setting.rules.live.finishedAlarmsForS * 1_000;
    if (entity === null) return record.heardAt + keptFor;
    const { finishedHeardAt } = lifeOf(record);
    return finishedHeardAt === null ? null : finishedHeardAt + keptFor;
  },
  turnsAt: () => null,
  actedOn: (before, after) => !equal(before, after, NO_PERSON_ACTS_ON),
};

function build(id: string, record: AlarmRecord, { setting }: Context): AlarmEntity | null {
  const { cells } = record;
  if (cells.title === undefined || cells.type === undefined || cells.priority === undefined) return null;
  const { finishedHeardAt: _, ...life } = lifeOf(record);
  return {
    ...trackedBy(id, record, flagsBy(cells.placeFlags?.v, record.skewed)),
    ...placedBy(cells, setting),
    title: cells.title.v,
    type: cells.type.v,
    priority: cells.priority.v,
    device: cells.device?.v ?? null,
    reading: cells.reading?.v ?? null,
    health: cells.health?.v ?? 'OK',
    ...life,
    ackBy: life.raisedAt + setting.rules.alarms.acknowledgeWithinS[cells.priority.v] * 1_000,
  };
}

function lifeOf(record: AlarmRecord): AlarmLife {
  return alarmLife(record.marks, record.presses);
}

function markOf(heard: Heard<TypeOf<'alarm'>>): LifeMark | null {
  const { stamp, entry, type } = heard;
  const mark = { s: stamp, at: entry.time, heardAt: entry.receivedAt };
  switch (type) {
    case 'alarm.raised':
      return { ...mark, at: millis(heard.data.raisedAt, entry.time), what: 'raised' };
    case 'alarm.returned':
      return { ...mark, what: 'returned' };
    case 'alarm.cleared':
      return { ...mark, what: 'cleared' };
    default:
      return null;
  }
}

function alarmPatch(heard: Heard<TypeOf<'alarm'>>): Patch<AlarmFields> {
  switch (heard.type) {
    case 'alarm.raised': {
      const { title, type, priority, device, reading } = heard.data;
      const place = placePatch(heard.data, heard.entry);
      return { title, type, priority, device, reading: readingOf(reading), ...place };
    }
    case 'alarm.updated': {
      const { title, priority, reading } = heard.data;
      return { title, priority, reading: readingOf(reading) };
    }
    case 'alarm.returned':
      return { reading: readingOf(heard.data.reading) };
    case 'alarm.health_changed':
      return { health: heard.data.health, device: heard.data.device };
    default:
      return {};
  }
}

function readingOf(reading: Heard<'alarm.raised'>['data']['reading']): AlarmFields['reading'] | undefined {
  if (reading === undefined) return undefined;
  const { value, limit, unit } = reading;
  return { value, unit, ...(limit === undefined ? {} : { limit }) };
}
