import type { AlarmEntity } from '../contract/entities.ts';
import { type AlarmRecord, lifeOf, type Response, raisesOf } from './alarm.ts';
import type { FirstAck } from './alarm-life.ts';
import { chatteringUntil } from './alarm-standing.ts';
import type { Context } from './context.ts';

/** What numbers ask of the latest episode of an alarm beside what is shown of it. Instants are epoch ms. */
export interface AlarmFacts {
  /** It came before the seats as an alarm of its own: not told by another one, shelved or out of service when it began. */
  readonly announced: boolean;
  readonly firstAck: FirstAck | null;
  /** Acknowledged, or beyond the time for it: before that nobody knows. */
  readonly ackDue: boolean;
  /** Acknowledged for the first time within the time of the priority that it had then. */
  readonly ackedInTime: boolean;
  readonly fleeting: boolean;
  readonly chattered: boolean;
  /** When its condition had stood too long; null while it has not. */
  readonly staleAt: number | null;
  /** Shelved for longer together than its priority allows, as it was asked for. */
  readonly overShelved: boolean;
  readonly response: Response;
}

export function alarmFacts(record: AlarmRecord, alarm: AlarmEntity, context: Context): AlarmFacts {
  const { raisedAt, priority, returnedAt, clearedAt, finishedAt, raises } = alarm;
  const { alarms: rules } = context.setting.rules;
  const { firstAck, staleAt } = lifeOf(record, context);
  const endedAt = returnedAt ?? clearedAt ?? finishedAt;
  const own = raisesOf(record).filter((at) => at >= raisedAt);
  const within = firstAck === null ? 0 : rules.acknowledgeWithinS[firstAck.priority] * 1_000;
  return {
    announced: record.apart !== raisedAt && alarm.replacedBy === null,
    firstAck,
    ackDue: firstAck !== null || (finishedAt ?? context.now) > alarm.ackBy,
    ackedInTime: firstAck !== null && firstAck.at <= firstAck.since + within,
    fleeting:
      endedAt !== null &&
      raises === 1 &&
      endedAt - raisedAt <= rules.fleetingWithinS * 1_000 &&
      (firstAck === null || firstAck.at >= endedAt),
    chattered: chatteringUntil(own, rules) !== null,
    staleAt,
    overShelved: shelvedMs(record, raisedAt) > rules.shelveForAtMostS[priority] * 1_000,
    response: record.response,
  };
}

function shelvedMs({ shelvings }: AlarmRecord, raisedAt: number): number {
  return shelvings.reduce((sum, { at, until }) => sum + (at < raisedAt ? 0 : Math.max(0, until - at)), 0);
}
