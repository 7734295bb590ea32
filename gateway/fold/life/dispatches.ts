import type { CaseState } from '../../contract/vocabulary.ts';
import type { StateMark } from '../case-marks.ts';
import { withoutStandstills } from '../deadline/pauses.ts';
import { distinct, type LifeStep } from './steps.ts';

interface Told {
  readonly marks: readonly StateMark[];
  readonly steps: readonly LifeStep[];
}

/** One dispatch of an item to a unit, by what came of it first. Epoch ms. */
export interface Dispatched {
  readonly sentAt: number;
  /** When the unit signed for it; null where it never did. */
  readonly signedAt: number | null;
  /** When it was handed back, sent on to another unit or went on in any other way; null while it stands. */
  readonly leftAt: number | null;
  /** It left with the end of a record of another system: no unit of this centre was late with it. */
  readonly imported: boolean;
}

/** By number in the log: returns, and dispatches to another unit than the one that had not signed yet. */
export function handedOn(steps: readonly LifeStep[]): ReadonlySet<number> {
  const handed = new Set<number>();
  let holder: string | null = null;
  for (const { type, state, holder: named, s } of steps) {
    const other = typeof named === 'string' && holder !== null && named !== holder;
    if (type === 'case.returned' || (state === 'DISPATCHED' && other)) handed.add(s[2]);
    if (named !== undefined) holder = named;
  }
  return handed;
}

/**
 * Every dispatch of an item in its own order, each from where its clock to sign began: a dispatch that is told again is the
 * same, one to another unit is another. A standstill ends none.
 */
export function dispatchesOf({ marks, steps }: Told): readonly Dispatched[] {
  const told = distinct(steps);
  const handed = handedOn(told);
  const imports = new Set(told.flatMap(({ waived, s }) => (waived === 'imported' ? [s[2]] : [])));
  const list: Dispatched[] = [];
  let present: Dispatched | null = null;
  let stands = false;
  for (const { state, at, s } of withoutStandstills(marks)) {
    if (state === 'SUSPENDED') continue;
    if (state === 'DISPATCHED' && (!stands || handed.has(s[2]))) {
      if (present !== null) list.push(stands ? { ...present, leftAt: at } : present);
      present = { sentAt: at, signedAt: null, leftAt: null, imported: false };
    } else if (present !== null && state !== 'DISPATCHED') {
      present = signedBy(present, state, at);
      if (stands) present = { ...present, leftAt: at, imported: imports.has(s[2]) };
    }
    stands = state === 'DISPATCHED';
  }
  return present === null ? list : [...list, present];
}

function signedBy(sent: Dispatched, state: CaseState, at: number): Dispatched {
  return state === 'ACCEPTED' && sent.signedAt === null ? { ...sent, signedAt: at } : sent;
}
