import type { Draw } from '../rng.ts';
import type { Scenario } from '../scenario.ts';
import { MINUTE } from '../time.ts';
import type { CaseLife } from './life.ts';

/** How an item ends: done, found to be nothing, known to be the same matter as another one, or directed to a legal way 导. */
export type Fate = 'CLOSED' | 'VOID' | 'MERGED' | 'GUIDED';

type Shares = Pick<Scenario['cases'], 'voidedShare' | 'mergedShare' | 'guidedShare'>;

export function fateOf(draw: Draw, { voidedShare, mergedShare, guidedShare }: Shares): Fate {
  const at = draw.next();
  if (at < voidedShare) return 'VOID';
  if (at < voidedShare + mergedShare) return 'MERGED';
  return at < voidedShare + mergedShare + guidedShare ? 'GUIDED' : 'CLOSED';
}

/** Minutes from a first look to the end of an item that nobody has to handle. */
const LOOKED_AT = { least: 5, most: 40 };

/** The latest instant, ms, at which an item ends that is found to be nothing, or known already. */
export function cutShortBy(life: CaseLife): number {
  return firstLook(life) + LOOKED_AT.most * MINUTE;
}

function firstLook({ at, closedAt }: CaseLife): number {
  return at.get('verify') ?? closedAt;
}

/** The life of an item that ends as soon as somebody has looked at it. */
export function cutShort(draw: Draw, life: CaseLife, fate: Exclude<Fate, 'CLOSED'>): CaseLife {
  const verify = firstLook(life);
  return {
    ...life,
    at: new Map([['verify', verify]]),
    closedAt: Math.round(verify + draw.between(LOOKED_AT.least, LOOKED_AT.most) * MINUTE),
    ratedAt: null,
    newDueAt: null,
    levelledAtDispatch: false,
    fate,
  };
}
