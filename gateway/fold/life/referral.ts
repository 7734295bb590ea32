import type { CaseState } from '../../contract/vocabulary.ts';
import type { StateMark } from '../case-marks.ts';
import type { Stamp } from '../stamp.ts';
import { distinct, type LifeStep } from './steps.ts';

interface Returned {
  readonly marks: readonly StateMark[];
  readonly steps: readonly LifeStep[];
}

/** Where a return puts an item that nobody has to judge jointly. */
const BACK: readonly (CaseState | undefined)[] = ['RECEIVED', 'VERIFYING'];

/** The record in which each return beyond what the rules bear goes to joint review 联合研判 by itself (domain §2.4). */
export function withReferral<Rec extends Returned>(record: Rec, returnsAtMost: number): Rec {
  const { marks, steps } = record;
  if (steps.length <= returnsAtMost) return record;
  const returns = distinct(steps.filter(({ type }) => type === 'case.returned'));
  if (returns.length <= returnsAtMost) return record;
  const beyond = returns.slice(returnsAtMost);
  const referred = <Told extends { readonly s: Stamp; readonly state?: CaseState }>(told: Told): Told =>
    BACK.includes(told.state) && beyond.some(({ s }) => isSame(s, told.s))
      ? { ...told, state: 'JOINT_REVIEW' }
      : told;
  return { ...record, marks: marks.map(referred), steps: steps.map(referred) };
}

function isSame(a: Stamp, b: Stamp): boolean {
  return a[0] === b[0] && a[1] === b[1] && (a[1] >= 0 || a[2] === b[2]);
}
