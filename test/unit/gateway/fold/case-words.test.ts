import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadRules } from '../../../../config/runtime/rules.ts';
import type { Unit } from '../../../../gateway/contract/region.ts';
import { YEARS } from './deadline/support.ts';
import { at, configured, folded, kpi, log, received, type Said } from './log.ts';

const rules = loadRules(fileURLToPath(new URL('../../../../config/rules', import.meta.url)));
const SITE = configured({ rules, calendars: YEARS }, at('2026-01-01 00:00'));
const START = at('2026-11-13 10:00');
const opened = (over: Record<string, unknown> = {}): Said => ({
  ...received({ urgency: 'U3', ...over }),
  time: START,
});
const walk = (step: string): Said[] => [{ type: `case.${step}`, time: START + 60_000 }];
const unitsOf = (said: Said) => said.data?.units as Unit[];

describe('the words of a step', () => {
  const vocabularyOf = { 'urn:leads': 'leads', 'urn:mediation': 'mediation', 'urn:seven': 'seven-steps' };
  const LEADS = configured(
    {
      rules: { ...rules, life: { ...rules.life, vocabularyOf } },
      calendars: YEARS,
    },
    at('2026-01-01 00:00'),
  );
  const told = (data: Record<string, unknown>): Said[] => [
    { type: 'case.progressed', time: START + 60_000, data },
  ];
  const word = (source: string, ...steps: Said[]) =>
    folded(log(LEADS, ...steps.map((step) => ({ ...step, source })))).get('case', 'x-1')?.life.word;

  it('are those of the vocabulary of its source, else of the wall', () => {
    expect(word('urn:test', opened(), ...walk('dispatched'))).toBe('分流');
    expect(word('urn:leads', opened(), ...walk('dispatched'))).toBe('转');
  });

  it('end with the item, but for an end that is itself a step', () => {
    expect(word('urn:leads', opened(), ...walk('voided'))).toBeNull();
    expect(word('urn:test', opened(), ...walk('closed'))).toBeNull();
    expect(word('urn:leads', opened(), ...walk('closed'))).toBe('结');
    expect(word('urn:seven', opened(), ...walk('closed'))).toBe('办结归档');
    expect(word('urn:mediation', opened(), ...told({ state: 'GUIDED' }))).toBe('导');
  });

  it.each([
    ['ARBITRATION', '仲'],
    ['LITIGATION', '诉'],
    [undefined, '诉'],
  ])('of a legal way %s are %s', (track, expected) => {
    const way = track === undefined ? {} : { track };
    expect(word('urn:mediation', opened(), ...told({ state: 'LEGAL_TRACK', ...way }))).toBe(expected);
    expect(word('urn:mediation', opened(way), ...walk('started'))).toBe('调');
  });
});

describe('rows of the duty catalogue for one matter', () => {
  const row = (id: string, over: Record<string, unknown>) => ({
    id,
    name: '噪声',
    kind: 'APPEAL' as const,
    categories: ['噪声'],
    territory: 'COUNTY' as const,
    department: 'u-housing',
    rule: '示例',
    gridMay: false,
    ...over,
  });
  const village = { ...unitsOf(SITE)[0], id: 'u-village', shortName: '一村', level: 'VILLAGE' };
  const TWO = configured(
    {
      rules: {
        ...rules,
        catalogue: {
          items: [row('A', {}), row('B', { territory: 'VILLAGE', department: '村委会', gridMay: true })],
        },
      },
      units: [...unitsOf(SITE), village] as never,
    },
    at('2026-01-01 00:00'),
  );
  const duty = (over: Record<string, unknown>) =>
    folded(log(TWO, opened({ category: '噪声', ...over }))).get('case', 'x-1')?.life;

  it('are told apart by the level of handling, the first without one', () => {
    expect(duty({})).toMatchObject({
      catalogueItem: 'A',
      duty: { department: '住建局', territory: 'COUNTY', gridMay: false },
    });
    expect(duty({ handlingLevel: 'VILLAGE' })).toMatchObject({
      catalogueItem: 'B',
      duty: { department: '村委会', territory: 'VILLAGE', gridMay: true },
    });
  });

  it('say whether a village may be given it', () => {
    expect(duty({ holder: 'u-village' })?.gridBarred).toBe(true);
    expect(duty({ holder: 'u-housing' })?.gridBarred).toBe(false);
    expect(duty({ holder: 'u-village', handlingLevel: 'VILLAGE' })?.gridBarred).toBe(false);
    const fold = folded(log(TWO, opened({ category: '噪声', holder: 'u-village' })));
    expect(kpi(fold, 'case.gridBarred')).toBe(1);
  });
});
