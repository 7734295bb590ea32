import { describe, expect, it } from 'vitest';
import { createSay } from '../../../../../screen/locale/words.ts';
import { alarmMarks, callMarks, itemMarks, leadMarks } from '../../../../../screen/map/marks/build.ts';
import { unplacedCount } from '../../../../../screen/map/marks/unplaced.ts';
import { unplacedLine } from '../../../../../screen/scenes/overview/legend.ts';
import { config } from '../../panels/wall.ts';
import { alarm, item, lead, mapOf, NOW, terminal } from '../../state/entities.ts';

const nowhere = { location: null, village: null, street: null, area: null };
const outside = { flags: ['outside_region' as const] };
const hazard = (id: string, change = {}) => item({ id, kind: 'HAZARD', ...change });
const data = {
  case: mapOf(
    hazard('h1'),
    hazard('h2', { location: null }),
    hazard('h3', outside),
    hazard('closed', { location: null, state: 'CLOSED' }),
    hazard('exercise', { location: null, reality: 'exercise' }),
    item({ id: 'd1', location: null, village: 'v1' }),
    item({ id: 'd2', ...nowhere }),
  ),
  alarm: mapOf(
    alarm({ id: 'a1' }),
    alarm({ id: 'a2', location: null }),
    alarm({ id: 'a3', ...outside }),
    alarm({ id: 'a4', ...outside, acked: true }),
  ),
  video: mapOf(lead({ id: 'l1', location: null }), lead({ id: 'l2' })),
  terminal: mapOf(
    terminal({ id: 't1', location: null, sosAt: NOW }),
    terminal({ id: 't2', location: null, sosAt: null }),
    terminal({ id: 't3', ...outside, sosAt: NOW }),
  ),
};
const square = [
  [
    [103, 25],
    [104, 25],
    [104, 26],
    [103, 26],
    [103, 25],
  ],
] as const;
const county = [square.map((ring) => ring.map(([lng, lat]) => [lng, lat]))];
const shape = { polygons: [square], label: { lng: 103.5, lat: 25.5 } };

describe('what the map counts and cannot draw', () => {
  it('is told with the numbers: with the marks it makes what is counted', () => {
    const surroundings = { areas: new Map([['v1', shape]]), remPx: 16 } as unknown as Parameters<
      typeof itemMarks
    >[1];
    const counts = (one: { reality: string; state?: string }) =>
      one.reality !== 'exercise' && one.state !== 'CLOSED';
    const items = [...data.case.values()].filter(counts);
    const drawn =
      itemMarks(items, surroundings).length +
      alarmMarks(data.alarm.values(), 16, county).length +
      leadMarks(data.video.values(), 16).length +
      callMarks(
        [...data.terminal.values()].filter(({ sosAt }) => sosAt !== null),
        16,
        county,
      ).length;
    const counted = items.length + data.alarm.size + data.video.size + 2;
    const unplaced = unplacedCount(data, () => true);
    expect(unplaced).toBe(7);
    expect(drawn + unplaced).toBe(counted);
  });
  it('is a line of the legend while there is any, and told to no visitor', () => {
    const say = createSay('zh');
    const region = { ...config().region, layers: { villages: '/v' } };
    expect(unplacedLine(data, say, { projection: 'operator', region })).toBe(
      '另有 7 未上图（无坐标或在区外）',
    );
    expect(unplacedLine(data, say, { projection: 'visitor', region })).toBeNull();
    const empty = {
      case: mapOf(hazard('h1')),
      alarm: mapOf(),
      video: mapOf(),
      terminal: mapOf(),
    } as typeof data;
    expect(unplacedLine(empty, say, { projection: 'operator', region })).toBeNull();
  });
});
