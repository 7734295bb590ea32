import type { Counts } from './counts.ts';

/** What the terminal shows of a moment. */
export interface BoardState extends Counts {
  readonly atS: number;
  readonly ofS: number;
  /** Whether the visitor's wall is live. */
  readonly live: boolean;
}

/** Where the show speaks to its audience. */
export interface Board {
  /** A line that stays. */
  say(text: string): void;
  /** The counts of now: one line that is overwritten at a terminal, else a line every second. */
  show(state: BoardState): void;
  close(): void;
}

export interface Screen {
  readonly tty: boolean;
  write(text: string): void;
}

const RED = '\u001b[31m';
const GREEN = '\u001b[32m';
const DIM = '\u001b[2m';
const BOLD = '\u001b[1m';
const PLAIN = '\u001b[0m';
const LINE_START = '\r\u001b[2K';

/** Colours the words of a terminal; a file gets them plain. */
export interface Paint {
  dim(text: string): string;
  bold(text: string): string;
  good(text: string): string;
  bad(text: string): string;
}

export function paintFor(tty: boolean): Paint {
  const with_ = (code: string) => (text: string) => (tty ? `${code}${text}${PLAIN}` : text);
  return { dim: with_(DIM), bold: with_(BOLD), good: with_(GREEN), bad: with_(RED) };
}

/** The five counts in words; a loss and a repetition are loud. */
export function countWords(counts: Counts, paint: Paint): string {
  const { posted, acknowledged, onWall, lost, twice } = counts;
  const alarming = (word: string, n: number) => (n === 0 ? `${word} 0` : paint.bad(`${word} ${n}`));
  return [
    `已发 ${posted}`,
    `已确认 ${acknowledged}`,
    `在墙上 ${onWall}`,
    alarming('丢失', lost),
    alarming('重复', twice),
  ].join(' · ');
}

export function createBoard(screen: Screen): Board {
  const paint = paintFor(screen.tty);
  let shown = '';
  let second = -1;
  const line = ({ atS, ofS, live, ...counts }: BoardState) => {
    const clock = `${mmss(atS)}${screen.tty ? paint.dim(` / ${mmss(ofS)}`) : ''}`;
    const wall = live ? paint.good('大屏 实时') : paint.bad('大屏 断开');
    return `  ${clock}  ${countWords(counts, paint)}  ${wall}`;
  };
  return {
    say(text) {
      screen.write(screen.tty ? `${LINE_START}${text}\n${shown}` : `${text}\n`);
    },
    show(state) {
      const next = line(state);
      if (screen.tty) {
        shown = next;
        screen.write(`${LINE_START}${next}`);
      } else if (Math.floor(state.atS) !== second) {
        second = Math.floor(state.atS);
        screen.write(`${next}\n`);
      }
    },
    close() {
      if (screen.tty && shown !== '') screen.write('\n');
      shown = '';
    },
  };
}

/** 01:30 */
export function mmss(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
}
