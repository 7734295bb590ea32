import { expect, test } from 'vitest';
import { endDrawing } from '../../../../../screen/map/stage/context.ts';

/** A canvas with a context of one kind; tells how often that was given back. */
function canvasOf(kind: 'webgl' | 'webgl2') {
  let lost = 0;
  const loseContext = (): void => {
    lost += 1;
  };
  const context = { getExtension: () => ({ loseContext, restoreContext: () => undefined }) };
  return {
    canvas: { getContext: (asked: string) => (asked === kind ? (context as never) : null) },
    lost: () => lost,
  };
}

test.each(['webgl', 'webgl2'] as const)('the %s context is given back once its drawing has ended', (kind) => {
  const { canvas, lost } = canvasOf(kind);
  const before: number[] = [];
  endDrawing(canvas, () => before.push(lost()));
  expect([before, lost()]).toEqual([[0], 1]);
});

test('the context is given back where the end fails too, and the failure is told', () => {
  const { canvas, lost } = canvasOf('webgl2');
  const fails = (): never => {
    throw new Error('the scene was gone already');
  };
  expect(() => endDrawing(canvas, fails)).toThrow('gone already');
  expect(lost()).toBe(1);
});
