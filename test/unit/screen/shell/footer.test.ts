import { describe, expect, it } from 'vitest';
import { createSay } from '../../../../screen/locale/words.ts';
import {
  dutyLine,
  type FooterState,
  healthLine,
  natureLine,
  photoLine,
  positionLine,
} from '../../../../screen/shell/footer.ts';
import { config } from '../panels/wall.ts';
import { MINUTE, NOW } from '../state/entities.ts';

function state(change: Partial<FooterState> = {}): FooterState {
  return {
    config: config(),
    link: { state: 'live', since: NOW, reason: null, logOk: true },
    place: { n: 184_213, at: NOW },
    feeds: [
      { id: 'case', state: 'LIVE', silentSince: null },
      { id: 'video', state: 'SILENT', silentSince: NOW - 3 * MINUTE },
      { id: 'terminal', state: 'NONE', silentSince: null },
    ],
    quarantined: 0,
    device: null,
    tilesAway: [],
    simulated: 'all',
    clock: { simulated: false, rate: 1 },
    now: NOW,
    say: createSay('zh'),
    language: 'zh',
    ...change,
  };
}
const link = (change: Partial<FooterState['link']>) => ({ ...state().link, ...change });

describe('the footer', () => {
  it('counts live feeds and names the silent one with its age', () => {
    expect(healthLine(state())).toEqual({ text: '实时 1 / 3 路 · 视频断流 3分钟', tone: 'warning' });
  });
  it('counts several silent feeds, which the header names', () => {
    const feeds = (['case', 'alarm'] as const).map(
      (id) => ({ id, state: 'SILENT', silentSince: NOW }) as const,
    );
    expect(healthLine(state({ feeds })).text).toBe('实时 0 / 2 路 · 断流 2 路');
  });
  it('is plain while every feed is heard', () => {
    const feeds = [{ id: 'case', state: 'LIVE', silentSince: null }] as const;
    expect(healthLine(state({ feeds }))).toEqual({ text: '实时 1 / 1 路', tone: 'plain' });
  });
  it('says how many entries had to be set aside', () => {
    const feeds = [{ id: 'case', state: 'LIVE', silentSince: null }] as const;
    expect(healthLine(state({ feeds, quarantined: 2 }))).toEqual({
      text: '实时 1 / 1 路 · 隔离 2 条',
      tone: 'warning',
    });
  });
  it('says since when it is cut off; where the data stands is told beside', () => {
    const stale = link({ state: 'stale', since: NOW - 2 * MINUTE });
    expect(healthLine(state({ link: stale })).text).toBe('与网关断开 2分钟');
  });
  it('says that it connects, is refused, or that the gateway is blind', () => {
    expect(healthLine(state({ link: link({ state: 'connecting' }) })).text).toBe('正在连接网关');
    const refused = link({ state: 'refused', reason: 'key revoked' });
    expect(healthLine(state({ link: refused })).text).toBe('网关拒绝本屏 · key revoked');
    expect(healthLine(state({ link: link({ logOk: false }) })).tone).toBe('warning');
    expect(healthLine(state({ link: link({ logFull: true }) })).text).toMatch(/日志空间已满/);
  });
  it('tells the position, or — before there is one', () => {
    expect(positionLine(state())).toBe('数据截至 15:42:06 · 第 184,213 号');
    expect(positionLine(state({ place: null }))).toBe('数据截至 — · 第 — 号');
  });
  it('tells a post and a telephone, what the picture is, of which screen, and whether it may be taken', () => {
    expect(dutyLine(state())).toBe('值班长岗 · 值班电话 0000-0000');
    const bilingual = { ...state().config, duty: { ...state().config.duty, postEn: 'Shift lead' } };
    const english = (change: Partial<FooterState>) =>
      dutyLine(state({ language: 'en', say: createSay('en'), ...change }));
    expect(english({ config: bilingual })).toBe('Shift lead · 0000-0000');
    expect(english({})).toContain('值班长岗');
    expect(dutyLine(state({ config: bilingual }))).toContain('值班长岗');
    expect(natureLine(state({ clock: { simulated: true, rate: 6 } }))).toBe('模拟数据 · 模拟时间 6× · 演示');
    expect(natureLine(state({ simulated: 'none', config: config({ access: 'keys' }) }))).toBe('');
    expect(photoLine(state())).toBe('内部画面 请勿拍摄 · test');
    expect(photoLine(state({ device: '大厅左屏' }))).toBe('内部画面 请勿拍摄 · 大厅左屏');
    expect(photoLine(state({ config: config({ projection: 'visitor' }) }))).toBe('本画面可拍照 · test');
  });
});
