/** A queue that gives back the entry with the smallest key; equal keys leave in the order of their values. */
export interface MinQueue {
  push(key: number, value: number): void;
  /** Removes the smallest; undefined when empty. */
  pop(): { key: number; value: number } | undefined;
}

interface Entry {
  key: number;
  value: number;
}

function before(a: Entry, b: Entry): boolean {
  return a.key < b.key || (a.key === b.key && a.value < b.value);
}

function siftUp(heap: Entry[], from: number): void {
  const entry = heap[from] as Entry;
  let i = from;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    const above = heap[parent] as Entry;
    if (!before(entry, above)) break;
    heap[i] = above;
    i = parent;
  }
  heap[i] = entry;
}

function siftDown(heap: Entry[]): void {
  const entry = heap[0] as Entry;
  let i = 0;
  for (;;) {
    const left = 2 * i + 1;
    if (left >= heap.length) break;
    const right = left + 1;
    const least = right < heap.length && before(heap[right] as Entry, heap[left] as Entry) ? right : left;
    const below = heap[least] as Entry;
    if (!before(below, entry)) break;
    heap[i] = below;
    i = least;
  }
  heap[i] = entry;
}

/** An empty queue (binary heap). */
export function minQueue(): MinQueue {
  const heap: Entry[] = [];
  return {
    push(key, value) {
      heap.push({ key, value });
      siftUp(heap, heap.length - 1);
    },
    pop() {
      const top = heap[0];
      const last = heap.pop();
      if (top && last && heap.length > 0) {
        heap[0] = last;
        siftDown(heap);
      }
      return top;
    },
  };
}
