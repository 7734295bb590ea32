import type { AlarmRules } from '../contract/alarm-rules.ts';
import type { AlarmPriority } from '../contract/vocabulary.ts';
import { type AlarmRecord, type Responses, raisesOf } from './alarm.ts';
import { duplicatesIn, type Episode, episodesOf } from './alarm-episodes.ts';
import type { AlarmLife, FirstAck } from './alarm-life.ts';
import { type Asked, chatteringUntil, endedAt, shelvedUntil } from './alarm-standing.ts';
import type { Context, Setting } from './context.ts';

/** First instants of what people did about an episode, epoch ms; null where nobody did. */
export type Response = { readonly [Name in keyof Responses]: number | null };

/** What numbers ask of an episode of an alarm beside what is shown of it. Instants are epoch ms. */
export interface AlarmFacts {
  /** The raise with which it began. */
  readonly began: AlarmLife['began'];
  readonly raisedAt: number;
  /** When it came before the seats: `cameAt`. */
  readonly toldAt: number;
  readonly priority: AlarmPriority;
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

/** The facts of each episode that is kept, oldest first. */
export function alarmFacts(record: AlarmRecord, context: Context): readonly AlarmFacts[] {
  const episodes = episodesOf(record, context);
  const unshelvedAt = episodes.at(-1)?.life.unshelvedAt ?? null;
  const shelvings = unshelvedAt === null ? record.shelvings : endedAt(record.shelvings, unshelvedAt);
  return episodes.map((episode) => factsOf(episode, { ...record, shelvings }, context));
}

function factsOf(episode: Episode, record: AlarmRecord, { now, setting }: Context): AlarmFacts {
  const { life, next } = episode;
  const { alarms: rules } = setting.rules;
  const { began, raisedAt, priority, firstAck, finishedAt, staleAt, ackBy } = life;
  const own = raisesOf(record).filter((at) => at >= raisedAt && at < next);
  return {
    began,
    raisedAt,
    toldAt: cameAt(raisedAt, life.beganHeardAt, rules),
    priority,
    announced: !beganApart(record, life, setting) && (episode.replacement?.id ?? null) === null,
    firstAck,
    ackDue: firstAck !== null || (finishedAt ?? now) > ackBy,
    ackedInTime: firstAck !== null && firstAck.at <= firstAck.ackBy,
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
  setting: Setting,
): boolean {
  if (apart.includes(raisedAt) || (outOfService !== null && outOfService.since < raisedAt)) return true;
  const capped = shelvings.map((each): Asked => ({ ...each, until: shelvedUntil(each, priority, setting) }));
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

/** What is late, as after an outage, is no load of the past; a history that is told all at once is none of the present. */
function cameAt(raisedAt: number, heardAt: number, { historyAfterS }: AlarmRules): number {
  return heardAt - raisedAt > historyAfterS * 1_000 ? raisedAt : Math.max(raisedAt, heardAt);
}
