import type { Mark, MarkLayer } from '../port.ts';

/** Sets of marks one over another, drawn as one. */
export interface MarkStack {
  addMarks(name: string, order: number): MarkLayer;
  /** All marks in drawing order. */
  all(): readonly Mark[];
}

interface MarkSheet {
  readonly order: number;
  marks: readonly Mark[];
}

/** @param changed told each time a set was given other marks, or was taken away */
export function createMarkStack(changed: () => void): MarkStack {
  const sheets = new Set<MarkSheet>();
  return {
    addMarks(_name, order) {
      const own: MarkSheet = { order, marks: [] };
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
    all: () => [...sheets].sort((a, b) => a.order - b.order).flatMap(({ marks }) => marks),
  };
}
