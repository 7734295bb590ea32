import type { Draw } from '../rng.ts';
import type { Scenario } from '../scenario.ts';
import { MINUTE } from '../time.ts';
import type { CaseLife } from './life.ts';

/** How an item ends: done, found to be nothing, or known to be the same matter as another one. */
export type Fate = 'CLOSED' | 'VOID' | 'MERGED';

type Shares = Pick<Scenario['cases'], 'voidedShare' | 'mergedShare'>;

export function fateOf(draw: Draw, { voidedShare, mergedShare }: Shares): Fate {
  const at = draw.next();
  if (at < voidedShare) return 'VOID';
  return at < voidedShare + mergedShare ? 'MERGED' : 'CLOSED';
}

/** The life of an item that ends as soon as somebody has looked at it. */
export function cutShort(draw: Draw, life: CaseLife, fate: Exclude<Fate, 'CLOSED'>): CaseLife {
  const verify = life.at.get('verify') ?? life.closedAt;
  return {
    ...life,
    at: new Map([['verify', verify]]),
    closedAt: Math.round(verify + draw.between(5, 40) * MINUTE),
    ratedAt: null,
    newDueAt: null,
    levelledAtDispatch: false,
    fate,
  };
}
