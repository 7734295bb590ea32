import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadRules } from '../../../../config/runtime/rules.ts';
import type { Guarantee, PageConfig } from '../../../../gateway/contract/page-config.ts';
import { LANGUAGES, type Language } from '../../../../screen/locale/words.ts';
import { feed, kpi } from '../state/entities.ts';
import { config, drawPanel, textOf } from './wall.ts';

const CONFIG = new URL('../../../../config/', import.meta.url);
const namesEn = JSON.parse(readFileSync(new URL('region/demo/names.en.json', CONFIG), 'utf8'));
const region = { ...config().region, namesEn };
const shipped = loadRules(new URL('rules', CONFIG).pathname, []);

const drawn = (change: Partial<PageConfig>, language: Language = 'zh') => {
  const content = { feed: [feed({ id: 'case' })], language, config: { region, ...change } };
  return {
    ladder: async () =>
      [...(await drawPanel('supervision', content)).matchAll(/<th class="rung"[^>]*>([^<]*)</g)].map(
        ([, word]) => word,
      ),
    levels: async () =>
      [...(await drawPanel('risk-levels', content)).matchAll(/class="who"[^>]*>([^<]*)</g)].map(
        ([, word]) => word,
      ),
  };
};

const SHIPPED: Readonly<Record<Language, { ladder: readonly string[]; levels: readonly string[] }>> = {
  zh: {
    ladder: ['催办', '提示函', '督办函', '交办单', '倒查'],
    levels: ['县级包保', '镇街包保', '村(社区)包保', '待研判'],
  },
  en: {
    ladder: ['Reminder', 'Reminder letter', 'Supervision letter', 'Order', 'Accountability review'],
    levels: ['County', 'Street', 'Village', 'To assess'],
  },
};

describe('words of the rules that are shipped', () => {
  it.each(LANGUAGES)('stand on the boards in few words: %s', async (language) => {
    const { ladder } = shipped.life;
    const told = drawn({ ladder, guarantees: shipped.risk.guarantees }, language);
    expect({ ladder: await told.ladder(), levels: await told.levels() }).toEqual(SHIPPED[language]);
  });
});

describe('a rung of the ladder', () => {
  it('is called what the rules call it, in English by the table of names', async () => {
    const ladder = [
      { step: 'REMIND', label: '黄灯提醒' },
      { step: 'ORDER', label: '提示函' },
    ] as const;
    expect(await drawn({ ladder }).ladder()).toEqual(['黄灯提醒', '提示函']);
    expect(await drawn({ ladder }, 'en').ladder()).toEqual(['黄灯提醒', 'Reminder letter']);
  });
  it('that the rules do not have has no row', async () => {
    const ladder = config().ladder.filter(({ step }) => step !== 'ORDER');
    const content = { kpi: [kpi('case.ladder.ORDER', 3)], config: { ladder } };
    const html = await drawPanel('supervision', content);
    expect(html).not.toContain('case.ladder.ORDER');
    expect(textOf(html)).not.toContain('交办单');
    expect(await drawn({ ladder: [] }).ladder()).toEqual([]);
  });
});

describe('who answers for a level', () => {
  const high = (guarantee: Guarantee) => ({
    ...(config().guarantees ?? { MEDIUM: guarantee, LOW: guarantee }),
    HIGH: guarantee,
  });
  it.each<[Guarantee, Language, string]>([
    [{ level: 'COUNTY', post: '分管副县长' }, 'zh', '分管副县长'],
    [{ level: 'COUNTY', post: '县委常委包保' }, 'zh', '县级包保'],
    [{ level: 'TOWNSHIP', post: '镇(街道)党委书记' }, 'zh', '镇街包保'],
    [{ level: 'VILLAGE', post: '村(社区)包保' }, 'en', 'Village'],
    [{ level: 'TOWNSHIP', post: '镇(街道)领导包保' }, 'en', 'Street'],
  ])('is the post of %o where that is short, else its level: %s %s', async (guarantee, language, word) => {
    const [first] = await drawn({ guarantees: high(guarantee) }, language).levels();
    expect(first).toBe(word);
  });
  it('is told of nobody where the rules name none', async () => {
    expect(await drawn({ guarantees: null }).levels()).toEqual(['—', '—', '—', '待研判']);
  });
});
