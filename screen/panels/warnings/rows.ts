import type { WarningEntity } from '../../../gateway/contract/warnings.ts';
import { durationWords, instantWords } from '../../locale/time.ts';
import type { Say } from '../../locale/words.ts';
import { type AreaNames, counts } from '../../state/scope.ts';

/** One open warning as it is drawn. */
export interface WarningRow {
  readonly ref: string;
  readonly level: WarningEntity['level'];
  /** Rule and what it is about; may be cut. */
  readonly title: string;
  /** What is waited for, and since when; a clock that has run out is told. */
  readonly words: string;
  readonly late: boolean;
  /** What was counted, beside what is usual. */
  readonly found: string;
  /** Who must act. */
  readonly unit: string;
  /** When it must be signed or answered; '' without a clock. */
  readonly due: string;
}

/** Order of the levels, the gravest first. */
const RANK: Readonly<Record<WarningEntity['level'], number>> = { HIGH: 0, MEDIUM: 1, LOW: 2 };

/** Warnings that are not ended: late ones first, then by level, then who waits longest. */
export function openWarnings(warnings: ReadonlyMap<string, WarningEntity>): WarningEntity[] {
  return [...warnings.values()]
    .filter((warning) => warning.endedAt === null && counts(warning))
    .sort(
      (a, b) =>
        Number(b.late !== null) - Number(a.late !== null) ||
        RANK[a.level] - RANK[b.level] ||
        a.generatedAt - b.generatedAt ||
        a.id.localeCompare(b.id),
    );
}

export interface WarningContext {
  /** Server time, ms. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
  readonly areas: AreaNames;
  readonly say: Say;
}

/** One warning in words. */
export function warningRow(warning: WarningEntity, context: WarningContext): WarningRow {
  const { say } = context;
  return {
    ref: `warning:${warning.id}`,
    level: warning.level,
    title: [warning.ruleName, aboutWords(warning, context)].filter(Boolean).join(' · '),
    words: stateWords(warning, context),
    late: warning.late !== null,
    found: foundWords(warning, say),
    unit: warning.unit ?? say('holder.seats'),
    due: dueWords(warning, context),
  };
}

function aboutWords({ about, category }: WarningEntity, { areas }: WarningContext): string {
  const place = areas.get(about.id)?.name ?? about.name;
  return category === null || category === place ? place : `${place} ${category}`;
}

function stateWords({ state, late, ...at }: WarningEntity, { now, say }: WarningContext): string {
  if (state === 'LIFTED' || state === 'CONVERTED') return '';
  const word = say(`warning.${state}`);
  if (late !== null) return say('warning.late', { state: word });
  const since = at.answeredAt ?? at.signedAt ?? at.issuedAt ?? at.confirmedAt ?? at.generatedAt;
  return `${word} ${durationWords(now - since, say)}`;
}

function foundWords({ signal, count, baseline, windowDays }: WarningEntity, say: Say): string {
  if (signal === 'SILENT') return say('warnings.silentFor', { n: count });
  const found = say('warnings.count', { n: count, days: windowDays });
  return baseline === null ? found : `${found} · ${say('warnings.against', { n: baseline })}`;
}

function dueWords(warning: WarningEntity, { now, utcOffsetMinutes, say }: WarningContext): string {
  const { state, signDueAt, answerDueAt } = warning;
  const dues = { ISSUED: signDueAt, SIGNED: answerDueAt } as const;
  const due = state === 'ISSUED' || state === 'SIGNED' ? dues[state] : null;
  return due === null ? '' : say('timer.due', { when: instantWords(due, now, utcOffsetMinutes, say) });
}
