import '../../../../screen/styles/tokens.css';
import '../../../../screen/map/map.css';
import { frame } from './framing.ts';
import { places, VARIANTS } from './places.ts';
import { SIDES } from './sides.ts';

/** What the bench asks the page to do. */
export interface PointsPage {
  /** Opens one way of drawing with `count` points. */
  open(side: string, count: number): Promise<void>;
  /** Moves all points `updates` times, one move every `everyMs`; resolves `everyMs` after the last. */
  run(updates: number, everyMs: number): Promise<void>;
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

let show = (_variant: number): void => undefined;
let moved = 0;

const page: PointsPage = {
  async open(name, count) {
    const host = document.getElementById('host');
    const side = SIDES[name];
    if (host === null || side === undefined) throw new Error(`no side ${name}`);
    const framing = await frame(host);
    const opened = await side(framing, places(count, framing.seen));
    show = (variant) => opened.show(variant);
  },
  async run(updates, everyMs) {
    for (let i = 0; i < updates; i += 1) {
      moved = (moved + 1) % VARIANTS;
      show(moved);
      await pause(everyMs);
    }
  },
};
Object.assign(window, { pointsPage: page });
