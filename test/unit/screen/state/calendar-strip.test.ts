import { describe, expect, it } from 'vitest';
import type { CountedDay } from '../../../../gateway/contract/deadlines.ts';
import { createSay } from '../../../../screen/locale/words.ts';
import { calendarStrip, type Explained, STRIP_DAYS } from '../../../../screen/state/calendar-strip.ts';
import { NOW } from './entities.ts';

const context = { now: NOW, utcOffsetMinutes: 480, say: createSay('zh') };
const LIMIT = {
  id: 'three',
  clock: 'RESOLVE',
  amount: 3,
  unit: 'workday',
  firstDay: 'EXCLUDED',
  pauses: [],
  extension: null,
} as const;

function day(date: string, count: number | null, change: Partial<CountedDay> = {}): CountedDay {
  return {
    date,
    count,
    skipped: count === null ? 'WEEKEND' : null,
    name: null,
    provisional: false,
    ...change,
  };
}

function explained(change: Partial<Explained> = {}): Explained {
  return {
    source: 'RULE',
    dueAt: '2026-11-24T18:00:00+08:00',
    originalDueAt: null,
    startAt: '2026-11-19T10:00:00+08:00',
    provisional: false,
    basis: { kind: 'INTERNAL', text: '一般事项' },
    limit: LIMIT,
    days: [],
    pauses: [],
    extensions: [],
    ...change,
  };
}

const strip = (change: Partial<Explained>) => calendarStrip(explained(change), context);

describe('the calendar strip of a deadline', () => {
  it('tells counted days by their number and skipped days by why', () => {
    const { days } = strip({
      days: [
        day('2026-11-19', null, { skipped: 'START' }),
        day('2026-11-20', 1),
        day('2026-11-21', null),
        day('2026-11-23', null, { skipped: 'HOLIDAY', name: '节日' }),
        day('2026-11-24', 2),
      ],
    });
    expect(days.map(({ mark }) => mark)).toEqual(['起', '1', '休', '假', '2']);
    expect(days.map(({ month, day: date }) => `${month}${date}`)).toEqual(['11月19', '20', '21', '23', '24']);
    expect(days.filter(({ today }) => today).map(({ date }) => date)).toEqual(['2026-11-20']);
    expect(days.filter(({ due }) => due).map(({ date }) => date)).toEqual(['2026-11-24']);
    expect(days[3]?.title).toBe('2026-11-23 · 假 · 节日');
  });
  it('tells the days of a source’s own deadline as worked on or not, and that the count is the source’s', () => {
    const { days, lines } = strip({
      source: 'SOURCE',
      limit: null,
      days: [
        day('2026-11-19', null, { skipped: 'START' }),
        day('2026-11-20', null, { skipped: null }),
        day('2026-11-21', null),
      ],
    });
    expect(days.map(({ mark, counted }) => [mark, counted])).toEqual([
      ['起', false],
      ['班', true],
      ['休', false],
    ]);
    expect(days[1]?.title).toBe('2026-11-20 · 班');
    expect(lines).toEqual(['计日依来源']);
  });
  it('keeps today in view of a long count and tells how many days stand outside', () => {
    const long = Array.from({ length: 28 }, (_, index) =>
      day(`2026-11-${String(index + 1).padStart(2, '0')}`, index + 1),
    );
    const { days, before, after } = strip({ days: long });
    expect(days).toHaveLength(STRIP_DAYS);
    expect(days.some(({ today }) => today)).toBe(true);
    expect(before + days.length + after).toBe(28);
  });
  it('names the kind of its basis, and a source’s own deadline never 法定', () => {
    expect(strip({}).basis).toBe('内部时限 · 一般事项');
    expect(strip({ basis: { kind: 'EXAMPLE', text: '示例：3个工作日' } }).basis).toBe('示例：3个工作日');
    const claimed = strip({ source: 'SOURCE', limit: null, basis: { kind: 'STATUTE', text: '某条例' } });
    expect(claimed.basis).toBe('来源期限 · 某条例');
  });
  it('tells pauses, extensions, the first deadline and provisional days', () => {
    const { lines } = strip({
      originalDueAt: '2026-11-20T18:00:00+08:00',
      provisional: true,
      days: [day('2026-11-20', 1)],
      pauses: [
        {
          from: '2026-11-20T09:00:00+08:00',
          to: null,
          state: 'SUSPENDED',
          reason: '待鉴定',
          approver: '值班长',
        },
        {
          from: '2026-11-19T09:00:00+08:00',
          to: '2026-11-19T18:00:00+08:00',
          state: 'SUSPENDED',
          reason: null,
        },
      ],
      extensions: [
        { amount: 2, unit: 'workday', at: '2026-11-20T09:00:00+08:00', reason: '复杂', approver: '分管领导' },
      ],
    });
    expect(lines).toEqual([
      '昨日 10:00 起算 · 3个工作日',
      '停表 自 今日 09:00 · 已停 6小时42分 · 值班长 批准 · 待鉴定',
      '停表 昨日 09:00 至 昨日 18:00',
      '延期 2个工作日 · 分管领导 批准 · 复杂',
      '原定 今日 18:00 到期',
      '节假日未公布，暂按周末推算',
    ]);
  });
  it('tells due instant where hours of the clock count', () => {
    expect(strip({}).lines[0]).toMatch(/^昨日 10:00 起算 · 3个工作日 · .*18:00 到期$/);
  });
});
