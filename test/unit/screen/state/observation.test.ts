import { describe, expect, it } from 'vitest';
import type { CaseRisk } from '../../../../gateway/contract/risk.ts';
import type { Observation } from '../../../../gateway/contract/strike-off.ts';
import { createSay } from '../../../../screen/locale/words.ts';
import { observationWords } from '../../../../screen/state/observation.ts';
import { item, NOW } from './entities.ts';

const DAY = 86_400_000;
const told = (observation: Partial<Observation>, language: 'zh' | 'en' = 'zh') => {
  const risk = { observation: { until: NOW + 30 * DAY, recurred: 0, ...observation } } as CaseRisk;
  return observationWords({ ...item(), risk }, { now: NOW, utcOffsetMinutes: 480, say: createSay(language) });
};

describe('a closed item tells', () => {
  it.each([
    ['until when it is observed', { state: 'OBSERVED' }, /^待销号 · 观察至 .+日/u],
    ['how often the like came again', { state: 'OBSERVED', recurred: 2 }, / · 复发 2 起$/u],
    ['that it is struck off', { state: 'STRUCK_OFF', until: NOW }, /^已销号 · /u],
    ['that it is not', { state: 'REFUSED', until: NOW }, /^未销号 · 观察期满 /u],
  ] as const)('%s', (_what, observation, expected) => {
    expect(told(observation)).toMatch(expected);
  });

  it('so in English, and nothing where it is not observed', () => {
    expect(told({ state: 'OBSERVED', recurred: 1 }, 'en')).toMatch(
      /^Under observation until .+ · seen again ×1$/u,
    );
    expect(observationWords(item(), { now: NOW, utcOffsetMinutes: 480, say: createSay('zh') })).toBe('');
  });
});
