import { describe, expect, it } from 'vitest';
import { at, iso, type Said } from './log.ts';
import { life, opened } from './walks.ts';

const BY_DESK: Said = {
  type: 'operation.extension_decided',
  subject: 'case:x-1',
  source: 'urn:yitu:console:1号席',
  sequence: null,
  time: at('2026-11-16 10:00'),
  data: {
    decision: 'GRANTED',
    extension: { amount: 2, unit: 'workday' },
    reason: '情况属实',
    approver: '值班长',
    by: { seat: '1号席', role: 'duty_officer' },
  },
};
const extension = { amount: 3, unit: 'workday' };
const followed = (data: Record<string, unknown>): Said => ({
  type: 'case.extended',
  time: at('2026-11-16 11:00'),
  data,
});
const problems = (...said: Said[]) => life(opened(), ...said).irregularities.map(({ problem }) => problem);

describe('an extension that the source tells', () => {
  it('was approved by the desk that granted one before it, whatever amount it has', () => {
    expect(problems(followed({ extension }))).toEqual(['no_approval']);
    expect(problems(BY_DESK, followed({ extension }))).toEqual([]);
    expect(problems(BY_DESK, followed({}))).toEqual([]);
  });

  it('names the post that granted it, which stands before what the desk says', () => {
    expect(problems(followed({ extension, approver: '值班长岗' }))).toEqual([]);
    expect(problems(BY_DESK, followed({ extension, approver: '座席岗' }))).toEqual(['wrong_approver']);
  });

  it('with a deadline of its own is the source’s matter', () => {
    expect(problems(followed({ dueAt: iso('2026-11-30 18:00') }))).toEqual([]);
  });
});
