import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../../support/budgets/tree.ts';

const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');

test('the line of L7’s shader that fades what is dark is the one that is taken out', () => {
  const line = /FADES_DARK = '([^']+)'/.exec(read('screen', 'map', 'scene.ts'))?.[1] ?? 'no line';
  const shader = read('node_modules', '@antv', 'l7-layers', 'es', 'point', 'models', 'image.js');
  expect(shader.split(line)).toHaveLength(2);
});
