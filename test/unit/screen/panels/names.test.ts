import { describe, expect, it } from 'vitest';
import type { PanelId } from '../../../../gateway/contract/wall.ts';
import { feed, HOUR, indicator, item, kpi, NOW } from '../state/entities.ts';
import { config, drawPanel, textOf, type WallOptions } from './wall.ts';

const NAMES = {
  消防通道: 'Fire lanes',
  人社局: 'Labour',
  调解: 'Mediation',
  望江社区: 'Wangjiang Community',
  '市容巡查 v3': 'Street scene v3',
  综治业务系统: 'Case system',
};

const region = { ...config().region, namesEn: NAMES };
const drawn = async (panel: PanelId, content: WallOptions, language: 'zh' | 'en') =>
  textOf(await drawPanel(panel, { ...content, language, config: { region } }));

const missing = [{ source: 'urn:yitu:case', name: '综治业务系统', street: null, since: NOW - HOUR }];
/** What is drawn, and which of the names stands on it. */
const PANELS: readonly (readonly [PanelId, WallOptions, keyof typeof NAMES])[] = [
  ['hazards', { kpi: [kpi('case.HAZARDS.open', 2), kpi('hazard.category.消防通道', 2)] }, '消防通道'],
  ['categories', { kpi: [kpi('case.open', 2), kpi('hazard.category.消防通道', 2)] }, '消防通道'],
  ['appeals', { kpi: [kpi('case.APPEALS.open', 2), kpi('appeal.unit.人社局', 2)] }, '人社局'],
  ['timers', { case: [item({ holder: '人社局' })] }, '人社局'],
  ['timers', { case: [item({ village: 'v1' })] }, '望江社区'],
  ['indicators', { indicator: [indicator({ by: '调解' })] }, '调解'],
  ['video', { kpi: [kpi('figure.algorithm.leads.市容巡查 v3.D30', 20)] }, '市容巡查 v3'],
  ['unreported', { feed: [feed({ expected: 1, missing })] }, '综治业务系统'],
];

describe('names that come as data', () => {
  it.each(PANELS)('stand in the language of the page: %s', async (panel, content, name) => {
    const [chinese, english] = [await drawn(panel, content, 'zh'), await drawn(panel, content, 'en')];
    expect(chinese).toContain(name);
    expect(english).toContain(NAMES[name]);
    expect(english).not.toContain(name);
  });

  it('stay as they are told where the region has no table', async () => {
    const content = {
      kpi: [kpi('case.open', 2), kpi('hazard.category.消防通道', 2)],
      language: 'en',
    } as const;
    expect(textOf(await drawPanel('categories', content))).toContain('消防通道');
  });
});
