import { describe, expect, it, vi } from 'vitest';
import { CASE_STATES, STAGE_OF } from '../../../../gateway/contract/vocabulary.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { at, kpi, type Said, tick } from './log.ts';
import { CALLED, fold, item, life, MINUTE, opened, rules, START, type Step, WHOLE, walk } from './walks.ts';

vi.setConfig({ testTimeout: 60_000 });

const flags = (...steps: Said[]) =>
  life(...steps).irregularities.map(({ problem, from, to }) => [problem, from, to]);

describe('the life of an item', () => {
  it('by the book has nothing against it', () => {
    expect(life(opened(), ...walk(...WHOLE))).toMatchObject({
      irregular: 0,
      check: 'PASSED',
      callback: 'PASSED',
      returns: 0,
    });
  });

  it.each<[string, Step[], unknown[][]]>([
    ['a signature before any dispatch', ['signed'], [['illegal_transition', 'RECEIVED', 'ACCEPTED']]],
    [
      'a closing without a call-back',
      ['dispatched', 'signed', 'started', 'fedback', 'closed'],
      [
        ['illegal_transition', 'FEEDBACK', 'CLOSED'],
        ['no_callback', 'FEEDBACK', 'CLOSED'],
      ],
    ],
    [
      'a closing after a call-back that failed',
      ['dispatched', 'signed', 'started', 'fedback', ['calledback', { callback: 'FAILED' }], 'closed'],
      [['no_callback', 'CALLBACK', 'CLOSED']],
    ],
    [
      'going on after a failed check',
      ['dispatched', 'signed', 'started', 'fedback', ['progressed', { check: 'FAILED' }], 'calledback'],
      [['check_failed', 'FEEDBACK', 'CALLBACK']],
    ],
    [
      'handing back what was signed',
      ['dispatched', 'signed', ['returned', { returnReason: 'NOT_MY_DUTY' }]],
      [
        ['late_return', 'ACCEPTED', 'VERIFYING'],
        ['illegal_transition', 'ACCEPTED', 'VERIFYING'],
      ],
    ],
    [
      'a third return',
      ['dispatched', 'returned', 'dispatched', 'returned', 'dispatched', 'returned'],
      [['too_many_returns', 'DISPATCHED', 'JOINT_REVIEW']],
    ],
    [
      'a closing without any feedback to check',
      ['dispatched', 'signed', 'started', CALLED, 'closed'],
      [
        ['illegal_transition', 'IN_PROGRESS', 'CALLBACK'],
        ['no_check', 'CALLBACK', 'CLOSED'],
      ],
    ],
    [
      'a closing after a call-back that told no result',
      ['dispatched', 'signed', 'started', 'fedback', 'calledback', 'closed'],
      [['no_callback', 'CALLBACK', 'CLOSED']],
    ],
    [
      'a second extension',
      [
        ['extended', { extension: { amount: 2, unit: 'workday' }, approver: '值班长岗' }],
        ['extended', { extension: { amount: 2, unit: 'workday' }, approver: '值班长岗' }],
      ],
      [['too_many_extensions', 'RECEIVED', null]],
    ],
    [
      'an extension that is too long',
      [['extended', { extension: { amount: 6, unit: 'workday' }, approver: '值班长岗' }]],
      [['extension_too_long', 'RECEIVED', null]],
    ],
    [
      'an extension of the source that no post has granted',
      [['extended', { extension: { amount: 2, unit: 'workday' } }]],
      [['no_approval', 'RECEIVED', null]],
    ],
    [
      'one that another post has granted than the limit names',
      [['extended', { extension: { amount: 2, unit: 'workday' }, approver: '座席岗' }]],
      [['wrong_approver', 'RECEIVED', null]],
    ],
  ])('%s is kept, applied, flagged and counted', (_what, steps, expected) => {
    const told = [opened(), ...walk(...steps)];
    expect(flags(...told)).toEqual(expected);
    expect(life(...told).irregular).toBe(expected.length);
    const closed = item(...told)?.closedAt !== null;
    const numbers = fold(...told, tick('2026-11-13 12:00'));
    expect(kpi(numbers, 'case.irregular')).toBe(closed ? 0 : 1);
    expect(kpi(numbers, 'today.closedIrregular')).toBe(closed ? 1 : 0);
  });

  it.each([
    ['within the time for signing', '2026-11-13 16:01', []],
    ['after it', '2026-11-13 16:02', [['late_return', 'DISPATCHED', 'VERIFYING']]],
  ])('handed back %s', (_when, time, expected) => {
    const back: Said = { type: 'case.returned', time: at(time) };
    expect(flags(opened(), ...walk('dispatched'), back)).toEqual(expected);
  });

  it.each([
    ['signed', '2026-11-13 16:01', []],
    ['signed', '2026-11-13 16:02', [['late_sign', 'DISPATCHED', 'ACCEPTED']]],
    ['returned', '2026-11-13 16:02', [['late_return', 'DISPATCHED', 'VERIFYING']]],
    ['merged', '2026-11-14 16:02', []],
  ])(
    '%s at %s after a dispatch at 10:01, which is to be signed within four office hours',
    (type, time, expected) => {
      const step: Said = {
        type: `case.${type}`,
        time: at(time),
        data: type === 'merged' ? { into: 'x-9' } : {},
      };
      const told = flags(opened(), ...walk('dispatched'), step);
      expect(told.filter(([problem]) => String(problem).startsWith('late'))).toEqual(expected);
    },
  );

  describe('is judged by the limit as of each step', () => {
    const on = (type: string, time: string, data: Record<string, unknown> = {}): Said => ({
      type: `case.${type}`,
      time: at(time),
      data,
    });
    const more = on('extended', '2026-11-16 10:00', {
      extension: { amount: 5, unit: 'day' },
      approver: '值班长岗',
    });
    const worked = walk('dispatched', 'signed', 'started');

    it('an extension under the limit that it extended, not under the short one of a rework, nor another urgency', () => {
      const fedback = on('fedback', '2026-12-07 10:00');
      const rework = [fedback, on('reworked', '2026-12-08 10:00')];
      const reworked = item(opened({ urgency: 'U5' }), ...worked, more, ...rework);
      expect([reworked?.limit, reworked?.life.irregularities.map(({ problem }) => problem)]).toEqual([
        'rework',
        [],
      ]);
      const urgent = on('progressed', '2026-11-17 10:00', { urgency: 'U1' });
      expect(flags(opened({ urgency: 'U5' }), ...worked, more, urgent)).toEqual([]);
      const calm = on('progressed', '2026-11-17 10:00', { urgency: 'U5' });
      const vain = flags(opened({ urgency: 'U1' }), ...worked, more, calm);
      expect(vain.map(([problem]) => problem)).toEqual(['late_extension', 'not_extendable']);
    });

    it('an extension by what was granted since its limit began to run', () => {
      const again = [on('closed', '2026-11-18 10:00'), on('reopened', '2026-11-19 10:00')];
      const anew = (day: string) => on('extended', `2026-11-${day} 10:00`, more.data);
      const problems = (...steps: Said[]) =>
        flags(opened({ urgency: 'U5' }), ...worked, more, ...steps).filter(
          ([, from]) => from === 'IN_PROGRESS',
        );
      expect(problems(anew('17')).map(([problem]) => problem)).toEqual(['too_many_extensions']);
      const closing = problems(...again);
      expect(problems(...again, anew('20'))).toEqual(closing);
      expect(problems(...again, anew('20'), anew('23'))).toEqual([
        ...closing,
        ['too_many_extensions', 'IN_PROGRESS', null],
      ]);
      expect(life(opened({ urgency: 'U5' }), ...worked, more, ...again, anew('20')).extensions).toBe(2);
    });

    it('a signature under the urgency at its dispatch, and so the share that was signed in time', () => {
      const signed = [opened({ urgency: 'U3' }), ...walk('dispatched'), on('signed', '2026-11-13 11:00')];
      const urgent = on('progressed', '2026-11-13 12:00', { urgency: 'U1' });
      expect(flags(...signed, urgent)).toEqual([]);
      const whole = fold(...signed, urgent, tick('2026-11-13 13:00'));
      const question = { id: 'signOnTime', period: 'D7', area: null, at: whole.now() } as const;
      expect(whole.explainKpi(question)?.told).toMatchObject({ part: 1, of: 1 });
    });
  });

  it('owes its call-back from the feedback on where the source tells it once it is made', () => {
    const until = walk('dispatched', 'signed', 'started', 'fedback');
    const made: Said = { type: 'case.calledback', time: at('2026-11-16 10:00'), data: {} };
    const owed: Said = { ...made, type: 'case.progressed', data: { state: 'CALLBACK' } };
    const clock = (last: Said) => life(opened(), ...until, last).stage;
    expect(clock(made)).toMatchObject({ clock: 'CALLBACK', startAt: START + 4 * MINUTE });
    expect(clock(owed)).toMatchObject({ clock: 'CALLBACK', startAt: at('2026-11-16 10:00') });
  });

  it('goes to joint review by itself with the third return, until it is dispatched again', () => {
    const bounced = walk('dispatched', 'returned', 'dispatched', 'returned', 'dispatched', 'returned');
    expect(item(opened(), ...bounced.slice(0, 4))?.state).toBe('VERIFYING');
    expect(item(opened(), ...bounced)).toMatchObject({
      state: 'JOINT_REVIEW',
      stateSince: START + 6 * MINUTE,
      life: { stage: { clock: 'JOINT_REVIEW', side: 'CENTRE' } },
    });
    const again = [...bounced, ...walk('', '', '', '', '', '', 'dispatched').slice(6)];
    expect(item(opened(), ...again)?.state).toBe('DISPATCHED');
  });

  it('of a record of another system closes from anywhere, legally, and is counted apart', () => {
    const steps = [opened(), ...walk('dispatched', ['closed', { callbackWaived: 'imported' }])];
    expect(life(...steps)).toMatchObject({ irregular: 0, callback: 'IMPORTED' });
    const numbers = fold(...steps, tick('2026-11-13 12:00'));
    expect(kpi(numbers, 'today.closedImported')).toBe(1);
    expect(kpi(numbers, 'today.closedIrregular')).toBe(0);
  });

  it('sent back or taken up again needs another call-back', () => {
    const again = walk(...WHOLE.slice(0, -1), 'reworked', 'fedback', 'closed');
    expect(life(opened(), ...again)).toMatchObject({ reworks: 1, callback: null });
    const reopened = walk(...WHOLE, 'reopened');
    expect(life(opened(), ...reopened)).toMatchObject({ reopenings: 1, callback: null, irregular: 0 });
  });

  it.each<Step>(['reopened', 'started', 'resumed', ['progressed', { state: 'IN_PROGRESS' }], 'dispatched'])(
    'taken up again by %j needs another call-back',
    (step) => {
      const unasked = walk(...WHOLE, step, 'fedback', 'calledback', 'closed');
      expect(life(opened(), ...unasked).callback).toBeNull();
      expect(flags(opened(), ...unasked)).toContainEqual(['no_callback', 'CALLBACK', 'CLOSED']);
      const asked = walk(...WHOLE, step, 'fedback', CALLED, 'closed');
      expect(life(opened(), ...asked).callback).toBe('PASSED');
      expect(flags(opened(), ...asked)).not.toContainEqual(['no_callback', 'CALLBACK', 'CLOSED']);
    },
  );

  it('whose call-back is told after its end is called back by it', () => {
    const late = walk('dispatched', 'signed', 'started', 'fedback', 'closed', CALLED, 'closed');
    expect(life(opened(), ...late).callback).toBe('PASSED');
  });

  it('knows its holder since when, its first-contact unit, its marks, track and rating', () => {
    const steps = walk(
      ['verified', { tags: ['SUPERVISED', 'TASKFORCE'], track: 'PEOPLE_MEDIATION' }],
      ['dispatched', { holder: 'u-housing' }],
      ['signed', { holder: 'u-housing' }],
      ['rated', { score: 4 }],
    );
    expect(life(opened({ firstUnit: 'u-housing', holder: null }), ...steps)).toMatchObject({
      holderSince: START + 2 * MINUTE,
      firstUnit: '住建局',
      tags: ['SUPERVISED', 'TASKFORCE'],
      track: 'PEOPLE_MEDIATION',
      score: 4,
    });
  });

  it('counts how often it was raised to a higher level of handling and sent down again', () => {
    const levels = ['TOWNSHIP', 'COUNTY', 'TOWNSHIP'].map(
      (handlingLevel): [string, Record<string, unknown>] => ['progressed', { handlingLevel }],
    );
    expect(life(opened({ handlingLevel: 'VILLAGE' }), ...walk(...levels))).toMatchObject({
      raised: 2,
      lowered: 1,
    });
  });
});

describe('the shipped rules of life', () => {
  it('let every open state be left, and no vocabulary forget one', () => {
    const open = CASE_STATES.filter((state) => STAGE_OF[state] !== null);
    expect(open.filter((state) => (rules.life.transitions[state] ?? []).length === 0)).toEqual([]);
    expect(rules.life.vocabularies).toHaveLength(6);
    for (const { stages } of rules.life.vocabularies) {
      expect(
        stages
          .filter(({ tracks }) => tracks === undefined)
          .flatMap(({ states }) => states)
          .filter((state) => open.includes(state))
          .sort(),
      ).toEqual([...open].sort());
    }
  });
});

describe('for any history', () => {
  const type = fc.constantFrom(
    ...WHOLE.map((each) => (typeof each === 'string' ? each : (each[0] as string))),
    'returned',
    'reworked',
    'reopened',
    'suspended',
    'resumed',
    'extended',
    'progressed',
  );
  const data = fc.record(
    {
      holder: fc.constantFrom('u-housing', '供水公司'),
      handlingLevel: fc.constantFrom('VILLAGE', 'COUNTY'),
    },
    { requiredKeys: [] },
  );
  const history = fc.array(fc.tuple(type, data), { minLength: 1, maxLength: 20 });

  it('shuffled, with repetitions, the life is the same; cut off, it is that of the part', () => {
    const holds = (steps: [string, object][], seed: number, cut: number) => {
      const told = [opened(), ...walk(...(steps as [string, Record<string, unknown>][]))].map(
        (each, sequence) => ({
          ...each,
          sequence,
          receivedAt: at('2026-11-13 20:00'),
        }),
      );
      const mixed = [...told, ...told.slice(0, cut)]
        .map((each, index) => ({ each, key: Math.imul(index + 1, seed) % 997 }))
        .sort((a, b) => a.key - b.key)
        .map(({ each }) => each);
      expect(item(...mixed)?.life).toEqual(item(...told)?.life);
      const part = told.slice(0, 1 + (cut % told.length));
      expect(item(...[...part].reverse())?.life).toEqual(item(...part)?.life);
    };
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 1e6 }), fc.nat({ max: 20 }), holds),
      numRuns(150),
    );
  });
});
