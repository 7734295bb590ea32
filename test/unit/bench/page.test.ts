import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GATEWAY_NODE_OPTIONS } from '../../../gateway/cli/node-options.ts';
import type { Figure, MeasureSpec, Reading } from '../../bench/core/figure.ts';
import { type Report, runBench } from '../../bench/run.ts';

function figure(name: string, measures: readonly MeasureSpec[], readings: Reading): Figure {
  const bench = { ours: async () => readings, baseline: async () => readings, close: async () => undefined };
  return { name, zh: name, en: name, about: '<b>', against: 'bare', measures, open: async () => bench };
}
const measure = (id: string, over: Partial<MeasureSpec> = {}): MeasureSpec => {
  return { id, zh: id, en: id, unit: 'ms', better: 'less', ...over };
};
const most = (limit: number) => ({ of: 'ours' as const, most: limit, words: `≤ ${limit}` });
const onCurve = (line: string, x: number) =>
  measure(`${line}${x}`, { zh: `${line} ×${x}`, curve: { name: 'growth', line, x } });

async function reported(...figures: Figure[]): Promise<{ report: Report; page: string; table: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'yitu-bench-page-'));
  try {
    await runBench({ figures, size: 'smoke', runs: 2, folder, say: () => {} });
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
    const [page = '', table = ''] = ['index.html', 'report.md'].map((file) =>
      readFileSync(join(folder, file), 'utf8'),
    );
    return { report, page, table };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the report', () => {
  it('lists every target that was missed and says so beside the number', async () => {
    const measures = [measure('slow', { target: most(5) }), measure('quick', { target: most(500) })];
    const { report, page } = await reported(figure('pace', measures, { slow: 50, quick: 50 }));
    expect(report.missed).toEqual(['pace.slow']);
    expect(page.match(/未达标 missed<\/span>/g)).toHaveLength(1);
    expect(page.match(/达标 met<\/span>/g)).toHaveLength(1);
    expect(page).toContain('1 / 2');
  });

  it('lists a figure without targets that could not be measured', async () => {
    const broken = {
      ...figure('gone', [measure('x')], {}),
      open: () => Promise.reject(new Error('no <disk>')),
    };
    const { report, page } = await reported(broken);
    expect(report.missed).toEqual(['gone']);
    expect(page).toContain('no &lt;disk&gt;');
  });

  it('tells the machine, and needs no other file', async () => {
    const { report, page } = await reported(figure('pace', [measure('x')], { x: 1 }));
    expect(report.machine).toMatchObject({ cores: expect.any(Number), node: process.version });
    expect(report.machine.fsyncMs.p50).toBeGreaterThan(0);
    expect(page).toContain(GATEWAY_NODE_OPTIONS.join(' '));
    expect(page).not.toMatch(/<script|<link|<img|https?:/);
  });

  it('comes as a table too, with what was missed and without the curves', async () => {
    const measures = [measure('slow', { target: most(5) }), measure('quick', { target: most(500) })];
    const { table, report } = await reported(
      figure('pace', measures, { slow: 50, quick: 50 }),
      figure('gone', [measure('x', { unit: '秒' })], {}),
      figure('growth', [onCurve('cpu', 1)], { cpu1: 1 }),
    );
    expect(table).toContain(
      '| `pace` slow, ms | 50.0 (50.0 – 50.0) | 50.0 (50.0 – 50.0) | × 1.00 | ≤ 5 missed |',
    );
    expect(table).toContain(
      '| `pace` quick, ms | 50.0 (50.0 – 50.0) | 50.0 (50.0 – 50.0) | × 1.00 | ≤ 500 met |',
    );
    expect(table).toContain('| `gone` x, s | – | – | – | – |');
    expect(table).not.toContain('`growth`');
    expect(table).toContain(report.startedAt.slice(0, 10));
  });

  it('draws a curve for each line and names what bends first', async () => {
    const measures = [onCurve('cpu', 1), onCurve('cpu', 10), onCurve('ack', 1), onCurve('ack', 10)];
    const readings = { cpu1: 10, cpu10: 70, ack1: 20, ack10: 900 };
    const { page } = await reported(figure('growth', measures, readings));
    expect(page.match(/<polyline/g)).toHaveLength(2);
    expect(page).toContain('最先弯折的是「ack」——在 ×10 时写入回答 p99 超过 250 ms（900 ms）');
  });

  it('says that nothing bent when no limit was crossed', async () => {
    const measures = [onCurve('cpu', 1), onCurve('cpu', 10)];
    const { page } = await reported(figure('growth', measures, { cpu1: 4, cpu10: 40 }));
    expect(page).toContain('没有一项越过界限；离界限最近的是「cpu」，用去其 50 %');
  });
});
