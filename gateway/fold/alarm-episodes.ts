import type { AlarmPriority } from '../contract/vocabulary.ts';
import type { AlarmRecord, Replacement } from './alarm.ts';
import { type AlarmLife, alarmEpisodes, begunUnseen, type Press } from './alarm-life.ts';
import type { Context } from './context.ts';

/** One time that the condition was there, from its raise to its end. */
export interface Episode {
  readonly life: AlarmLife;
  /** What the source said by reference while it was the latest one. */
  readonly replacement: Replacement | null;
  /** When the next one began, epoch ms; infinity for the latest. */
  readonly next: number;
}

/** The episodes of an alarm that are kept, oldest first, as they stand now. None while no raise is known. */
export function episodesOf(record: AlarmRecord, { now, setting }: Context): readonly Episode[] {
  const { marks, ranks, cells } = record;
  const { acknowledgementHoldsS, latched, staleAfterS } = setting.rules.alarms;
  const lives = alarmEpisodes(
    {
      marks,
      ranks,
      presses: pressesOf(record),
      referredAt: sameSource(record)?.at ?? null,
      withinMs: inMs(setting.rules.alarms.acknowledgeWithinS),
      holdsMs: inMs(acknowledgementHoldsS),
      staleAfterMs: staleAfterS * 1_000,
      latches: cells.type !== undefined && latched.includes(cells.type.v),
    },
    now,
  );
  return lives.map((life, index): Episode => {
    const next = lives[index + 1]?.raisedAt ?? Number.POSITIVE_INFINITY;
    const told = replacementOf(record, life.raisedAt);
    const replacement = told === null || told.at >= next ? null : told;
    return { life: endedBy(replacement, life), replacement, next };
  });
}

/** The latest episode of an alarm as it stands now. */
export function lifeOf(record: AlarmRecord, context: Context): AlarmLife {
  const latest = episodesOf(record, context).at(-1)?.life;
  if (latest !== undefined) return latest;
  const withinMs = inMs(context.setting.rules.alarms.acknowledgeWithinS);
  const unseen = begunUnseen({ marks: record.marks, withinMs });
  return endedBy(replacementOf(record, unseen.raisedAt), unseen);
}

/** What people did about it, with the shelving that stands. */
function pressesOf({ presses, shelving }: AlarmRecord): readonly Press[] {
  return shelving === null ? presses : [...presses, { ...shelving, what: 'shelved' }];
}

function inMs({ P1, P2, P3, P4 }: Readonly<Record<AlarmPriority, number>>): Record<AlarmPriority, number> {
  return { P1: P1 * 1_000, P2: P2 * 1_000, P3: P3 * 1_000, P4: P4 * 1_000 };
}

/** Only the source of an alarm may replace or withdraw it, and no episode that began later. */
export function replacementOf(record: AlarmRecord, raisedAt: number): Replacement | null {
  const replacement = sameSource(record);
  return replacement === null || replacement.at < raisedAt ? null : replacement;
}

/** Alarms that joined the episodes that began within `[from, to)`. */
export function duplicatesIn(
  { duplicates }: Pick<AlarmRecord, 'duplicates'>,
  from: number,
  to: number,
): number {
  return duplicates.reduce((sum, [at, count]) => (at < from || at >= to ? sum : sum + count), 0);
}

function endedBy(replaced: Replacement | null, life: AlarmLife): AlarmLife {
  if (replaced === null || life.finishedAt !== null) return life;
  const { id, at, heardAt } = replaced;
  const over = { ...life, active: false, ackUntil: null, finishedAt: at, finishedHeardAt: heardAt };
  return id === null ? { ...over, clearedAt: at } : over;
}

function sameSource({ replacement, origin }: AlarmRecord): Replacement | null {
  return replacement?.source === origin.v.source ? replacement : null;
}
