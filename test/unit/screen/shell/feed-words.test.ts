import { describe, expect, it } from 'vitest';
import { createSay } from '../../../../screen/locale/words.ts';
import { feedsTold } from '../../../../screen/shell/feed-words.ts';
import type { FeedHealth } from '../../../../screen/state/feeds.ts';
import { MINUTE, NOW } from '../state/entities.ts';

const say = createSay('zh');
const live = (id: FeedHealth['id']): FeedHealth => ({ id, state: 'LIVE', silentSince: null });
const silent = (id: FeedHealth['id'], minutes: number): FeedHealth => ({
  id,
  state: 'SILENT',
  silentSince: NOW - minutes * MINUTE,
});
const wordsOf = (feeds: readonly FeedHealth[]) => {
  const { dots, together } = feedsTold(feeds, NOW, say);
  return { dots: dots.map(({ words }) => words), together };
};

describe('the feeds in the header', () => {
  it('tell one by one since when they are not heard', () => {
    expect(wordsOf([live('case'), silent('alarm', 3), silent('video', 9)])).toEqual({
      dots: ['事项', '告警断流 3分钟', '视频断流 9分钟'],
      together: '',
    });
  });
  it('share one phrase from three silent ones on, with the longest of them', () => {
    const three = [silent('case', 25), silent('alarm', 3), live('terminal'), silent('video', 9)];
    expect(wordsOf(three)).toEqual({
      dots: ['事项', '告警', '终端', '视频'],
      together: '3 路断流 最久 25分钟',
    });
  });
  it('still say which was never heard', () => {
    const never: FeedHealth = { id: 'indicator', state: 'NONE', silentSince: null };
    const { dots, together } = wordsOf([silent('case', 25), silent('alarm', 3), silent('video', 9), never]);
    expect(dots.at(-1)).toBe('指标未接入');
    expect(together).toBe('3 路断流 最久 25分钟');
  });
});
