import type { AlarmEntity } from '../contract/entities.ts';
import { type AlarmRecord, lifeOf, type Response, raisesOf } from './alarm.ts';
import type { FirstAck } from './alarm-life.ts';
import { type Asked, chatteringUntil, endedAt } from './alarm-standing.ts';
import type { Context } from './context.ts';

/** What numbers ask of the latest episode of an alarm beside what is shown of it. Instants are epoch ms. */
export interface AlarmFacts {
  /** It came before the seats as an alarm of its own: not told by another one, shelved or out of service when it began. */
  readonly announced: boolean;
  readonly firstAck: FirstAck | null;
  /** Acknowledged, or beyond the time for it: before that nobody knows. */
  readonly ackDue: boolean;
  /** Acknowledged for the first time by when it was due. */
  readonly ackedInTime: boolean;
  readonly fleeting: boolean;
  readonly chattered: boolean;
  /** When its condition had stood too long; null while it has not. */
  readonly staleAt: number | null;
  /** Shelved for longer together than its priority allows, as it was asked for, or until it became graver. */
  readonly overShelved: boolean;
  readonly response: Response;
}

export function alarmFacts(record: AlarmRecord, alarm: AlarmEntity, context: Context): AlarmFacts {
  const { raisedAt, priority, returnedAt, clearedAt, finishedAt, raises } = alarm;
  const { alarms: rules } = context.setting.rules;
  const { firstAck, staleAt, unshelvedAt } = lifeOf(record, context);
  const overAt = returnedAt ?? clearedAt ?? finishedAt;
  const shelvings = unshelvedAt === null ? record.shelvings : endedAt(record.shelvings, unshelvedAt);
  const own = raisesOf(record).filter((at) => at >= raisedAt);
  return {
    announced: record.apart !== raisedAt && alarm.replacedBy === null,
    firstAck,
    ackDue: firstAck !== null || (finishedAt ?? context.now) > alarm.ackBy,
    ackedInTime: firstAck !== null && firstAck.at <= firstAck.ackBy,
    fleeting:
      overAt !== null &&
      raises === 1 &&
      overAt - raisedAt <= rules.fleetingWithinS * 1_000 &&
      (firstAck === null || firstAck.at >= overAt),
    chattered: chatteringUntil(own, rules) !== null,
    staleAt,
    overShelved: shelvedMs(shelvings, raisedAt) > rules.shelveForAtMostS[priority] * 1_000,
    response: record.response,
  };
}

function shelvedMs(shelvings: readonly Asked[], raisedAt: number): number {
  return shelvings.reduce((sum, { at, until }) => sum + (at < raisedAt ? 0 : Math.max(0, until - at)), 0);
}
