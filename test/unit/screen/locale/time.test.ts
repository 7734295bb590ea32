import { describe, expect, it } from 'vitest';
import {
  durationWords,
  hourMinute,
  hourMinuteSecond,
  instantWords,
  isWorkingTime,
  localTime,
  periodWords,
  shortDuration,
} from '../../../../screen/locale/time.ts';
import { createSay } from '../../../../screen/locale/words.ts';

const say = createSay('zh');
const S = 1_000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;
/** 2026-11-20 15:42:06 +08:00, a Friday. */
const NOW = Date.UTC(2026, 10, 20, 7, 42, 6);
const at = (iso: string) => Date.parse(`${iso}+08:00`);
const when = (iso: string) => instantWords(at(iso), NOW, 480, say);

describe('a period', () => {
  const PERIODS: readonly (readonly [from: string, to: string, zh: string, en: string])[] = [
    ['2026-11-19T00:00:00', '2026-11-20T00:00:00', '昨日', 'yesterday'],
    ['2026-11-20T00:00:00', '2026-11-21T00:00:00', '今日', 'today'],
    ['2026-11-09T00:00:00', '2026-11-10T00:00:00', '11月9日', '9 Nov'],
    ['2026-11-20T09:00:00', '2026-11-20T10:00:00', '今日 9–10时', 'today 9–10h'],
    ['2026-11-19T23:00:00', '2026-11-20T00:00:00', '昨日 23–24时', 'yesterday 23–24h'],
    ['2026-11-20T09:30:00', '2026-11-20T10:15:00', '今日 09:30–10:15', 'today 09:30–10:15'],
    ['2026-10-01T00:00:00', '2026-11-01T00:00:00', '10月', 'Oct'],
    ['2026-11-01T00:00:00', '2026-11-20T00:00:00', '11.1–11.19', '1 Nov–19 Nov'],
    ['2026-09-01T00:00:00', '2026-11-01T00:00:00', '9.1–10.31', '1 Sep–31 Oct'],
    ['2026-11-18T12:00:00', '2026-11-20T12:00:00', '11.18–11.20', '18 Nov–20 Nov'],
  ];
  it.each(PERIODS)('from %s to %s is told by its days, and no instant to come', (from, to, zh, en) => {
    const told = (words: typeof say) =>
      periodWords({ from: at(from), to: at(to) }, { now: NOW, utcOffsetMinutes: 480, say: words });
    expect([told(say), told(createSay('en'))]).toEqual([zh, en]);
  });
});

describe('lengths of time', () => {
  it('are told in one unit where there is no room for two', () => {
    const lengths = [8.75 * M, 45 * M, 3.25 * H, 23 * H, 31 * H, 13 * D];
    expect(lengths.map((length) => shortDuration(length, say))).toEqual([
      '8.8分',
      '45分',
      '3.3时',
      '23时',
      '1.3天',
      '13天',
    ]);
  });
  it('are words, not colons', () => {
    expect(durationWords(H + 17 * M, say)).toBe('1小时17分');
    expect(durationWords(21 * H + 42 * M, say)).toBe('21小时42分');
    expect(durationWords(3 * D + 4 * H, say)).toBe('3天4小时');
    expect(durationWords(3 * D, say)).toBe('3天');
    expect(durationWords(2 * H, say)).toBe('2小时');
    expect(durationWords(17 * M, say)).toBe('17分钟');
  });
  it('tell seconds only where asked and only below ten minutes', () => {
    expect(durationWords(2 * M + 41 * S, say, { seconds: true })).toBe('2分41秒');
    expect(durationWords(22 * S, say, { seconds: true })).toBe('22秒');
    expect(durationWords(10 * M, say, { seconds: true })).toBe('10分钟');
    expect(durationWords(2 * M + 41 * S, say)).toBe('2分钟');
    expect(durationWords(22 * S, say)).toBe('不到1分钟');
  });
  it('are never negative', () => {
    expect(durationWords(-5 * S, say)).toBe('不到1分钟');
    expect(durationWords(-5 * S, say, { seconds: true })).toBe('0秒');
  });
  it('speak English too', () => {
    expect(durationWords(H + 17 * M, createSay('en'))).toBe('1 h 17 min');
  });
});

describe('instants', () => {
  it('are told from today', () => {
    expect(when('2026-11-20T17:00:00')).toBe('今日 17:00');
    expect(when('2026-11-20T00:00:00')).toBe('今日 00:00');
    expect(when('2026-11-19T23:59:00')).toBe('昨日 23:59');
    expect(when('2026-11-21T09:00:00')).toBe('明日 09:00');
    expect(when('2026-11-23T18:00:00')).toBe('周一 18:00');
    expect(when('2026-11-26T18:00:00')).toBe('周四 18:00');
    expect(when('2026-11-27T18:00:00')).toBe('11月27日 18:00');
    expect(when('2026-11-16T18:00:00')).toBe('11月16日 18:00');
    expect(when('2027-01-04T18:00:00')).toBe('2027年1月4日 18:00');
  });
});

describe('the site’s clock', () => {
  it('follows its offset from UTC, whatever zone the PC is in', () => {
    expect(hourMinuteSecond(localTime(NOW, 480))).toBe('15:42:06');
    expect(hourMinute(localTime(NOW, -300))).toBe('02:42');
    expect(localTime(Date.UTC(2026, 11, 31, 20), 480)).toMatchObject({
      year: 2027,
      month: 1,
      date: 1,
      weekday: 5,
    });
  });
  it('changes the day at local midnight', () => {
    const before = localTime(at('2026-11-20T23:59:59'), 480);
    const after = localTime(at('2026-11-21T00:00:00'), 480);
    expect(after.day - before.day).toBe(1);
  });
  it('knows office hours from Monday to Friday', () => {
    const hours = { from: '09:00', to: '18:00' };
    const working = (iso: string) => isWorkingTime(localTime(at(iso), 480), hours);
    expect(working('2026-11-20T09:00:00')).toBe(true);
    expect(working('2026-11-20T18:00:00')).toBe(false);
    expect(working('2026-11-20T08:59:59')).toBe(false);
    expect(working('2026-11-21T10:00:00')).toBe(false);
  });
});
