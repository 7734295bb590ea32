import { describe, expect, it } from 'vitest';
import type { QuarantineReply } from '../../gateway/contract/http.ts';
import type { StateReply } from '../../gateway/contract/state-reply.ts';
import { waitFor } from '../support/wait.ts';
import { ENGINES, expectHolds, inRun } from './core/expect.ts';
import type { FaultRun } from './core/run.ts';
import { askAdmin, metric, post } from './hostile/call.ts';
import { type Injected, inject } from './hostile/inject.ts';

const MB = 1_048_576;
let counter = 0;

/** A good event as one line, with anything laid over it. */
function line(changes: object = {}, data: object = {}): string {
  counter += 1;
  return JSON.stringify({
    specversion: '1.0',
    id: `poison-http-${counter}`,
    source: 'urn:yitu:fault:poison',
    type: 'case.received',
    subject: `poison-case-${counter}`,
    time: new Date().toISOString(),
    sequence: 1,
    ...changes,
    data: { title: '井盖破损', kind: 'FACILITY', ...data },
  });
}

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const withData = (data: string) => line().replace(/"data":.*\}$/, `"data":${data}}`);

/** Lines that must be refused by themselves, with the status that each gets. */
const REFUSED: Readonly<Record<string, string>> = {
  'no JSON': '{"id": ',
  'NaN coordinates': line({}, { location: '@' }).replace('"@"', '{"lng":NaN,"lat":25.6}'),
  'coordinates without end': line({}, { location: { lng: '@', lat: 25.6 } }).replace('"@"', '1e999'),
  'coordinates as text': line({}, { location: { lng: 'NaN', lat: '' } }),
  'ten thousand levels': withData(deep(10_000)),
  'an array for an event': '[[[]]]',
  null: 'null',
  'a long line': line({}, { title: '长'.repeat(40_000) }),
  'an internal type': line({ type: 'system.ticked' }),
  'an unknown type': line({ type: 'case.exploded' }),
  'control characters in the id': line({ id: 'a\u0000b' }),
};

/** Keys that name machinery: where one of them took hold, this item, or each that does not say it, would be urgent. */
const MACHINERY =
  '{"title":"井盖","kind":"FACILITY","__proto__":{"urgency":"U1"},"constructor":{"prototype":{"urgency":"U1"}}}';

/** Lines that are taken in harmlessly. */
const TAKEN: Readonly<Record<string, string>> = {
  'a key that names machinery': withData(MACHINERY),
  'half a surrogate pair': line({}, { title: '井\ud800盖' }),
  markup: line({}, { title: '<img src=x onerror=alert(1)>' }),
};

/** Every gateway has items by poison and of the town, and none is urgent: nobody said so. */
async function expectNothingUrgent({ gateways }: FaultRun): Promise<void> {
  for (const gateway of gateways) {
    const items = await waitFor('the item by poison', async () => {
      const { entities } = (await (await gateway.get('/v1/state')).json()) as StateReply;
      const found = entities.case ?? [];
      return found.some(({ title }) => title === '井盖') && found;
    });
    expect(items.filter(({ urgency }) => urgency === 'U1')).toEqual([]);
  }
}

describe('fault 18: poison at the door', () => {
  it.each(ENGINES)('is refused line by line, and everything beside it is applied (%s)', async (engine) => {
    await inRun({ fault: '18 poison', engine }, async (run) => {
      run.produce({ producers: 2 });
      const origin = run.gateways[0]?.origin ?? '';
      const good = Array.from({ length: 3 }, () => line());
      const lines = [...Object.values(REFUSED), ...Object.values(TAKEN), ...good];
      const { status, results } = await post(origin, lines.join('\n'));
      expect(status).toBe(200);
      const told = Object.keys(REFUSED).map((name, i) => [name, results.find((one) => one.i === i)?.status]);
      expect(told.filter(([, code]) => typeof code !== 'number' || code < 400 || code > 499)).toEqual([]);
      const taken = results.filter(({ i }) => i >= Object.keys(REFUSED).length);
      expect(taken.map(({ status: one }) => one)).toEqual(taken.map(() => 201));
      expect(taken.length).toBe(Object.keys(TAKEN).length + good.length);
      const noLines = new Uint8Array([0xff, 0xfe, 0x0a, ...Buffer.from('neither')]);
      expect((await post(origin, noLines)).status).toBe(400);
      const huge = await post(origin, line({}, { title: 'x'.repeat(10 * MB) })).catch(() => ({
        status: 413,
      }));
      expect(huge.status).toBe(413);
      await expectNothingUrgent(run);
      expectHolds(await run.finish({ figures: { lines: lines.length } }));
    });
  });

  it('a line that is not UTF-8 is refused alone', async () => {
    await inRun({ fault: '18 one bad line', engine: 'sqlite', walls: 1 }, async (run) => {
      const body = new Uint8Array([...Buffer.from(`${line()}\n`), 0xff, 0xfe, 0x0a, ...Buffer.from(line())]);
      const { results } = await post(run.gateways[0]?.origin ?? '', body);
      expect(results.map(({ status }) => status)).toEqual([201, 400, 201]);
      expectHolds(await run.finish());
    });
  });
});

/** Entries that no door would let through, each of which a reducer meets as it is. */
const INJECTED: readonly Injected[] = [
  { feed: 'case', type: 'case.exploded' },
  { feed: 'case', type: 'case.progressed', v: '99' },
  { feed: 'case', type: 'case.progressed', data: '{"note":{"a":[1,2,{"b":null}]}}' },
  { feed: 'case', type: 'case.extended', data: '{"dueAt":"the day after never"}' },
  { feed: 'alarm', type: 'alarm.updated', data: '{"priority":"P0","reading":"hot"}' },
  { feed: 'alarm', type: 'alarm.updated', time: 'yesterday' },
  { feed: 'operation', type: 'operation.acknowledged', data: 'this is not JSON' },
  { feed: 'operation', type: 'operation.verified', subject: 'video:', data: '{"result":7}' },
  { feed: 'indicator', type: 'indicator.reported', data: '{"kind":"people","value":1e999}' },
  { feed: 'system', type: 'system.ticked', data: '{"at":"soon"}', producer: 'gateway' },
  { feed: 'system', type: 'system.configured', data: '{"hash":1,"rules":{}}', producer: 'gateway' },
  { feed: 'terminal', type: 'toString', data: '{"__proto__":{"type":"terminal.located"}}' },
  { feed: 'terminal', type: '', subject: '', id: '' },
];

describe('fault 18: poison straight into Redis', () => {
  it('is quarantined and counted, and nothing else is touched by it', async () => {
    await inRun({ fault: '18 injected', engine: 'redis' }, async (run) => {
      run.produce();
      for (const entry of INJECTED) {
        await run.acknowledged(run.ledger.acknowledged().size + 5);
        await inject(run.redis.client, entry);
      }
      for (const { origin } of run.gateways) {
        await waitFor('all of it in quarantine, and counted', async () => {
          const { quarantined } = await askAdmin<QuarantineReply>(origin, '/v1/quarantine');
          const counted = await metric(origin, 'yitu_quarantined');
          return quarantined.length >= INJECTED.length - HARMLESS && counted === quarantined.length;
        });
      }
      await inject(run.redis.client, {
        feed: 'case',
        type: 'case.received',
        subject: 'machinery',
        data: MACHINERY,
      });
      await run.acknowledged(run.ledger.acknowledged().size + 5);
      await expectNothingUrgent(run);
      expectHolds(await run.finish({ figures: { injected: INJECTED.length + 1 } }));
    });
  });
});

/** Of the injected ones, those that a reducer may take for valid words about nothing. */
const HARMLESS = 4;
