import type { AlarmRecord, Replacement } from './alarm.ts';
import { type AlarmLife, alarmEpisodes, begunUnseen } from './alarm-life.ts';
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
  const { marks, ranks, presses, cells } = record;
  const { acknowledgementHoldsS: holds, latched, staleAfterS } = setting.rules.alarms;
  const lives = alarmEpisodes(
    {
      marks,
      ranks,
      presses,
      referredAt: sameSource(record)?.at ?? null,
      holdsMs: { P1: holds.P1 * 1_000, P2: holds.P2 * 1_000, P3: holds.P3 * 1_000, P4: holds.P4 * 1_000 },
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
  return (
    episodesOf(record, context).at(-1)?.life ??
    endedBy(replacementOf(record, begunUnseen(record.marks).raisedAt), begunUnseen(record.marks))
  );
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
