import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../../../gateway/contract/index.ts';
import { eventOf, knownAt, latestOf } from '../../../../mock-feeds/replay/events.ts';
import { factsOf } from '../../../../mock-feeds/replay/records.ts';
import { CLOSED, mappingOf, OPEN, rowOf, tableOf } from './rows.ts';

const KEEP = { byMs: 0, producerEpoch: null };
const mapping = mappingOf();
const factsOfBoth = () => [CLOSED, OPEN].flatMap((line) => factsOf(rowOf(line), mapping));

describe('a record', () => {
  it('becomes received, dispatched and closed, in this order', () => {
    const facts = factsOf(rowOf(CLOSED), mapping);
    expect(facts.map(({ type, sequence }) => [type, sequence])).toEqual([
      ['case.received', 1],
      ['case.dispatched', 2],
      ['case.closed', 3],
    ]);
    expect(facts[1]?.data).toEqual({ holder: 'Public Works' });
  });

  it('without a department and not closed is received only', () => {
    const [received, ...more] = factsOf(rowOf(OPEN), mapping);
    expect(more).toEqual([]);
    expect(received?.data).toEqual({ title: 'Noise', kind: 'APPEAL' });
    expect(received?.dueAt).toBeNull();
  });

  it('takes the next title column when the first is empty, and the place as it stands', () => {
    const [received] = factsOf(rowOf(CLOSED), mapping);
    expect(received?.data).toMatchObject({
      title: 'Lamp',
      kind: 'FACILITY',
      location: { lng: -71.06, lat: 42.36, crs: 'WGS84' },
    });
  });

  it('becomes events that follow the contract and carry the deadline', () => {
    const events = factsOf(rowOf(CLOSED), mapping).map((fact) => eventOf(fact, mapping, KEEP).event);
    expect(events[0]).toMatchObject({
      id: 'T-7-received',
      source: 'urn:test',
      subject: 'T-7',
      time: '2022-01-03T15:00:00.000Z',
      data: { dueAt: '2022-01-05T13:30:00.000Z' },
    });
    for (const { type, data } of events) {
      expect(EVENT_TYPES[type as 'case.received'].data.safeParse(data).success).toBe(true);
    }
  });

  it.each([
    ['7,soon,,,Open,A,B,,,', /第 2 行 · opened · “soon”：应为 YYYY-MM-DD/],
    [',2022-01-03 10:00:00,,,Open,A,B,,,', /第 2 行 · no · “”：编号 不能为空/],
    ['7,2022-01-03 10:00:00,,,Closed,A,B,,,', /第 2 行 · done · “”：已办结的记录应有办结时间/],
    ['7,2022-01-03 10:00:00,,2022-01-02 10:00:00,Closed,A,B,,,', /早于受理时间/],
    ['7,2022-01-03 10:00:00,,,Open,A,B,200,42,', /x · “200”：应为 -180 到 180/],
    ['7,2022-01-03 10:00:00,,,Open,,,,,', /标题不能为空/],
  ])('with a bad value says row, column and what was expected: %s', (line, expected) => {
    expect(() => factsOf(rowOf(line), mapping)).toThrow(expected);
  });
});

describe('what was known at an instant', () => {
  it('leaves out later facts and rows received later', () => {
    const asOf = Date.parse('2022-01-04T13:00:00Z');
    expect(knownAt(factsOfBoth(), asOf).map(({ subject, type }) => `${subject} ${type}`)).toEqual([
      'T-7 case.received',
      'T-7 case.dispatched',
    ]);
  });

  it('is everything in order of time when no instant is given', () => {
    const order = knownAt(factsOfBoth(), null).map(({ subject, type }) => `${subject} ${type}`);
    expect(order.slice(2)).toEqual(['T-7 case.closed', 'T-8 case.received']);
    expect(latestOf(factsOfBoth())).toBe(Date.parse('2022-01-04T17:00:00Z'));
  });

  it('moved to the present keeps the distances and never claims the ids of another replay', () => {
    const [fact] = factsOf(rowOf(CLOSED), mapping);
    if (fact === undefined) throw new Error('no fact');
    const { event } = eventOf(fact, mapping, { byMs: 3_600_000, producerEpoch: 9 });
    expect(event).toMatchObject({
      id: 'T-7-received@9',
      producerepoch: 9,
      time: '2022-01-03T16:00:00.000Z',
      data: { dueAt: '2022-01-05T14:30:00.000Z' },
    });
  });
});

describe('a table', () => {
  it('tells rows with too few or too many columns and keeps the others', () => {
    const table = tableOf(CLOSED, '9,2022-01-01 10:00', OPEN);
    expect(table.rows).toHaveLength(2);
    expect(table.errors.map(({ message }) => message)).toEqual(['第 3 行 · “2 列”：应为 10 列']);
  });
});
