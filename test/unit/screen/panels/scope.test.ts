import { describe, expect, it } from 'vitest';
import { FIGURE_PREFIX } from '../../../../gateway/contract/figures.ts';
import { KPI_DEFINITIONS } from '../../../../gateway/contract/kpi.ts';
import { panels } from '../../../../screen/panels/registry.ts';
import { AREAS, alarm, item, lead, NOW } from '../state/entities.ts';
import { drawPanel, textOf } from './wall.ts';

const street = AREAS.find(({ level }) => level === 'street')?.id ?? '';
const perArea = new Set(KPI_DEFINITIONS.filter((one) => one.perArea === true).map(({ id }) => id));
const content = {
  area: street,
  case: [item({ id: 'c1', street, state: 'SUSPENDED', pausedAt: NOW })],
  alarm: [alarm({ id: 'a1', street }), alarm({ id: 'a2', street, acked: true })],
  video: [lead({ id: 'v1', street })],
};

describe('a wall of one street', () => {
  it.each([...panels.keys()])('%s explains only numbers that the gateway keeps of it', async (panel) => {
    const html = await drawPanel(panel, content);
    const ids = [...html.matchAll(/data-kpi="([^"@]+)@[^"]*"/g)].map(([, id]) => id ?? '');
    expect(ids.filter((id) => !perArea.has(id) && !id.startsWith(FIGURE_PREFIX))).toEqual([]);
  });
  it('tells the counts of its lists all the same', async () => {
    expect(textOf(await drawPanel('alarms', content))).toContain('未确认 1 · 已确认 1');
    expect(textOf(await drawPanel('timers', content))).toContain('停表 1');
  });
});
