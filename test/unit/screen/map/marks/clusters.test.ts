import { describe, expect, it } from 'vitest';
import { clusterItems } from '../../../../../screen/map/marks/clusters.ts';
import { area, item } from '../support.ts';

const surroundings = {
  areas: new Map([
    ['v1', area('v1', 100, 25)],
    ['v2', area('v2', 101, 25)],
  ]),
  remPx: 16,
};
const items = (count: number, over: Parameters<typeof item>[0]) =>
  Array.from({ length: count }, (_, index) =>
    item({ village: 'v1', ...over, id: `${over?.level}-${index}` }),
  );
const drawn = (cases: ReturnType<typeof items>) => {
  const { single, villages } = clusterItems(cases, surroundings);
  return { single: single.map(({ id }) => id), villages: villages.map(({ id, icon }) => `${id} ${icon}`) };
};

describe('a village seen from afar', () => {
  it('of two items shows both', () => {
    expect(drawn(items(2, { level: 'LOW' }))).toEqual({ single: ['LOW-0', 'LOW-1'], villages: [] });
  });

  it('of three is one mark of their highest level with their number', () => {
    expect(drawn([...items(2, { level: 'LOW' }), ...items(1, { level: 'MEDIUM' })])).toEqual({
      single: [],
      villages: ['v1 medium-3'],
    });
  });

  it('of more than nine says so', () => {
    expect(drawn(items(14, { level: null })).villages).toEqual(['v1 facility-9+']);
  });

  it('never folds a high risk, an exercise, a closed item or one outside into its number', () => {
    const cases = [
      ...items(2, { level: 'LOW' }),
      ...items(1, { level: 'HIGH' }),
      ...items(1, { level: 'MEDIUM', reality: 'exercise' }),
      ...items(1, { level: null, state: 'CLOSED' }),
      ...items(1, { level: 'UNDETERMINED', flags: ['outside_region'] }),
    ];
    expect(drawn(cases)).toEqual({ single: ['LOW-0', 'LOW-1', 'MEDIUM-0', 'HIGH-0'], villages: [] });
  });

  it('stands at the label of its village, not at an item', () => {
    const { villages } = clusterItems(items(3, { level: 'LOW' }), surroundings);
    expect(villages[0]).toMatchObject(area('v1', 100, 25).label);
  });

  it('that the region does not draw is left as it is', () => {
    expect(drawn(items(4, { level: 'LOW', village: 'elsewhere' })).villages).toEqual([]);
  });
});
