import { expect, test } from 'vitest';
import {
  ATLAS_MARKS,
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

test('what counts nowhere is hatched', () => {
  expect(markSvg('high-ghost', colours)).toContain('<pattern');
  expect(markSvg('p1-ghost', colours)).toContain('<pattern');
});

test('every picture of the atlas is an address without any request', () => {
  for (const name of ATLAS_MARKS) expect(markUrl(name, colours)).toMatch(/^data:image\/svg\+xml,/);
});
