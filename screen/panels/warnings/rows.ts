import type { WarningEntity } from '../../../gateway/contract/warnings.ts';
import { holderWords } from '../../state/holder.ts';
import { counts } from '../../state/scope.ts';
import {
  type WarningContext,
  warningDue,
  warningFinding,
  warningState,
  warningTitle,
} from '../../state/warning.ts';

/** One open warning as it is drawn. */
export interface WarningRow {
  readonly ref: string;
  readonly level: WarningEntity['level'];
  /** Rule and what it is about; may be cut. */
  readonly title: string;
  /** What is waited for, and since when; a clock that has run out is told. */
  readonly words: string;
  readonly tone: 'late' | 'waiting' | 'open';
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

/** One warning in words. */
export function warningRow(warning: WarningEntity, context: WarningContext): WarningRow {
  const { say } = context;
  return {
    ref: `warning:${warning.id}`,
    level: warning.level,
    title: warningTitle(warning, context, warning.unit),
    words: warningState(warning, context),
    tone: toneOf(warning),
    found: warningFinding(warning, say),
    unit: holderWords(warning.unit, say),
    due: warningDue(warning, context),
  };
}

/** Until its unit has signed, somebody must act at once; afterwards its clock says whether it is late. */
function toneOf({ late, state }: WarningEntity): WarningRow['tone'] {
  if (late !== null) return 'late';
  return state === 'SIGNED' || state === 'ANSWERED' ? 'open' : 'waiting';
}
