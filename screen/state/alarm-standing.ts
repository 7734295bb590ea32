import { isAnnounced } from '../../gateway/contract/alarms.ts';
import type { AlarmEntity, CaseEntity } from '../../gateway/contract/entities.ts';
import { joined } from '../locale/joined.ts';
import { durationWords, instantWords } from '../locale/time.ts';
import type { Say } from '../locale/words.ts';
import { lifeWord, oddWords, tellsSeconds } from './alarms.ts';
import { itemWords } from './item-words.ts';

/** What the words of an alarm's standing are told with. */
export interface StandingContext {
  /** Server time, ms. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
  readonly say: Say;
  readonly cases: ReadonlyMap<string, CaseEntity>;
}

/** Where an alarm stands, as its card tells it. */
export interface AlarmStanding {
  /** It asks for attention and nobody has acknowledged it: only then a clock runs. */
  readonly waits: boolean;
  /** In the loud line. */
  readonly state: string;
  /** What belongs to that state, and has to be known first. */
  readonly lines: readonly string[];
  /** What is out of the ordinary, and what will end by itself. */
  readonly asides: readonly string[];
}

/**
 * Where an alarm stands, in the words of the strip (ISA-18.2): over, kept apart, or announced. Of what keeps it apart the
 * strongest is told, as the numbers count it: out of service, then shelved, then told by another one.
 */
export function alarmStanding(alarm: AlarmEntity, context: StandingContext): AlarmStanding {
  if (alarm.finishedAt !== null) return finished(alarm, alarm.finishedAt, context);
  const asides = [joined(...oddWords(alarm, context.say)), expiryWords(alarm, context)];
  return isAnnounced(alarm) ? { ...announced(alarm, context), asides } : { ...apart(alarm, context), asides };
}

function at(instant: number, { now, utcOffsetMinutes, say }: StandingContext): string {
  return instantWords(instant, now, utcOffsetMinutes, say);
}

/** Replaced or withdrawn by its source, or back to normal and seen. */
function finished(
  { replacedBy, clearedAt, returnedAt }: AlarmEntity,
  finishedAt: number,
  context: StandingContext,
): AlarmStanding {
  const { say } = context;
  const when = at(finishedAt, context);
  if (replacedBy !== null) {
    const state = joined(say('callout.replaced'), when);
    return { waits: false, state, lines: [say('callout.replacedBy', { id: replacedBy })], asides: [] };
  }
  if (clearedAt !== null)
    return { waits: false, state: joined(say('callout.withdrawn'), when), lines: [], asides: [] };
  // What ended it may be the acknowledgement or the reset, later than the return.
  const state = joined(say('alarms.state.returned'), at(returnedAt ?? finishedAt, context));
  return { waits: false, state, lines: [], asides: [] };
}

function apart(alarm: AlarmEntity, context: StandingContext): Omit<AlarmStanding, 'asides'> {
  const { outOfService, shelved, duplicateOf } = alarm;
  const { say, cases } = context;
  const under = alarm.state === 'UNACKED' ? say('itemAlarm.unacked') : lifeWord(alarm, say);
  if (outOfService !== null) {
    const item = itemWords(outOfService.item, cases, say);
    const state = say('alarms.state.outOfService');
    return { waits: false, state, lines: [say('callout.maintenance', { item }), under] };
  }
  if (shelved !== null) {
    const until = at(shelved.until, context);
    const why = joined(say(`shelve.${shelved.reason}`), shelved.by);
    return { waits: false, state: say('callout.shelved', { when: until }), lines: [why, under] };
  }
  const told = duplicateOf === null ? '' : say('callout.duplicateOf', { id: duplicateOf });
  return { waits: false, state: say('callout.duplicate'), lines: [told, under] };
}

function announced(alarm: AlarmEntity, context: StandingContext): Omit<AlarmStanding, 'asides'> {
  const { say } = context;
  if (alarm.acked) return { waits: false, state: lifeWord(alarm, say), lines: [lapseWords(alarm, context)] };
  const duration = durationWords(context.now - alarm.waitingSince, say, { seconds: tellsSeconds(alarm) });
  const waited = say('timer.waited', { duration });
  const within = durationWords(alarm.ackBy - alarm.waitingSince, say);
  return {
    waits: true,
    state: alarm.active ? say('callout.pending', { waited }) : joined(lifeWord(alarm, say), waited),
    lines: [say('callout.within', { duration: within, holder: say('holder.seats') })],
  };
}

/** When its acknowledgement lapses, unless the condition goes first. */
function lapseWords({ ackUntil }: AlarmEntity, context: StandingContext): string {
  return ackUntil === null ? '' : joined(context.say('falling.LAPSE'), at(ackUntil, context));
}

/** When it runs out by itself, should its source say nothing more. */
function expiryWords({ active, expiresAt }: AlarmEntity, context: StandingContext): string {
  if (!active || expiresAt === null || expiresAt <= context.now) return '';
  return context.say('callout.expires', { when: at(expiresAt, context) });
}
