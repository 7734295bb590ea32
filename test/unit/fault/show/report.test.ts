import { describe, expect, it } from 'vitest';
import { type BoardState, createBoard, mmss } from '../../../fault/show/board.ts';
import { documentOf, type Report } from '../../../fault/show/page/document.ts';
import { placeOnSunflower } from '../../../fault/show/places.ts';
import { readSettings } from '../../../fault/show/settings.ts';
import { judge } from '../../../fault/show/verdict.ts';

const IDS = ['show-1', 'show-2'];
const verdict = (logged: readonly string[]) =>
  judge({
    posted: IDS,
    acknowledged: IDS,
    logged,
    expected: logged,
    walls: [{ name: '大屏甲', ids: new Set(logged) }],
    failures: [],
  });
const sample = (atMs: number, onWall: number) => ({
  atMs,
  posted: 2,
  acknowledged: 2,
  onWall,
  lost: 2 - onWall,
  twice: 0,
  live: true,
});
const report = (changes: Partial<Report> = {}): Report => ({
  verdict: verdict(IDS),
  recording: {
    samples: [sample(0, 0), sample(1_000, 1), sample(2_000, 2)],
    acts: [
      {
        title: '杀死网关',
        deed: 'kill -9 <网关>',
        why: '会崩',
        fromMs: 500,
        toMs: 1_500,
        recoveredMs: 1_000,
        findings: ['追平'],
      },
    ],
  },
  tookMs: 2_000,
  when: '2026年11月21日',
  environment: [['网关', '2 台']],
  ...changes,
});

describe('the page of a show', () => {
  it('stands alone: it names no other file and no other place', () => {
    const page = documentOf(report());
    expect(page).not.toMatch(/(src|href)=|url\(|https?:|<script/);
    expect(page).toContain('通过：没有丢失，没有重复');
    expect(page).toContain('恢复用时 1.0 秒');
  });

  it('says what is wrong when the verdict is red', () => {
    const page = documentOf(report({ verdict: verdict(['show-1']) }));
    expect(page).toContain('class="verdict bad"');
    expect(page).toContain('已确认却不在日志里 1 条：show-2');
  });

  it('takes no text for markup', () => {
    expect(documentOf(report())).toContain('kill -9 &lt;网关&gt;');
  });
});

describe('the board', () => {
  const state = (changes: Partial<BoardState> = {}): BoardState => ({
    atS: 12,
    ofS: 90,
    live: true,
    posted: 5,
    acknowledged: 4,
    onWall: 3,
    lost: 0,
    twice: 0,
    ...changes,
  });
  const board = (tty: boolean) => {
    let text = '';
    const shown = createBoard({ tty, write: (more) => (text += more) });
    return { shown, text: () => text };
  };

  it('writes a plain line a second when nobody sits at a terminal', () => {
    const { shown, text } = board(false);
    for (const atS of [12, 12.5, 13]) shown.show(state({ atS }));
    expect(text()).toBe(
      '  00:12  已发 5 · 已确认 4 · 在墙上 3 · 丢失 0 · 重复 0  大屏 实时\n' +
        '  00:13  已发 5 · 已确认 4 · 在墙上 3 · 丢失 0 · 重复 0  大屏 实时\n',
    );
  });

  it('overwrites its line at a terminal, and shouts a loss', () => {
    const { shown, text } = board(true);
    shown.show(state({ lost: 2 }));
    expect(text().startsWith('\r')).toBe(true);
    expect(text()).toContain('\u001b[31m丢失 2');
  });

  it('tells the time in minutes and seconds', () => {
    expect([0, 9.9, 61, 600].map(mmss)).toEqual(['00:00', '00:09', '01:01', '10:00']);
  });
});

describe('the command line', () => {
  it('plays all acts in ninety seconds unless told otherwise', () => {
    expect(readSettings([])).toMatchObject({ seconds: 90, rate: 10, wait: true, lossy: false, engine: null });
    expect(readSettings(['--acts', 'tail,silence', '--no-wait'])).toMatchObject({
      acts: ['tail', 'silence'],
      wait: false,
    });
  });

  it('names what it does not understand', () => {
    expect(() => readSettings(['--acts', 'flood'])).toThrow(/flood.*gateway engine tail silence/);
    expect(() => readSettings(['--seconds', '5'])).toThrow(/--seconds 5：应为 20 到 900/);
    expect(() => readSettings(['--engine', 'kafka'])).toThrow(/kafka/);
    expect(() => readSettings(['--colour'])).toThrow(/--engine redis\|sqlite/);
  });
});

describe('the places of the events', () => {
  it('fill the field evenly and none lies on another', () => {
    const box = [100, 20, 102, 21] as const;
    const places = Array.from({ length: 900 }, (_, i) => placeOnSunflower(i, 900, box));
    expect(new Set(places.map(({ lng, lat }) => `${lng},${lat}`)).size).toBe(900);
    expect(places.every(({ lng, lat }) => lng >= 100 && lng <= 102 && lat >= 20 && lat <= 21)).toBe(true);
    const inner = places.filter(({ lng, lat }) => Math.hypot(lng - 101, (lat - 20.5) * 2) < Math.SQRT1_2);
    expect(inner.length).toBeGreaterThan(430);
    expect(inner.length).toBeLessThan(470);
  });
});
