import { describe, expect, it } from 'vitest';
import { at, iso, type Said } from './log.ts';
import { fold, life, opened } from './walks.ts';

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

describe('who approved', () => {
  const suspended = (local: string, data: Record<string, unknown> = {}): Said => ({
    type: 'case.suspended',
    time: at(local),
    data: { reason: '等专家', ...data },
  });
  const stop = (local: string): Said => ({
    ...BY_DESK,
    type: 'operation.suspension_decided',
    time: at(local),
    data: { decision: 'GRANTED', reason: '等专家', approver: '值班长', by: BY_DESK.data?.by },
  });
  const told = (...said: Said[]) => fold(opened(), ...said).deadline('x-1');

  it.each<[string, Said[]]>([
    ['its source', [suspended('2026-11-16 10:00', { approver: '值班长' })]],
    ['the desk', [stop('2026-11-16 10:00')]],
    [
      'the desk, of what its source tells after it',
      [stop('2026-11-16 10:00'), suspended('2026-11-16 10:05')],
    ],
    [
      'the desk, of what its source told before it',
      [suspended('2026-11-16 10:00'), stop('2026-11-16 10:05')],
    ],
    [
      'its source in a later word, where it told of it before',
      [suspended('2026-11-16 10:00'), suspended('2026-11-16 10:05', { approver: '值班长' })],
    ],
  ])('a standstill is kept as told by %s', (_who, said) => {
    expect(told(...said)?.pauses).toEqual([
      { from: at('2026-11-16 10:00'), to: null, state: 'SUSPENDED', reason: '等专家', approver: '值班长' },
    ]);
  });

  it.each<[string, Said[], string[]]>([
    ['nobody', [suspended('2026-11-16 10:00')], ['no_approval']],
    ['its source', [suspended('2026-11-16 10:00', { approver: '值班长' })], []],
    [
      'its source, which tells the state with a report',
      [
        {
          ...suspended('2026-11-16 10:00', { state: 'SUSPENDED', approver: '值班长' }),
          type: 'case.progressed',
        },
      ],
      [],
    ],
    ['the desk before it', [stop('2026-11-16 10:00'), suspended('2026-11-16 10:05')], []],
    ['the desk after it', [suspended('2026-11-16 10:00'), stop('2026-11-16 10:05')], []],
    ['the desk alone', [stop('2026-11-16 10:00')], []],
    [
      'the first time only',
      [
        suspended('2026-11-16 10:00', { approver: '值班长' }),
        { type: 'case.resumed', time: at('2026-11-17 10:00') },
        suspended('2026-11-18 10:00'),
      ],
      ['no_approval'],
    ],
  ])('a standstill that was approved by %s is judged so', (_who, said, expected) => {
    const flagged = problems({ type: 'case.started', time: at('2026-11-13 10:30') }, ...said);
    expect(flagged.filter((problem) => problem === 'no_approval')).toEqual(expected);
  });

  it('a standstill is not made up where nobody told it', () => {
    expect(told(suspended('2026-11-16 10:00'))?.pauses[0]).not.toHaveProperty('approver');
  });

  it.each<[string, Said[], string]>([
    ['its source', [followed({ extension, approver: '值班长岗' })], '值班长岗'],
    ['the desk', [BY_DESK], '值班长'],
    ['the desk, of what its source tells after it', [BY_DESK, followed({ extension })], '值班长'],
  ])('an extension is kept as told by %s, and counted once', (_who, said, approver) => {
    expect(told(...said)?.extensions.map((each) => each.approver)).toEqual([approver]);
  });

  it('an extension that its source confirms is counted once under the limit of work that began anew', () => {
    const said = [
      opened({ dueAt: iso('2026-11-13 12:00') }),
      { type: 'case.closed', time: at('2026-11-13 11:00') },
      { type: 'case.reopened', time: at('2026-11-16 09:00') },
      BY_DESK,
      followed({ extension: { amount: 2, unit: 'workday' } }),
    ];
    const { dueAt, extensions = [] } = fold(...said).deadline('x-1') ?? {};
    expect([dueAt, extensions.length]).toEqual([at('2026-11-23 18:00'), 1]);
  });
});
