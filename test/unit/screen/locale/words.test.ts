import { describe, expect, it } from 'vitest';
import { GLOSSARY } from '../../../../gateway/contract/glossary.ts';
import { CASE_STATES, LEVELS, STAGES } from '../../../../gateway/contract/vocabulary.ts';
import { PANEL_RANKS } from '../../../../gateway/contract/wall.ts';
import { en } from '../../../../screen/locale/en.ts';
import { groupDigits, signed } from '../../../../screen/locale/numbers.ts';
import { createSay } from '../../../../screen/locale/words.ts';
import { zh } from '../../../../screen/locale/zh.ts';

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe('words', () => {
  it('exist in both languages, with the same holes', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    for (const key of Object.keys(zh) as (keyof typeof zh)[])
      if (!['clock.date', 'instant.', 'warningRule.'].some((own) => key.startsWith(own)))
        expect([key, holes(en[key])]).toEqual([key, holes(zh[key])]);
  });
  it('count one in English as one', () => {
    const [chinese, english] = [createSay('zh'), createSay('en')];
    expect([0, 1, 2].map((n) => english('timer.workdays', { n }))).toEqual([
      '0 working days left',
      '1 working day left',
      '2 working days left',
    ]);
    expect(english('unit.day', { n: '1' })).toBe('1 day');
    expect(chinese('timer.workdays', { n: 1 })).toBe('剩 1个工作日');
  });
  it('are never empty', () => {
    expect([...Object.values(zh), ...Object.values(en)].filter((text) => text.trim() === '')).toEqual([]);
  });
  it('name every level, stage and panel', () => {
    const keys = Object.keys(zh);
    for (const level of LEVELS) expect(keys).toContain(`level.${level}`);
    for (const stage of STAGES) expect(keys).toContain(`stage.${stage}`);
    for (const panel of Object.keys(PANEL_RANKS)) expect(keys).toContain(`panel.${panel}`);
    expect(CASE_STATES).toContain('DISPATCHED');
  });
  it('are those of the glossary', () => {
    const word = (id: string) => GLOSSARY.find((term) => term.id === id)?.zh;
    expect(zh['panel.timers']).toBe(word('dueAt'));
    expect(zh['panel.alarms']).toBe(word('alarm'));
    expect(zh['strip.overdue']).toBe(word('overdue'));
    expect(zh['strip.dueSoon']).toBe(word('dueSoon'));
    expect(zh['timer.paused']).toBe(word('suspended'));
    expect(zh['panel.status-strip']).toBe(word('statusStrip'));
    expect(zh['timer.holder']).toContain(word('holder'));
    expect(zh['footer.position']).toContain(word('position'));
    expect(zh['feed.silent']).toContain(word('silent'));
    expect(zh['panel.leads']).toContain(word('lead'));
  });
  it('keep a hole visible that nobody filled', () => {
    expect(createSay('zh')('count.overdue', { n: 3 })).toBe('超期 3');
    expect(createSay('en')('count.overdue')).toBe('{n} overdue');
  });
});

describe('names that come as data', () => {
  it('are those of the table, else as they are told', () => {
    const { named } = createSay('en', new Map([['消防通道', 'Fire lanes']]));
    expect(['消防通道', '燃气', 'constructor'].map(named)).toEqual(['Fire lanes', '燃气', 'constructor']);
    expect(createSay('zh').named('消防通道')).toBe('消防通道');
  });
});

describe('numbers', () => {
  it('are grouped without the PC’s locale, and — when there is none', () => {
    expect([184213, 1402, 7, -1234, null, Number.NaN].map(groupDigits)).toEqual([
      '184,213',
      '1,402',
      '7',
      '−1,234',
      '—',
      '—',
    ]);
  });
  it('say a change with its sign', () => {
    expect([6, -3, 0, null].map(signed)).toEqual(['+6', '−3', '±0', '—']);
  });
});
