import { describe, expect, it } from 'vitest';
import type { IndicatorEntity } from '../../../../gateway/contract/entities.ts';
import { PAGE_MS } from '../../../../screen/state/paging.ts';
import { feed, HOUR, indicator, NOW } from '../state/entities.ts';
import { config, drawPanel, textOf } from './wall.ts';

const DAY = 24 * HOUR;
type Span = Pick<IndicatorEntity, 'from' | 'to'>;
/** Service visits of one town, done and due, each of its own period. */
function visits(
  { done, due, area = 's1' }: { done: number; due: number; area?: string },
  spans: { done?: Span; due?: Span } = {},
): IndicatorEntity[] {
  const one = (kind: 'SERVICE_VISITS_DONE' | 'SERVICE_VISITS_DUE', value: number, span: Partial<Span> = {}) =>
    indicator({ id: `${kind}@${area}`, kind, area, value, by: null, ...span });
  return [one('SERVICE_VISITS_DONE', done, spans.done), one('SERVICE_VISITS_DUE', due, spans.due)];
}

describe('reports of departments', () => {
  it('tell no small number of visits, of towns or of the county', async () => {
    const html = await drawPanel('towns', { indicator: visits({ done: 2, due: 7 }) });
    expect(textOf(html)).toContain('&lt;5/7');
    expect(textOf(await drawPanel('towns', { indicator: visits({ done: 0, due: 3 }) }))).toContain('0/&lt;5');
    const county = indicator({ id: 'SERVICE_VISITS_DUE@k', kind: 'SERVICE_VISITS_DUE', by: null, value: 4 });
    expect(textOf(await drawPanel('indicators', { indicator: [county] }))).toContain('&lt;5 人次');
  });
  it('set visits done only against those due in the same period, which is the board’s', async () => {
    const before = { from: NOW - 40 * DAY, to: NOW - 10 * DAY };
    const mixed = await drawPanel('towns', { indicator: visits({ done: 45, due: 30 }, { due: before }) });
    expect(textOf(mixed)).not.toContain('45/30');
    const s2 = { done: 8, due: 9, area: 's2' };
    const later = { from: NOW - DAY, to: NOW };
    const towns = [
      ...visits({ done: 45, due: 50 }, { done: before, due: before }),
      ...visits(s2, { done: later, due: later }),
    ];
    const region = {
      ...config().region,
      areas: ['s1', 's2'].map((id) => ({ id, name: id, level: 'street', parent: 'k' }) as const),
    };
    const text = textOf(await drawPanel('towns', { indicator: towns, config: { region } }));
    expect(text).toContain('8/9');
    expect(text).not.toContain('45/50');
  });
  it('go grey, with their age, once two of their own periods have passed', async () => {
    const heard = [feed({ id: 'indicator', silentAfterS: (26 * HOUR) / 1_000 })];
    const hourly = (age: number) => indicator({ id: 'h', from: NOW - age - HOUR, to: NOW - age });
    const drawn = (age: number) => drawPanel('indicators', { indicator: [hourly(age)], feed: heard });
    expect(await drawn(14 * HOUR)).not.toContain('class="old"');
    const old = await drawn(21 * DAY + HOUR);
    expect(old).toContain('class="old"');
    expect(textOf(old)).toContain('21天前');
    const month = { from: NOW - 100 * DAY, to: NOW - 70 * DAY };
    const past = visits({ done: 98, due: 107 }, { done: month, due: month });
    expect(await drawPanel('towns', { indicator: past, feed: heard })).toMatch(/class="old of"[^>]*>98\/107/);
    const html = await drawPanel('towns', { indicator: visits({ done: 98, due: 107 }), feed: heard });
    expect(html).not.toContain('class="old of"');
  });
  it('of a county tell how many were observed where neither number says it', async () => {
    const drawn = async (change: Partial<IndicatorEntity>) =>
      textOf(await drawPanel('indicators', { indicator: [indicator(change)] }));
    const waiting = { kind: 'WINDOW_WAITING', unit: 'MINUTES', value: 18, by: null } as const;
    expect(await drawn({ ...waiting, n: 31 })).toContain('窗口等候 18 分钟 n=31 ');
    expect(await drawn({ kind: 'BOOKINGS_KEPT', value: 9, of: 12, n: 12 })).toContain('9 人次 / 12 11.');
    expect(await drawn({ value: 9, n: 9 })).not.toContain('n=');
  });
  it('of towns stand on a second sheet of their board, with what they are told for', async () => {
    const told = (
      kind: IndicatorEntity['kind'],
      value: number,
      by: string | null,
      span: Partial<Span> = {},
    ) => indicator({ id: `${kind}@s1${by === null ? '' : `#${by}`}`, kind, area: 's1', value, by, ...span });
    const month = { from: Date.UTC(2026, 9, 31, 16), to: Date.UTC(2026, 10, 19, 16) };
    const yesterday = { from: Date.UTC(2026, 10, 18, 16), to: Date.UTC(2026, 10, 19, 16) };
    const reports = [
      told('REPORTS', 37, null, yesterday),
      told('SERVICE_VISITS_LATE', 3, null, month),
      told('GRID_STAFF', 4, '网格指导员'),
      told('GRID_STAFF', 16, '网格长'),
      told('GRID_STAFF', 60, '网格员'),
    ];
    const drawn = await Promise.all(
      [0, 1].map((turn) => drawPanel('towns', { indicator: reports, now: NOW + turn * PAGE_MS })),
    );
    const text = drawn.map(textOf).find((words) => words.includes('网格长'));
    expect(text).toContain('上报昨日 · 逾期走访11月 · 第 2 / 2 页');
    expect(text).toContain('37 &lt;5 4 16 60 —');
    expect(drawn.map(textOf).join()).toContain('在办 超期 按时');
  });
});
