import { describe, expect, it } from 'vitest';
import type { CloudEvent } from '../../gateway/contract/cloudevent.ts';
import type { LetterPage } from '../../gateway/contract/dead-letters.ts';
import { ENGINES, expectHolds, inRun } from './core/expect.ts';
import { keyOf } from './core/ledger.ts';
import type { FaultRun } from './core/run.ts';
import { askAdmin, postEvents } from './hostile/call.ts';

/** Another content under the same source and id. */
function mutated(event: CloudEvent): CloudEvent {
  return { ...event, subject: `${event.subject}-other`, sequence: (event.sequence ?? 0) + 7 };
}

async function conflict(run: FaultRun, event: CloudEvent): Promise<void> {
  const target = run.random.pick(run.gateways);
  const original = run.ledger.acks.find(({ key }) => key === keyOf(event));
  const { results } = await postEvents(target.origin, [mutated(event)]);
  expect(results[0]).toMatchObject({ status: 409, code: 'id_conflict', n: original?.n });
}

describe('fault 16: the same id with another payload', () => {
  it.each(ENGINES)(
    'is a conflict with the place of the original, and changes nothing (%s)',
    async (engine) => {
      await inRun({ fault: '16 id conflict', engine }, async (run) => {
        run.produce();
        await run.acknowledged(120);
        const known = [...run.ledger.acknowledged()].slice(0, 100);
        const events = known.flatMap((key) => {
          const sent = run.ledger.sent.get(key);
          return sent !== undefined && 'specversion' in sent ? (sent as CloudEvent) : [];
        });
        for (const event of Array.from({ length: 25 }, () => run.random.pick(events)))
          await conflict(run, event);
        const letters = await Promise.all(
          run.gateways.map(({ origin }) =>
            askAdmin<LetterPage>(origin, '/v1/dead-letters?code=id_conflict&limit=200'),
          ),
        );
        for (const reply of letters) expect(reply.deadLetters.length).toBeGreaterThan(0);
        expectHolds(
          await run.finish({ figures: { conflicts: 25, letters: letters[0]?.deadLetters.length ?? 0 } }),
        );
      });
    },
  );
});
