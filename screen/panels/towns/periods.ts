import { joined } from '../../locale/joined.ts';
import { localTime, monthWord, periodWords } from '../../locale/time.ts';
import type { Say } from '../../locale/words.ts';
import type { ReportSources } from './reports.ts';
import { toldPeriod } from './rows.ts';

export interface PeriodContext {
  /** Server time, ms. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
  readonly say: Say;
}

/** What the numbers of the first sheet are told for (decisions D8): the shares, and the visits by their month. */
export function countPeriods(sources: ReportSources, context: PeriodContext): string {
  const { say } = context;
  const month = monthOf(sources, 'SERVICE_VISITS_DONE', context);
  return joined(say('towns.note'), month === null ? '' : say('towns.visitsOf', { month }));
}

/** The same of what towns report: what came in on which day, late visits of which month; the grid ladder is as it stands. */
export function reportPeriods(sources: ReportSources, context: PeriodContext): string {
  const { say } = context;
  const told = toldPeriod(sources, 'REPORTS');
  const month = monthOf(sources, 'SERVICE_VISITS_LATE', context);
  return joined(
    told === null ? '' : say('towns.reportsOf', { period: periodWords(told, context) }),
    month === null ? '' : say('towns.lateOf', { month }),
  );
}

function monthOf(
  sources: ReportSources,
  kind: 'SERVICE_VISITS_DONE' | 'SERVICE_VISITS_LATE',
  { utcOffsetMinutes, say }: PeriodContext,
): string | null {
  const told = toldPeriod(sources, kind);
  return told === null ? null : monthWord(localTime(told.from, utcOffsetMinutes).month, say);
}
