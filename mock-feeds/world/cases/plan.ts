import type { RiskLevel } from '../../../gateway/contract/index.ts';
import type { CaseDraft } from './draft.ts';
import type { CaseLife } from './life.ts';

/** What the people at the desks know of an item: how high its risk was told to be, since when, until when it is open. */
export interface CasePlan {
  readonly id: string;
  /** Null for a facility item, which carries no level. */
  readonly level: RiskLevel | null;
  /** When the source tells the level first. */
  readonly levelledAt: number;
  readonly closedAt: number;
}

export function planOf({ id, level, receivedAt }: CaseDraft, life: CaseLife): CasePlan {
  const step = life.levelledAtDispatch ? 'dispatch' : 'levelled';
  const later = life.firstLevel === 'UNDETERMINED' ? life.at.get(step) : undefined;
  return {
    id,
    level: level === 'UNDETERMINED' ? null : level,
    levelledAt: later ?? receivedAt,
    closedAt: life.closedAt,
  };
}
