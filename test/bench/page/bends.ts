import type { FigureResult, MeasureResult } from '../core/measure.ts';
import { escapeHtml, numberWords } from './words.ts';

/** From where on a line hurts: one core full, an alarm late, a caller waiting, frames missing. Memory has no limit here. */
const LIMITS: Readonly<Record<string, { readonly most: number; readonly words: string }>> = {
  cpu: { most: 80, words: '网关 CPU 用去一个核的 80 %' },
  lag: { most: 100, words: '事件循环延迟 p99 超过 100 ms' },
  ack: { most: 250, words: '写入回答 p99 超过 250 ms' },
  behind: { most: 20, words: '每秒十帧中有两成以上未送达' },
};

interface Growth {
  readonly line: string;
  readonly zh: string;
  readonly unit: string;
  readonly points: readonly { readonly x: number; readonly value: number }[];
}

/** One paragraph on what gives way first, said by the numbers; empty where nothing grew. */
export function bends(figures: readonly FigureResult[]): string {
  const sentences = figures.flatMap((figure) => {
    const lines = growthsOf(figure.measures);
    return lines.length === 0 ? [] : [`${figure.zh}：${sentence(lines)}`];
  });
  return sentences.length === 0 ? '' : `<p class="bends">${sentences.map(escapeHtml).join('<br>')}</p>`;
}

function growthsOf(measures: readonly MeasureResult[]): Growth[] {
  const lines = Map.groupBy(measures, ({ curve }) => curve?.line ?? '');
  return [...lines].flatMap(([line, all]) => {
    const points = all.flatMap(({ curve, ours }) =>
      curve === undefined || ours === null ? [] : [{ x: curve.x, value: ours.median }],
    );
    const [first] = all;
    if (line === '' || first === undefined || points.length < 2) return [];
    return [{ line, zh: first.zh.replace(/ ×\d+$/, ''), unit: first.unit, points }];
  });
}

function sentence(lines: readonly Growth[]): string {
  const crossed = lines
    .flatMap((growth) => {
      const limit = LIMITS[growth.line];
      const at = limit && growth.points.find(({ value }) => value > limit.most);
      return limit === undefined || at === undefined ? [] : [{ ...at, growth, limit }];
    })
    .sort((a, b) => a.x - b.x || b.value / b.limit.most - a.value / a.limit.most);
  const [first] = crossed;
  const told = lines.map(span).join('；');
  if (first !== undefined)
    return `最先弯折的是「${first.growth.zh}」——在 ×${first.x} 时${first.limit.words}（${numberWords(first.value)} ${first.growth.unit}）。${told}。`;
  const closest = lines
    .flatMap((growth) => {
      const limit = LIMITS[growth.line];
      const last = growth.points.at(-1);
      return limit === undefined || last === undefined
        ? []
        : [{ growth, share: last.value / limit.most, last }];
    })
    .sort((a, b) => b.share - a.share)[0];
  if (closest === undefined) return `${told}。`;
  return `到 ×${closest.last.x} 没有一项越过界限；离界限最近的是「${closest.growth.zh}」，用去其 ${Math.round(closest.share * 100)} %。${told}。`;
}

/** `网关 CPU 13 → 62 %（×10 时 4.8 倍）`. */
function span({ zh, unit, points }: Growth): string {
  const [from, to] = [points[0], points.at(-1)];
  if (from === undefined || to === undefined) return zh;
  const times = from.value > 0 ? `（×${to.x} 时 ${numberWords(to.value / from.value)} 倍）` : '';
  return `${zh} ${numberWords(from.value)} → ${numberWords(to.value)} ${unit}${times}`;
}
