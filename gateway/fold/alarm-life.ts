import type { Stamp } from './stamp.ts';

/** One statement of the source about the condition. */
export interface LifeMark {
  readonly s: Stamp;
  readonly what: 'raised' | 'returned' | 'cleared';
  readonly at: number;
  readonly heardAt: number;
}

/** One acknowledgement: it is about what was known at `n`, never about what came later. */
export interface Press {
  readonly n: number;
  readonly at: number;
  readonly by: string;
  readonly heardAt: number;
}

/** Where the latest episode of an alarm stands; `finishedHeardAt` is when the entry that finished it was received. */
export interface AlarmLife {
  readonly active: boolean;
  readonly acked: boolean;
  readonly raisedAt: number;
  readonly ackedAt: number | null;
  readonly ackedBy: string | null;
  readonly returnedAt: number | null;
  readonly clearedAt: number | null;
  readonly finishedAt: number | null;
  readonly finishedHeardAt: number | null;
}

/**
 * Plays the marks in the order of their stamps, each acknowledgement right after the latest mark that had arrived
 * before it. An episode begins with a raise when there is none or the last is finished, and is finished when the
 * source clears it, or when it is back to normal and acknowledged. A raise within an episode makes it active again
 * and leaves its beginning and its acknowledgement.
 */
export function alarmLife(marks: readonly LifeMark[], presses: readonly Press[]): AlarmLife {
  let life: AlarmLife | null = null;
  marks.forEach((mark, index) => {
    life = afterMark(life, mark);
    for (const press of presses) {
      if (life !== null && seenBy(marks, press) === index) life = afterPress(life, press);
    }
  });
  return life ?? begunUnseen(marks);
}

/** The raise itself has fallen out of the kept marks: nobody is told that the condition stands, nor that it was seen. */
function begunUnseen(marks: readonly LifeMark[]): AlarmLife {
  return { ...begun(marks[0]?.at ?? 0), active: false, returnedAt: marks.at(-1)?.at ?? null };
}

/** Index of the last mark that had arrived when the press came; -1 for none. */
function seenBy(marks: readonly LifeMark[], press: Press): number {
  return marks.findLastIndex((mark) => mark.s[2] < press.n);
}

function afterMark(life: AlarmLife | null, mark: LifeMark): AlarmLife | null {
  const { at, what } = mark;
  if (what === 'raised') {
    if (life === null || life.finishedAt !== null) return begun(at);
    return { ...life, active: true, returnedAt: null };
  }
  if (life === null || life.finishedAt !== null) return life;
  if (what === 'cleared') return finished({ ...life, active: false, clearedAt: at }, mark);
  const returned = { ...life, active: false, returnedAt: at };
  return life.acked ? finished(returned, mark) : returned;
}

function afterPress(life: AlarmLife, press: Press): AlarmLife {
  if (life.acked) return life;
  const acked = { ...life, acked: true, ackedAt: press.at, ackedBy: press.by };
  const done = life.finishedAt === null && !life.active;
  return done ? finished(acked, press) : acked;
}

function begun(raisedAt: number): AlarmLife {
  return {
    active: true,
    acked: false,
    raisedAt,
    ackedAt: null,
    ackedBy: null,
    returnedAt: null,
    clearedAt: null,
    finishedAt: null,
    finishedHeardAt: null,
  };
}

function finished(life: AlarmLife, by: { readonly at: number; readonly heardAt: number }): AlarmLife {
  return { ...life, finishedAt: by.at, finishedHeardAt: by.heardAt };
}
