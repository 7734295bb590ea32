import { describe, expect, it } from 'vitest';
import type { HealingLog } from '../../../../gateway/log/port.ts';
import {
  BEFORE_ALL,
  collect,
  draft,
  drafts,
  eventually,
  numbers,
  range,
} from '../../../conformance/drafts.ts';
import { startTestRedis } from '../../../support/redis.ts';
import { rewindRedis } from '../../../support/rewind-redis.ts';
import { atTheEnd, openHall } from './hall.ts';

async function startRedis() {
  const redis = await startTestRedis();
  atTheEnd(() => redis.dispose());
  return redis;
}

/** A reader that stands still at what it was told first, until it is let go on. */
function heldUp(log: HealingLog) {
  const gate = Promise.withResolvers<void>();
  const told: number[] = [];
  const follower = log.follow(BEFORE_ALL, {
    async onEntries(entries) {
      told.push(...numbers(entries));
      await gate.promise;
    },
    onDiscontinuity() {},
    onHealth() {},
  });
  atTheEnd(() => follower.stop());
  return { told, goOn: () => gate.resolve() };
}

const idsIn = async (log: HealingLog) =>
  (await log.read(0, 500)).entries.map(({ id }) => Number(id)).sort((a, b) => a - b);

describe('a log that lost what one gateway acknowledged, and was written on by another that never saw it', () => {
  it.each([
    ['less far than it had been', 13],
    ['further than it had been', 40],
  ])('%s: the first gives its own back when its reader gets there', async (_far, to) => {
    const redis = await startRedis();
    const [first, second] = [await openHall(redis.url), await openHall(redis.url)];
    await second.append(drafts(1, 10));
    const reader = heldUp(first);
    const other = collect(second);
    await eventually(() => expect(reader.told).toEqual(range(1, 10)));
    await eventually(() => expect(other.numbers()).toEqual(range(1, 10)));
    await other.stop();
    await first.append(drafts(101, 104));
    await rewindRedis(redis.client, 'hall', 10);
    await second.append(drafts(11, to));
    reader.goOn();
    await eventually(() => expect(first.care()).toMatchObject({ heals: 1, healed: 4, lost: 0 }));
    expect(await idsIn(second)).toEqual([...range(1, to), ...range(101, 104)]);
  });

  it('gives the clock’s entries back as well, in their order: what they alone found is what later commands are about', async () => {
    const redis = await startRedis();
    const [first, second] = [await openHall(redis.url), await openHall(redis.url)];
    await second.append(drafts(1, 10));
    const reader = heldUp(first);
    await eventually(() => expect(reader.told).toEqual(range(1, 10)));
    const ticked = draft('102', { feed: 'system', type: 'system.ticked', data: { at: 102 } });
    await first.append([draft('101'), ticked, draft('103')]);
    await rewindRedis(redis.client, 'hall', 10);
    await second.append(drafts(11, 40));
    reader.goOn();
    await eventually(() => expect(first.care()).toMatchObject({ heals: 1, healed: 3, lost: 0 }));
    const { entries } = await second.read(40, 10);
    expect(entries.map(({ id, healedFrom }) => [id, healedFrom])).toEqual([
      ['101', 11],
      ['102', 12],
      ['103', 13],
    ]);
  });

  it('a duplicate was promised too: who answered so gives it back, though another had written it', async () => {
    const redis = await startRedis();
    const [first, second] = [await openHall(redis.url), await openHall(redis.url)];
    await second.append(drafts(1, 10));
    const reader = heldUp(first);
    await eventually(() => expect(reader.told).toEqual(range(1, 10)));
    await second.append(drafts(11, 14));
    await second.close();
    const { outcomes } = await first.append(drafts(11, 14));
    expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('duplicate'));
    await rewindRedis(redis.client, 'hall', 10);
    reader.goOn();
    await first.append(drafts(15, 16));
    expect(await idsIn(first)).toEqual(range(1, 16));
  });
});
