import type { AlarmEntity, CaseEntity } from '../../../gateway/contract/entities.ts';
import { entityRef } from '../../../gateway/contract/ids.ts';
import type { AlarmPriority, Level } from '../../../gateway/contract/vocabulary.ts';
import { durationWords, instantWords } from '../../locale/time.ts';
import type { Say } from '../../locale/words.ts';
import { type ClockTone, clockWords } from '../../state/clock.ts';
import { type Deadline, elapsedShare } from '../../state/deadlines.ts';
import { holderWords } from '../../state/holder.ts';
import { casePlace, devicePlace } from '../../state/places.ts';
import type { AreaNames } from '../../state/scope.ts';
import { stepWords } from '../../state/step.ts';

export type Tone = 'waiting' | ClockTone;

/** One row of 处置时限 as it is drawn. */
export interface TimerRow {
  readonly ref: string;
  readonly priority: AlarmPriority | undefined;
  readonly level: Level | null;
  readonly title: string;
  /** The big words: how long waited, left, overdue, or that the clock stands. */
  readonly words: string;
  readonly tone: Tone;
  /** Who must act; never cut. */
  readonly holder: string;
  /** Where an alarm is; an item's place stands in its title. */
  readonly place: string;
  /** What the viewer must know of the deadline, and in which step the item is; the last give way first. */
  readonly behind: readonly string[];
  /** The due instant; never cut. */
  readonly due: string;
  readonly share: number | null;
}

export interface RowContext {
  /** Server time, ms. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
  readonly areas: AreaNames;
  readonly say: Say;
}

/** Beside holder and due instant there is room for no more. */
const PARTS_AT_MOST = 2;

/** Words of one clock (decisions D7). The class comes with the item; only differences to server time are computed here. */
export function timerRow(clock: Deadline, context: RowContext): TimerRow {
  return clock.kind === 'alarm' ? alarmRow(clock.alarm, context) : caseRow(clock, context);
}

function alarmRow(alarm: AlarmEntity, { now, areas, say }: RowContext): TimerRow {
  const waited = now - alarm.waitingSince;
  const limit = alarm.ackBy - alarm.waitingSince;
  return {
    ref: entityRef('alarm', alarm.id),
    priority: alarm.priority,
    level: null,
    title: alarm.title,
    words: say('timer.waited', { duration: durationWords(waited, say, { seconds: true }) }),
    tone: 'waiting',
    holder: say('timer.holder', { holder: say('holder.seats') }),
    place: devicePlace(alarm, areas),
    behind: [],
    due: say('timer.ackWithin', { duration: durationWords(limit, say) }),
    share: limit <= 0 ? 1 : Math.min(1, Math.max(0, waited / limit)),
  };
}

function caseRow(clock: Extract<Deadline, { kind: 'case' }>, context: RowContext): TimerRow {
  const { item, tone } = clock;
  const { now, areas, say } = context;
  return {
    ref: entityRef('case', item.id),
    priority: undefined,
    level: item.level,
    title: joined(item.title, casePlace(item, areas)),
    words: clockWords(item, tone, context),
    tone,
    holder: holderWords(item.holder, say),
    place: '',
    behind: behindOf(item, say),
    due: dueWords(item, context),
    share: elapsedShare(item, now),
  };
}

function dueWords(item: CaseEntity, { now, utcOffsetMinutes, say }: RowContext): string {
  if (item.sla === 'PAUSED' && item.pausedAt !== null)
    return say('timer.pausedFor', { duration: durationWords(now - item.pausedAt, say) });
  if (item.dueAt === null) return '';
  const when = instantWords(item.dueAt, now, utcOffsetMinutes, say);
  return say('timer.due', { when });
}

function behindOf(item: CaseEntity, say: Say): string[] {
  const dated = item.dueAt !== null;
  return [
    item.sla === 'OVERDUE_REASONED' ? say('timer.reasoned') : '',
    dated && item.dueSource === 'SOURCE' ? say('timer.ofSource') : '',
    dated && item.provisional ? say('timer.provisionalShort') : '',
    stepWords(item, say),
  ]
    .filter((part) => part !== '')
    .slice(0, PARTS_AT_MOST);
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
