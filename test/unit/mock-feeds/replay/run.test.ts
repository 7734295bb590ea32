import { describe, expect, it } from 'vitest';
import type { CloudEvent } from '../../../../gateway/contract/index.ts';
import { readReplayArguments } from '../../../../mock-feeds/replay/arguments.ts';
import { type ReplayOptions, replay } from '../../../../mock-feeds/replay/run.ts';
import { readTable } from '../../../../mock-feeds/replay/table.ts';
import type { Outcome } from '../../../../mock-feeds/ways/outcome.ts';
import { CLOSED, mappingOf, OPEN, tableOf } from './rows.ts';

const NOW = Date.parse('2027-05-01T00:00:00Z');

function fakeGateway(refuse: (event: CloudEvent) => boolean = () => false) {
  const known = new Set<string>();
  const sent: CloudEvent[] = [];
  const events = async (batch: readonly CloudEvent[]): Promise<Outcome> => {
    const refused = batch.filter(refuse);
    const fresh = batch.filter((event) => !refuse(event) && !known.has(event.id));
    for (const { id } of fresh) known.add(id);
    sent.push(...fresh);
    const rejected = refused.map(({ id }) => ({ id, code: 'invalid_event', detail: 'no' }));
    return { accepted: fresh.length, duplicates: batch.length - fresh.length - rejected.length, rejected };
  };
  return { sent, events, time: async () => ({ ms: NOW, rate: 1, simulated: false }) };
}

function optionsOf(changes: Partial<ReplayOptions> = {}): ReplayOptions & { readonly bad: string[] } {
  const bad: string[] = [];
  return {
    mapping: mappingOf(),
    speed: null,
    shift: 'keep',
    asOf: null,
    signal: new AbortController().signal,
    onBad: (line) => void bad.push(line),
    onProgress: () => undefined,
    ...changes,
    bad,
  };
}

describe('a replay', () => {
  it('sends the good rows, tells the bad ones, and a second run is all duplicates', async () => {
    const gateway = fakeGateway();
    const table = tableOf(CLOSED, '9,never,,,Open,A,B,,,', OPEN);
    const options = optionsOf();
    expect(await replay(table, options, gateway)).toEqual({
      rows: 3,
      badRows: 1,
      events: 4,
      accepted: 4,
      duplicates: 0,
      rejected: 0,
    });
    expect(options.bad[0]).toMatch(/第 3 行 · opened · “never”/);
    expect(await replay(table, optionsOf(), gateway)).toMatchObject({ accepted: 0, duplicates: 4 });
  });

  it('tells what the gateway refused with the row it came from', async () => {
    const options = optionsOf();
    const gateway = fakeGateway(({ type }) => type === 'case.closed');
    expect(await replay(tableOf(OPEN, CLOSED), options, gateway)).toMatchObject({ accepted: 3, rejected: 1 });
    expect(options.bad).toEqual(['第 3 行 · T-7-closed 被网关拒绝 · invalid_event no']);
  });

  it('moved to the present ends now', async () => {
    const gateway = fakeGateway();
    await replay(tableOf(CLOSED, OPEN), optionsOf({ shift: 'now' }), gateway);
    expect(Math.max(...gateway.sent.map(({ time }) => Date.parse(time)))).toBe(NOW);
  });

  it('moved to the present as of an instant has that instant now', async () => {
    const gateway = fakeGateway();
    const asOf = Date.parse('2022-01-03T16:00:00Z');
    await replay(tableOf(CLOSED, OPEN), optionsOf({ shift: 'now', asOf }), gateway);
    expect(gateway.sent.map(({ type }) => type)).toEqual(['case.received', 'case.dispatched']);
    expect(gateway.sent[0]?.time).toBe(new Date(NOW - 3_600_000).toISOString());
  });

  it('paced stops at once when it is told to', async () => {
    const stop = new AbortController();
    const gateway = fakeGateway();
    const events = (batch: readonly CloudEvent[]) => {
      stop.abort();
      return gateway.events(batch);
    };
    const options = optionsOf({ speed: 1, signal: stop.signal });
    await expect(replay(tableOf(CLOSED, OPEN), options, { ...gateway, events })).rejects.toThrow('stopped');
    expect(gateway.sent.map(({ type }) => type)).toEqual(['case.received', 'case.dispatched']);
  });

  it('reads NDJSON as it reads CSV', async () => {
    const line = { no: 11, opened: '2022-01-03 10:00', title: 'Leaf', type: 'Tree', status: 'Open' };
    const table = readTable(`${JSON.stringify(line)}\n\nnot json\n`, 'x.ndjson');
    const options = optionsOf();
    expect(await replay(table, options, fakeGateway())).toMatchObject({ rows: 2, badRows: 1, accepted: 1 });
    expect(options.bad[0]).toMatch(/第 3 行 · “not json”：应为一个 JSON 对象/);
  });
});

describe('the command line of a replay', () => {
  const read = (...args: string[]) => readReplayArguments(args, {});

  it('has defaults', () => {
    expect(read('a.csv', '--mapping', 'm.json')).toEqual({
      file: 'a.csv',
      mapping: 'm.json',
      speed: null,
      shift: 'keep',
      asOf: null,
      gateway: 'http://127.0.0.1:8080',
    });
  });

  it('says what is wrong', () => {
    expect(() => read('a.csv')).toThrow(/--mapping MAPPING/);
    expect(() => read('a.csv', '--mapping', 'm', '--speed', '0')).toThrow(/--speed 0: 应为正数或 max/);
    expect(() => read('a.csv', '--mapping', 'm', '--shift', 'later')).toThrow(/--shift later/);
    expect(() => read('a.csv', '--mapping', 'm', '--fast')).toThrow(/--fast/);
  });
});
