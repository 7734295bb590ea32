import { describe, expect, it } from 'vitest';
import { YEARS } from './deadline/support.ts';
import { at, configured, folded, kpi, log, type Said, tick } from './log.ts';
import { fold, life, MINUTE, opened, rules, walk } from './walks.ts';

const steps = [opened(), ...walk('dispatched', ['closed', { callbackWaived: 'imported' }])];
const closedAt = steps.at(-1)?.time ?? 0;
const before = closedAt - MINUTE / 2;
const by = { seat: '1号席', role: 'duty_officer' };
const desk = (type: string, time: number, data: object = {}, subject = 'case:x-1'): Said => ({
  type: `operation.${type}`,
  subject,
  sequence: null,
  time,
  producer: 'console',
  data: { ...data, by },
});
const refused = { decision: 'REFUSED', reason: '理由不足', approver: '值班长' };
const LOOKED = { result: 'TRUE' };
const stands = (...said: Said[]) => {
  const { callback, irregularities } = life(...said);
  return [callback, ...irregularities.map(({ problem }) => problem)];
};
const GATED = [null, 'illegal_transition', 'no_callback', 'no_check'];

describe('an item that its source closes as a record of another system', () => {
  it('passes where nobody of this centre has touched it', () => {
    expect(stands(...steps)).toEqual(['IMPORTED']);
  });

  it.each<[string, Said]>([
    ['looked into it', desk('verified', before, LOOKED)],
    ['decided', desk('extension_decided', before, refused)],
    ['sent a terminal there', desk('dispatched', before, { to: 'case:x-1' }, 'terminal:t-1')],
  ])('does not pass once a seat of this centre %s, whichever came first', (_what, act) => {
    const [first, ...rest] = steps;
    expect(stands(first as Said, act, ...rest)).toEqual(GATED);
    expect(stands(...steps, act)).toEqual(GATED);
    const numbers = fold(...steps, act, tick('2026-11-13 12:00'));
    expect(['Imported', 'Unchecked', 'Irregular'].map((id) => kpi(numbers, `today.closed${id}`))).toEqual([
      0, 1, 1,
    ]);
  });

  it('does not pass where the item was made here', () => {
    const made = { ...opened(), producer: 'console' };
    expect(stands(made, ...steps.slice(1))).toEqual(GATED);
  });

  it('passes where this centre only read it, or acted once it was closed', () => {
    const read = desk('noted', before, { note: '见原系统' });
    const late = desk('verified', closedAt + MINUTE, LOOKED);
    expect(stands(...steps, read, late)).toEqual(['IMPORTED']);
  });

  it('passes from a source that the rules name, whatever this centre did', () => {
    const named = { ...rules, life: { ...rules.life, importsFrom: ['urn:test'] } };
    const site = configured({ rules: named, calendars: YEARS }, at('2026-01-01 00:00'));
    const item = folded(log(site, ...steps, desk('verified', before, LOOKED))).get('case', 'x-1');
    expect(item?.life).toMatchObject({ callback: 'IMPORTED', irregular: 0 });
  });
});

it('an item of which nobody could be reached is counted apart from other waivers', () => {
  const tried = walk(
    'dispatched',
    'signed',
    'started',
    'fedback',
    ['calledback', {}],
    ['closed', { callbackWaived: 'unreachable' }],
  );
  expect(stands(opened(), ...tried)).toEqual(['UNREACHABLE']);
  const numbers = fold(opened(), ...tried, tick('2026-11-13 12:00'));
  expect(['Unreachable', 'Unchecked', 'Irregular'].map((id) => kpi(numbers, `today.closed${id}`))).toEqual([
    1, 0, 0,
  ]);
});
