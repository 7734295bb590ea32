import { describe, expect, it } from 'vitest';
import { fullestStep } from '../../../../screen/panels/disputes/steps.ts';
import { leadRow, waitingLeads } from '../../../../screen/panels/leads/lane.ts';
import { brokenBy } from '../../../../screen/panels/today/equation.ts';
import { trendOf } from '../../../../screen/panels/trend/series.ts';
import { PAGE_MS } from '../../../../screen/state/paging.ts';
import { areas, kpi, lead, MINUTE, mapOf, NOW, series } from '../state/entities.ts';
import { drawPanel, entitiesIn, numberIn, say, textOf } from './wall.ts';

const today = (open: number) => [
  kpi('today.carried', 313),
  kpi('today.received', 42),
  kpi('today.closed', 37),
  kpi('case.open', open),
];

describe('today', () => {
  it('is an equation that adds up', async () => {
    const html = await drawPanel('today', { kpi: today(318) });
    expect(textOf(html)).toContain('313 昨日结存 ＋ 42 受理 － 37 办结 ＝ 318 在办');
    expect(html).not.toContain('data-state="fault"');
  });
  it('draws a fault when it does not, with what it should be', async () => {
    const html = await drawPanel('today', { kpi: today(319) });
    expect(html).toContain('data-state="fault"');
    expect(textOf(html)).toContain('按等式应为 318');
  });
  it('is not judged while a number is missing', () => {
    expect(brokenBy({ carried: 1, received: 1, closed: 0, open: null })).toBeNull();
    expect(brokenBy({ carried: 1, received: 1, closed: 0, open: 2 })).toBeNull();
    expect(brokenBy({ carried: 1, received: 1, closed: 0, open: 3 })).toBe(2);
  });
});

describe('risk levels', () => {
  it('tell four buckets with who answers and the change as text, and facilities apart', async () => {
    const html = await drawPanel('risk-levels', {
      kpi: [
        kpi('case.open.HIGH', 12),
        kpi('case.change.HIGH', 1),
        kpi('case.open.NONE', 46),
        kpi('case.change.NONE', 3),
      ],
    });
    expect(textOf(html)).toContain('高 12 县级包保 +1');
    expect(textOf(html)).toContain('部件 46 （ +3 ）较昨日');
    expect(numberIn(html, 'case.open.MEDIUM')).toBe('—');
  });
});

describe('disputes', () => {
  it('tell five steps, overdue only where there is any', async () => {
    const html = await drawPanel('disputes', {
      kpi: [
        kpi('case.DISPUTES.open', 167),
        kpi('case.DISPUTES.stage.HANDLING', 96),
        kpi('case.DISPUTES.stage.HANDLING.overdue', 3),
        kpi('case.DISPUTES.stage.INTAKE', 12),
        kpi('case.DISPUTES.stage.INTAKE.overdue', 0),
      ],
    });
    expect(textOf(html)).toContain('167 件');
    expect(textOf(html)).toContain('96 处置 超期 3');
    expect(numberIn(html, 'case.DISPUTES.stage.INTAKE.overdue')).toBeUndefined();
  });
  it('mark the fullest step, and none when all are empty', () => {
    const step = (id: string, value: number | null) => ({
      id,
      value,
      word: '',
      overdueId: '',
      overdue: null,
    });
    expect(fullestStep([step('a', 1), step('b', 5), step('c', 2)])).toBe('b');
    expect(fullestStep([step('a', 0), step('b', null)])).toBeNull();
  });
});

describe('hazards', () => {
  const kpis = ['消防通道', '用电安全', '道路井盖', '燃气', '建筑'].map((name, index) =>
    kpi(`hazard.category.${name}`, 30 - index),
  );
  it('tell as many categories as fit, how many there are, and bars by the most of all', async () => {
    const content = { kpi: [...kpis, kpi('case.HAZARDS.open', 140)] };
    const [first, second] = await Promise.all(
      [0, 1].map((turn) => drawPanel('hazards', { ...content, now: turn * PAGE_MS }, 10)),
    );
    expect(textOf(first ?? '')).toContain('共 5 类 第 1 / 2 页');
    expect(numberIn(first ?? '', 'hazard.category.消防通道')).toBe('30');
    expect(numberIn(second ?? '', 'hazard.category.燃气')).toBe('27');
    expect(second).toContain('width:90%');
  });
  it('without a category go by the word of their kind', async () => {
    const html = await drawPanel('hazards', {
      kpi: [kpi('hazard.category.FACILITY', 7), kpi('case.HAZARDS.open', 7)],
    });
    expect(textOf(html)).toContain('部件设施');
  });
  it('are a designed calm when there are none', async () => {
    expect(textOf(await drawPanel('hazards', { kpi: [kpi('case.HAZARDS.open', 0)] }))).toContain(
      '无在办隐患',
    );
  });
  it('never claim to be none when only the categories are not told', async () => {
    const open = kpi('case.HAZARDS.open', 104);
    expect(textOf(await drawPanel('hazards', { kpi: [open] }))).not.toContain('无在办隐患');
    const html = await drawPanel('hazards', {
      kpi: [open, kpi('case.kind.FACILITY', 45), kpi('case.kind.HAZARD', 59)],
    });
    expect(textOf(html)).toContain('安全隐患 59 部件设施 45');
    expect(numberIn(html, 'case.kind.FACILITY')).toBe('45');
  });
});

describe('categories', () => {
  const counts = [41, 30, 22, 9, 5, 3, 1];
  const kpis = counts.map((count, at) => kpi(`hazard.category.类${at}`, count));
  const drawn = (heightRem: number) =>
    drawPanel('categories', { kpi: [...kpis, kpi('case.open', 111)] }, heightRem);
  const valuesIn = (html: string) => {
    const [, list = ''] = html.split('主要类别');
    return [...list.matchAll(/class="[^"]*value[^"]*"[^>]*>(\d+)</g)].map(([, value]) => Number(value));
  };
  it('that have no row are one with their sum: the parts make the whole', async () => {
    const html = await drawn(24);
    const values = valuesIn(html);
    expect(values.length).toBeGreaterThan(2);
    expect(values.length).toBeLessThan(counts.length);
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(111);
    expect(textOf(html)).toContain(`其他类别 ${values.at(-1)}`);
    expect(html).not.toContain('data-kpi="rest"');
  });
  it('that all have a row need no other', async () => {
    const html = await drawn(60);
    expect(valuesIn(html)).toEqual(counts);
    expect(textOf(html)).not.toContain('其他类别');
  });
});

describe('counters and appeals', () => {
  it('turn into a list with bars where there is height', async () => {
    const kpis = [kpi('case.state.DISPATCHED', 23)];
    expect(await drawPanel('counters', { kpi: kpis }, 5.25)).not.toContain('class="list"');
    expect(await drawPanel('counters', { kpi: kpis }, 20)).toContain('class="list"');
  });
  it('name as many more as there is room for, steps against the rules among them', async () => {
    const kpis = [kpi('case.irregular', 4), kpi('case.state.REWORK', 2)];
    const drawn = async (height: number) => textOf(await drawPanel('counters', { kpi: kpis }, height));
    expect(await drawn(26)).toContain('流程异常 4');
    expect(await drawn(6.7)).not.toContain('重办');
  });
});

describe('leads', () => {
  const context = { now: NOW, areas, say };
  it('wait longest first, and judged or exercise ones are gone', () => {
    const videos = mapOf(
      lead({ id: 'new', raisedAt: NOW }),
      lead({ id: 'old', raisedAt: NOW - 9 * MINUTE }),
      lead({ id: 'judged', state: 'FALSE' }),
      lead({ id: 'drill', reality: 'exercise' }),
    );
    expect(waitingLeads(videos, null).map(({ id }) => id)).toEqual(['old', 'new']);
  });
  it('name no estate and no business', () => {
    const row = leadRow(lead({ title: '某某超市门口垃圾满溢', address: '某某超市' }), context);
    expect([row.title, row.place]).toEqual(['疑似垃圾满溢', '望江社区']);
  });
  it('show their picture from the gateway, or say that there is none', async () => {
    expect(leadRow(lead({ media: 'abc' }), context).picture).toBe('abc');
    const html = await drawPanel('leads', { video: [lead({ id: 'x' })] });
    expect(entitiesIn(html)).toEqual(['video:x']);
    expect(textOf(html)).toContain('无图');
  });
});

describe('trend', () => {
  it('needs both lines: half a picture misleads', () => {
    expect(trendOf(mapOf(series('case.received', [1, 2])))).toBeNull();
    const both = mapOf(series('case.received', [1, 2]), series('case.closed', [2, 1]));
    expect(trendOf(both)?.lines.map(({ values }) => values)).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });
});
