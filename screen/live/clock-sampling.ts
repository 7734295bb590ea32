import type { ServerClock } from './clock.ts';
import type { LiveSocket } from './socket.ts';
import type { Surroundings } from './surroundings.ts';

/** Quick samples right after a hello, then slow ones for as long as the connection stands. */
const QUICK_SAMPLES = 5;
const QUICK_MS = 300;
const SLOW_MS = 30_000;

/** Asks the gateway for its time again and again; returns the way to stop. */
export function sampleClock(
  socket: LiveSocket,
  clock: ServerClock,
  { monotonic, after }: Pick<Surroundings, 'monotonic' | 'after'>,
): () => void {
  let stopped = false;
  let cancel = () => {};
  const ask = () => {
    const askedAt = monotonic();
    socket.emit('time', (answer) => {
      if (!stopped) clock.answered(answer, askedAt, monotonic());
    });
    cancel = after(clock.samples < QUICK_SAMPLES ? QUICK_MS : SLOW_MS, ask);
  };
  ask();
  return () => {
    stopped = true;
    cancel();
  };
}
