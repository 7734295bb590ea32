import { describe, expect, it } from 'vitest';
import { inState, type SceneData } from '../../e2e/scene/states.ts';
import { alarm, feed, item, kpi, MINUTE, NOW } from '../screen/state/entities.ts';

const data: SceneData = {
  place: { n: 9, at: NOW },
  entities: {
    feed: [feed({ id: 'case', lastReceivedAt: NOW - 3 * MINUTE }), feed({ id: 'alarm' })],
    alarm: [alarm({ raisedAt: NOW - MINUTE })],
    case: [item(), item({ id: 'c2' }), item({ id: 'c3', street: 's2' })],
    kpi: [
      kpi('feed.silent.case', 0),
      kpi('feed.unreported', 0),
      kpi('feed.unreported.case', 0),
      kpi('feed.silent.alarm', 0),
      kpi('feed.unreported.alarm', 0),
      kpi('alarm.rate.flood', 1),
      kpi('case.open', 3),
    ],
  },
};

describe('a scene in which no feed is heard', () => {
  const { collections, serverNow } = inState(data, 'silent');
  const feeds = [...collections.feed.value.values()];
  const number = (id: string) => collections.kpi.value.get(id)?.value;

  it('stands later than all that was told; a feed is silent once it was quiet for as long as it may be', () => {
    for (const { lastReceivedAt, silentSince, silentAfterS } of feeds) {
      expect(silentSince).toBe((lastReceivedAt ?? Number.NaN) + silentAfterS * 1_000);
      expect(silentSince).toBeLessThan(serverNow());
    }
    for (const { raisedAt } of collections.alarm.value.values())
      expect(raisedAt).toBeLessThan(Math.min(...feeds.map(({ silentSince }) => silentSince ?? 0)));
  });
  it('counts what is missing as the feeds list it, and no flood goes on', () => {
    for (const { id, missing = [] } of feeds) {
      expect(number(`feed.silent.${id}`)).toBe(missing.filter(({ street }) => street === null).length);
      expect(number(`feed.unreported.${id}`)).toBe(missing.filter(({ street }) => street !== null).length);
    }
    expect(number('feed.unreported.case')).toBe(2);
    expect(number('feed.unreported')).toBe(2);
    expect(number('alarm.rate.flood')).toBe(0);
    expect(number('case.open')).toBe(3);
  });
});
