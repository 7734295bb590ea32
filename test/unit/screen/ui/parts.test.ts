import { describe, expect, it } from 'vitest';
import { type Component, createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { markSvg } from '../../../../screen/map/marks/marks.ts';
import BootScreen from '../../../../screen/shell/BootScreen.vue';
import EntityMark from '../../../../screen/ui/EntityMark.vue';
import FaultTile from '../../../../screen/ui/FaultTile.vue';
import KpiValue from '../../../../screen/ui/KpiValue.vue';
import ShareBar from '../../../../screen/ui/ShareBar.vue';
import { SOS_SIGN } from '../../../../screen/ui/sos-sign.ts';
import { colours } from '../map/support.ts';
import { say, textOf } from '../panels/wall.ts';

const draw = (component: Component, props: Record<string, unknown>) =>
  renderToString(createSSRApp(component, props));

describe('parts', () => {
  it('a number is grouped, named, and — without a value', async () => {
    expect(await draw(KpiValue, { id: 'terminal.online', value: 1391 })).toMatch(
      /data-kpi="terminal.online"[^>]*>1,391</,
    );
    expect(textOf(await draw(KpiValue, { id: 'x', value: null }))).toBe('—');
    expect(textOf(await draw(KpiValue, { id: 'x', value: 6, change: true }))).toBe('+6');
  });
  it('a number in a table says its row and column to who cannot see them', async () => {
    const html = await draw(KpiValue, { id: 'x', value: 1391, label: '望江街道 在办' });
    expect(html).toContain('aria-label="望江街道 在办 1,391"');
    expect(await draw(KpiValue, { id: 'x', value: 1 })).not.toContain('aria-label');
  });
  it('an alarm is a square with its digit', async () => {
    expect(textOf(await draw(EntityMark, { priority: 'P2' }))).toBe('2');
  });
  it('a call for help is the burst of the map, and bears no digit', async () => {
    const html = await draw(EntityMark, { calling: true, priority: 'P1' });
    expect(html).toContain(SOS_SIGN.burst);
    expect(markSvg('sos', colours)).toContain(SOS_SIGN.burst);
    expect(textOf(html)).toBe('');
  });
  it('every level has its own shape', async () => {
    const shapes = await Promise.all(
      ['HIGH', 'MEDIUM', 'LOW', 'UNDETERMINED', null].map((level) => draw(EntityMark, { level })),
    );
    expect(new Set(shapes.map((svg) => svg.replace(/data-level="\w+"/, ''))).size).toBe(5);
  });
  it('a bar without a share is only its track', async () => {
    expect(await draw(ShareBar, { share: null, tone: 'normal' })).not.toContain('fill');
    expect(await draw(ShareBar, { share: 0.5, tone: 'normal' })).toContain('width:50%');
  });
  it('a fault is a quiet tile with an id, and says that the rest goes on', async () => {
    const detail = say('state.faultId', { id: '0A1B2C3D', time: '15:42:06' });
    const html = await draw(FaultTile, {
      title: '告警',
      line: say('state.fault'),
      detail,
      retryWord: '重试',
    });
    expect(textOf(html)).toBe('告警 重试 本栏暂停显示 编号 0A1B2C3D · 15:42:06 · 其余照常');
  });
  it('a failed start says what, where, how, and when it tries again', async () => {
    const problem = { what: '原因一', where: '/v1/wall', fix: '处理一' };
    const html = textOf(await draw(BootScreen, { problem, retryIn: 4, say }));
    for (const word of ['原因一', '/v1/wall', '处理一', '4 秒后自动重试']) expect(html).toContain(word);
    expect(textOf(await draw(BootScreen, { problem: null, retryIn: 0, say }))).toBe('正在读取大屏配置');
  });
});
