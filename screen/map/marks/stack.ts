import type { Mark, MarkLayer } from '../port.ts';

/** Sets of marks one over another, drawn as one. */
export interface MarkStack {
  addMarks(name: string, order: number): MarkLayer;
  /** All marks in drawing order. */
  all(): readonly Mark[];
  /** The same for who reads the page and not its pixels: a line for each, `picture set:id`, a number as a mark of its own. */
  told(): string;
}

interface MarkSheet {
  readonly name: string;
  readonly order: number;
  marks: readonly Mark[];
}

/** @param changed told each time a set was given other marks, or was taken away */
export function createMarkStack(changed: () => void): MarkStack {
  const sheets = new Set<MarkSheet>();
  const inOrder = (): MarkSheet[] => [...sheets].sort((a, b) => a.order - b.order);
  return {
    addMarks(name, order) {
      const own: MarkSheet = { name, order, marks: [] };
      sheets.add(own);
      return {
        set(marks) {
          own.marks = marks;
          changed();
        },
        remove() {
          if (sheets.delete(own)) changed();
        },
      };
    },
    all: () => inOrder().flatMap(({ marks }) => marks),
    told: () =>
      inOrder()
        .flatMap(({ name, marks }) => marks.map(({ id, icon }) => `${icon} ${name}:${id}`))
        .join('\n'),
  };
}
