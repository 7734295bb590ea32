import { describe, expect, it } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { CONSOLE, type SentCommand } from './core/commands.ts';
import { ENGINES, expectHolds, inRun, rounds } from './core/expect.ts';
import { type Ack, keyOf, type Sent } from './core/ledger.ts';
import type { FaultRun } from './core/run.ts';
import type { FaultWall } from './core/wall.ts';

/** What the seats of `run.command` are called. */
const SEATS = `${CONSOLE}wall-desk`;
const PATIENCE_MS = 300_000;
const REPEATED = 10;

const isCommand = (sent: Sent): sent is SentCommand => 'command' in sent;

/** A text frame of a client with 126 bytes or more: commands and greetings have that, acknowledgements of frames do not. */
const mayBeCommand = (chunk: Buffer) => chunk[0] === 0x81 && chunk[1] === 0xfe;

/** First promise of every command that was sent over a wall's connection. */
function promised({ ledger }: FaultRun): Ack[] {
  const ours = ledger.acks.filter(({ key }) => key.startsWith(SEATS));
  return [...new Map(ours.toReversed().map((ack) => [ack.key, ack])).values()];
}

/** Written before, and the answer had not come: nothing is sent again after a promise. */
const knownAlready = (run: FaultRun) => promised(run).filter(({ status }) => status === 200);

/** At every desk, commands whose answer is lost on the way, until some of them were in the log all the same. */
async function loseAnswers(run: FaultRun): Promise<void> {
  const enough = rounds(2, 40);
  for (const proxy of run.proxies.walls) proxy.loseReplies(3, mayBeCommand);
  await waitFor('answers that were lost', () => knownAlready(run).length >= enough, PATIENCE_MS);
  for (const proxy of run.proxies.walls) proxy.loseReplies(null);
  await run.wallsLive();
}

async function killOne(run: FaultRun): Promise<void> {
  const before = promised(run).length;
  const gateway = run.random.pick(run.gateways);
  await waitFor(
    'commands under way',
    () => promised(run).length > before + run.random.int(0, 4),
    PATIENCE_MS,
  );
  await gateway.kill();
  await gateway.start();
  await run.wallsLive();
  await waitFor('commands again', () => promised(run).length > before + 8, PATIENCE_MS);
}

/** Sends some of what was promised once more: each is told the place of the first time. */
async function repeat(run: FaultRun, { connection }: FaultWall): Promise<void> {
  for (const { key, n } of promised(run).slice(-REPEATED)) {
    const sent = run.ledger.sent.get(key);
    if (sent === undefined || !isCommand(sent)) throw new Error(`${key} is no command`);
    const answer = await waitFor('an answer', () => connection.send(sent.command), PATIENCE_MS);
    expect(answer, keyOf(sent)).toMatchObject({ status: 200, n });
  }
}

describe('fault 31: commands over the connection of a wall', () => {
  it.each(ENGINES)(
    'with answers lost and gateways killed, each is in the log once and told the same again (%s)',
    async (engine) => {
      await inRun(
        { fault: '31 commands by wall', engine, proxied: { walls: true }, walls: 1 },
        async (run) => {
          run.produce({ producers: 2 });
          const desks = [run.addWall({ name: 'desk 0' }), run.addWall({ name: 'desk 1' })] as const;
          await run.wallsLive();
          const commanding = run.command(desks);
          await loseAnswers(run);
          for (let round = 0; round < rounds(1, 20); round += 1) await killOne(run);
          await commanding.drain();
          await repeat(run, desks[0]);
          const figures = { 'by wall': promised(run).length, 'known already': knownAlready(run).length };
          const verdict = await run.finish({ figures });
          expectHolds(verdict);
          expect(run.ledger.open(), 'commands without a verdict').toBe(0);
        },
      );
    },
  );
});
