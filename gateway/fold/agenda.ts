/** Which ids must be looked at again, and when. A binary heap; an id has one appointment, the earliest asked for. */
export interface Agenda {
  /** Never moves an appointment later: a look that comes too early finds nothing to do and asks again. */
  schedule(id: string, at: number): void;
  /** Ids whose appointment is at or before `now`, in order of their text; they have none afterwards. */
  due(now: number): readonly string[];
  /** The earliest appointment; null without any. One that was brought forward since may still be told. */
  next(): number | null;
  clear(): void;
}

interface Appointment {
  readonly at: number;
  readonly id: string;
}

export function createAgenda(): Agenda {
  const heap: Appointment[] = [];
  const booked = new Map<string, number>();
  return {
    schedule(id, at) {
      const present = booked.get(id);
      if (present !== undefined && present <= at) return;
      booked.set(id, at);
      push(heap, { at, id });
    },
    due(now) {
      const ids: string[] = [];
      for (let first = heap[0]; first !== undefined && first.at <= now; first = heap[0]) {
        pop(heap);
        if (booked.get(first.id) !== first.at) continue;
        booked.delete(first.id);
        ids.push(first.id);
      }
      return ids.sort();
    },
    next: () => heap[0]?.at ?? null,
    clear() {
      heap.length = 0;
      booked.clear();
    },
  };
}

function push(heap: Appointment[], item: Appointment): void {
  let index = heap.length;
  heap.push(item);
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent] as Appointment;
    if (above.at <= item.at) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = item;
}

function pop(heap: Appointment[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let index = 0;
  for (;;) {
    const child = lesserChild(heap, index);
    if (child === null || (heap[child] as Appointment).at >= last.at) break;
    heap[index] = heap[child] as Appointment;
    index = child;
  }
  heap[index] = last;
}

function lesserChild(heap: readonly Appointment[], index: number): number | null {
  const left = heap[2 * index + 1];
  const right = heap[2 * index + 2];
  if (left === undefined) return null;
  return right !== undefined && right.at < left.at ? 2 * index + 2 : 2 * index + 1;
}
