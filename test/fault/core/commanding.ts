import { setTimeout as sleep } from 'node:timers/promises';
import type { Replica } from '../../../screen/live/replica.ts';
import { createCommandSource, type SentCommand } from './commands.ts';
import { createProducer } from './producer.ts';
import { type Background, inBackground, type Production, type ProductionOptions } from './production.ts';
import { commandWay, type Way } from './ways.ts';

export interface CommandingOptions extends Pick<ProductionOptions, 'random' | 'ledger' | 'targets' | 'key'> {
  /** What is on the walls that the officers look at. */
  readonly screens: () => readonly Replica[];
  /** Part of the seats' names and of the ids. */
  readonly name: string;
  /** How each seat sends. @default by HTTP */
  readonly way?: (seat: number) => Way<SentCommand>;
  /** Share of commands that are sent again after they were promised. @default 0.2 */
  readonly resend?: number;
}

const SEATS = 2;
const PAUSE_MS = 150;
/** Officers whose hand is not sure, or whose console asks again because it was not told in time. */
const SENT_AGAIN = 0.2;

/** Officers at work in the background: each looks at a wall, decides, and sends until it was told. */
export function startCommanding(options: CommandingOptions): Production {
  const { random, ledger, targets, key, screens, name, way, resend = SENT_AGAIN } = options;
  const begin = (index: number, goesOn: () => boolean): Background => {
    const own = random.fork(`${name}${index}`);
    const seat = `${name}${index}`;
    const source = createCommandSource({ random: own, seat, look: () => own.pick(screens()) });
    const producer = createProducer({
      way: way?.(index) ?? commandWay(key),
      ledger,
      targets,
      random: own.fork('retries'),
      first: index,
      resend,
    });
    const run = async () => {
      while (goesOn()) {
        const command = source.next();
        if (command !== null) await producer.deliver([command]);
        await sleep(20 + own.next() * PAUSE_MS);
      }
    };
    return { finished: run(), stop: producer.stop };
  };
  return inBackground(ledger, (goesOn) => Array.from({ length: SEATS }, (_, index) => begin(index, goesOn)));
}
