import { describe, expect, it } from 'vitest';
import type { CloudEvent } from '../../gateway/contract/cloudevent.ts';
import { ENGINES, expectHolds, inRun, rounds } from './core/expect.ts';
import type { Random } from './core/random.ts';
import type { FaultRun } from './core/run.ts';
import type { FaultWall } from './core/wall.ts';
import { metric, postEvents } from './hostile/call.ts';

const TERMINALS = 5;
const WINDOW = 1_000;
/** Terminals whose place tells their sequence; the others of the town go where they like. */
const OURS = 'order-T';
const NOW = () => new Date().toISOString();

/** Where a terminal stands tells how far it has come: a thousandth of a degree for each of its reports. */
const lngOf = (sequence: number) => 103 + sequence / 10_000;

function report(terminal: number, sequence: number, producerepoch = 1): CloudEvent {
  return {
    specversion: '1.0',
    id: `order-${terminal}-${producerepoch}-${sequence}`,
    source: 'urn:yitu:fault:order',
    type: 'terminal.located',
    subject: OURS + terminal,
    time: NOW(),
    sequence,
    producerepoch,
    data: { location: { lng: lngOf(sequence), lat: 25.6 } },
  } as CloudEvent;
}

function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const j = random.int(0, i);
    [mixed[i], mixed[j]] = [mixed[j] as Item, mixed[i] as Item];
  }
  return mixed;
}

/** Every step back that a terminal made on a wall. */
function watchSteps(walls: readonly FaultWall[]): string[] {
  const back: string[] = [];
  for (const { name, replica } of walls) {
    const seen = new Map<string, number>();
    replica.onChange(({ touched }) => {
      for (const id of touched.get('terminal') ?? []) {
        if (!id.startsWith(OURS)) continue;
        const lng = replica.collection('terminal').get(id)?.location?.lng ?? 0;
        if (lng < (seen.get(id) ?? 0)) back.push(`${name}: ${id} went back from ${seen.get(id)} to ${lng}`);
        seen.set(id, lng);
      }
    });
  }
  return back;
}

async function send(run: FaultRun, events: readonly CloudEvent[]): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < events.length; i += 50) {
    const { origin } = run.random.pick(run.gateways);
    const { results } = await postEvents(origin, events.slice(i, i + 50));
    statuses.push(...results.map(({ status }) => status));
  }
  return statuses;
}

describe('fault 17: out of order and from the past', () => {
  it.each(ENGINES)(
    'the largest sequence wins, nothing moves back on the map, and a zombie of an old epoch moves nothing (%s)',
    async (engine) => {
      await inRun({ fault: '17 out of order', engine }, async (run) => {
        const back = watchSteps(run.walls);
        const production = run.produce({ producers: 2 });
        for (let round = 0; round < rounds(1, 5); round += 1) {
          const perTerminal = WINDOW / TERMINALS;
          const reports = Array.from({ length: TERMINALS }, (_, terminal) =>
            Array.from({ length: perTerminal }, (_, i) => report(terminal, round * perTerminal + i + 1)),
          ).flat();
          const statuses = await send(run, shuffled(run.random, reports));
          expect(statuses.every((status) => status === 201)).toBe(true);
        }
        const zombie = Array.from({ length: TERMINALS }, (_, terminal) => report(terminal, 9_999, 0));
        await send(run, zombie);
        await production.drain();
        expectHolds(await run.finish({ figures: { shuffled: WINDOW, 'steps back': back.length } }));
        expect(back).toEqual([]);
        const last = lngOf((rounds(1, 5) * WINDOW) / TERMINALS);
        for (const { replica } of run.walls) {
          const shown = Array.from(
            { length: TERMINALS },
            (_, i) => replica.collection('terminal').get(OURS + i)?.location?.lng,
          );
          expect(shown).toEqual(shown.map(() => last));
        }
      });
    },
  );

  it('a zombie is told so by a flag, and nothing that it sent is lost', async () => {
    await inRun({ fault: '17 zombie', engine: 'sqlite', walls: 1 }, async (run) => {
      const origin = run.gateways[0]?.origin ?? '';
      await postEvents(origin, [report(1, 5, 2)]);
      const { results } = await postEvents(origin, [report(1, 6, 1), report(1, 6, 2)]);
      expect(results.map(({ status, flags }) => [status, flags?.includes('stale_epoch') ?? false])).toEqual([
        [201, true],
        [201, false],
      ]);
      expect(await metric(origin, 'yitu_ingest_stale_epoch_total')).toBe(1);
      expectHolds(await run.finish());
    });
  });
});
