import type { AlarmRules } from '../contract/alarm-rules.ts';
import type { AlarmPriority } from '../contract/vocabulary.ts';
import { type AlarmRecord, type Responses, raisesOf } from './alarm.ts';
import { duplicatesIn, type Episode, episodesOf } from './alarm-episodes.ts';
import type { AlarmLife, FirstAck } from './alarm-life.ts';
import { type Asked, chatteringUntil } from './alarm-standing.ts';
import type { Context } from './context.ts';

/** First instants of what people did about an episode, epoch ms; null where nobody did. */
export type Response = { readonly [Name in keyof Responses]: number | null };

/** What numbers ask of an episode of an alarm beside what is shown of it. Instants are epoch ms. */
export interface AlarmFacts {
  /** The raise with which it began. */
  readonly began: AlarmLife['began'];
  readonly raisedAt: number;
  readonly priority: AlarmPriority;
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

/** The facts of each episode that is kept, oldest first. */
export function alarmFacts(record: AlarmRecord, context: Context): readonly AlarmFacts[] {
  return episodesOf(record, context).map((episode) => factsOf(episode, record, context));
}

function factsOf(episode: Episode, record: AlarmRecord, { now, setting }: Context): AlarmFacts {
  const { life, next } = episode;
  const { alarms: rules } = setting.rules;
  const { began, raisedAt, priority, firstAck, finishedAt, staleAt, waitingSince } = life;
  const own = raisesOf(record).filter((at) => at >= raisedAt && at < next);
  const within = firstAck === null ? 0 : rules.acknowledgeWithinS[firstAck.priority] * 1_000;
  const ackBy = waitingSince + rules.acknowledgeWithinS[priority] * 1_000;
  return {
    began,
    raisedAt,
    priority,
    announced: !beganApart(record, life, rules) && (episode.replacement?.id ?? null) === null,
    firstAck,
    ackDue: firstAck !== null || (finishedAt ?? now) > ackBy,
    ackedInTime: firstAck !== null && firstAck.at <= firstAck.since + within,
    fleeting: duplicatesIn(record, raisedAt, next) === 0 && isFleeting(life, rules),
    chattered: chatteringUntil(own, rules) !== null,
    staleAt,
    overShelved: shelvedMs(record, raisedAt, next) > rules.shelveForAtMostS[priority] * 1_000,
    response: {
      verifiedAt: firstIn(record.responses.verifiedAt, raisedAt, next),
      sentAt: firstIn(record.responses.sentAt, raisedAt, next),
      onSiteAt: firstIn(record.responses.onSiteAt, raisedAt, next),
    },
  };
}

/** By when it began, not by when that was heard: shelved, out of service, or told by another alarm. */
function beganApart(
  { apart, shelvings, outOfService, removals }: AlarmRecord,
  { raisedAt, priority }: AlarmLife,
  rules: AlarmRules,
): boolean {
  if (apart.includes(raisedAt) || (outOfService !== null && outOfService.since < raisedAt)) return true;
  const mostMs = rules.shelveForAtMostS[priority] * 1_000;
  const capped = shelvings.map(({ at, until }): Asked => ({ at, until: Math.min(until, at + mostMs) }));
  return [...removals, ...capped].some(({ at, until }) => at < raisedAt && raisedAt < until);
}

function isFleeting(
  { raisedAt, returnedAt, clearedAt, finishedAt, raises, firstAck }: AlarmLife,
  rules: AlarmRules,
): boolean {
  const endedAt = returnedAt ?? clearedAt ?? finishedAt;
  return (
    endedAt !== null &&
    raises === 1 &&
    endedAt - raisedAt <= rules.fleetingWithinS * 1_000 &&
    (firstAck === null || firstAck.at >= endedAt)
  );
}

function shelvedMs({ shelvings }: AlarmRecord, from: number, to: number): number {
  return shelvings.reduce(
    (sum, { at, until }) => sum + (at < from || at >= to ? 0 : Math.max(0, until - at)),
    0,
  );
}

function firstIn(instants: readonly number[], from: number, to: number): number | null {
  return instants.find((at) => at >= from && at < to) ?? null;
}
