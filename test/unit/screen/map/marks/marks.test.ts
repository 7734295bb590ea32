import { expect, test } from 'vitest';
import { badgeInk, COUNTS } from '../../../../../screen/map/marks/badge.ts';
import { DIGITS } from '../../../../../screen/map/marks/digits.ts';
import {
  ATLAS_MARKS,
  ITEM_MARKS,
  MARK_REM,
  type MarkName,
  markOfLevel,
  markOfPriority,
  markSvg,
  markUrl,
} from '../../../../../screen/map/marks/marks.ts';
import { colours } from '../support.ts';

test('every level has a shape of its own, and a facility item one without level', () => {
  const marks = (['HIGH', 'MEDIUM', 'LOW', 'UNDETERMINED', null] as const).map(markOfLevel);
  expect(marks).toEqual(['high', 'medium', 'low', 'undetermined', 'facility']);
  expect(new Set(marks.map((mark) => markSvg(mark, colours))).size).toBe(5);
});

test('priorities become squares with their digit', () => {
  expect((['P1', 'P2', 'P3', 'P4'] as const).map(markOfPriority)).toEqual(['p1', 'p2', 'p3', 'p4']);
});

test('marks take the colour of their role', () => {
  expect(markSvg('high', colours)).toContain(colours['level-high']);
  expect(markSvg('p2', colours)).toContain(colours['alarm-p2']);
});

test('an AI lead is dashed, never filled and never red', () => {
  const svg = markSvg('lead', colours);
  expect(svg).toContain('stroke-dasharray');
  expect(svg.match(/fill="(?!none)/g)).toBeNull();
  expect(svg).not.toContain(colours['alarm-p1']);
});

/** The outline of a picture, without its colours. */
const shapeOf = (name: MarkName) => markSvg(name, colours).match(/<(?:path|circle|rect) [^>]*>/)?.[0] ?? '';

test('a call for help has a shape that no item and no alarm has, in the colour and size of an alarm P1', () => {
  const others = ATLAS_MARKS.filter((name) => !name.startsWith('sos'));
  expect(others.filter((name) => markSvg(name, colours).includes(shapeOf('sos')))).toEqual([]);
  expect(markSvg('sos', colours)).toContain(colours['alarm-p1']);
  expect(MARK_REM.sos).toBe(MARK_REM.p1);
  expect(ATLAS_MARKS).toEqual(expect.arrayContaining(['sos', 'sos-ghost']));
});

test('a digit in a shape is a priority: the numbers of items stand in light writing on a plate', () => {
  const digit = (name: MarkName) => markSvg(name, colours).match(/<path d="[^"]+"[^>]*stroke="([^"]+)"/)?.[1];
  expect(digit('p3')).toBe(colours['on-alarm']);
  expect(digit('count-3')).toBe(colours['text-1']);
  expect(markSvg('count-3', colours)).toContain(`fill="${colours.panel}"`);
  const strokes = Object.values(DIGITS);
  for (const mark of ITEM_MARKS)
    expect(strokes.filter((stroke) => markSvg(mark, colours).includes(stroke))).toEqual([]);
});

test.each(COUNTS)('the number %s lies beside the middle of its mark and inside its picture', (count) => {
  const { left, right, top, bottom } = badgeInk(count);
  expect(Math.min(left, top)).toBeGreaterThan(-0.5);
  expect(Math.max(right, bottom)).toBeLessThan(0.5);
  expect(bottom).toBeLessThan(-0.15);
  expect((left + right) / 2).toBeGreaterThan(0.15);
});

test('what counts nowhere is hatched', () => {
  expect(markSvg('high-ghost', colours)).toContain('<pattern');
  expect(markSvg('p1-ghost', colours)).toContain('<pattern');
});

test('every picture of the atlas is an address without any request', () => {
  for (const name of ATLAS_MARKS) expect(markUrl(name, colours)).toMatch(/^data:image\/svg\+xml,/);
});
