import { PRODUCER_FEEDS, type ProducerFeed } from './feeds.ts';
import type { KpiDefinition } from './kpi.ts';

const FEED_WORDS: Readonly<Record<ProducerFeed, string>> = {
  case: '事项',
  alarm: '告警',
  terminal: '终端',
  video: '视频',
  indicator: '指标',
};

/** What is 应报未报 in all feeds together. */
export const UNREPORTED = 'feed.unreported';

/** Sources whose numbers began anew in the last day. */
export const RENUMBERED = 'feed.renumbered';

/**
 * What should have been heard and was not, by the rules of `config/rules/sources.json`; which ones, and since when, is
 * told by the feeds and by `GET /v1/sources`.
 */
export const FEED_KPIS: readonly KpiDefinition[] = [
  {
    id: UNREPORTED,
    zh: '应报未报',
    counts: 'pairs of source and street that should have told and did not, the sum over all feeds',
  },
  {
    id: RENUMBERED,
    zh: '编号重启',
    counts:
      'sources (one in two feeds is two) that told something later and numbered it earlier in the last 24 hours: their numbers began anew, and what they tell may be taken for old news',
  },
  ...PRODUCER_FEEDS.flatMap(ofFeed),
];

function ofFeed(feed: ProducerFeed): KpiDefinition[] {
  return [
    {
      id: `feed.silent.${feed}`,
      zh: `${FEED_WORDS[feed]} 断流来源`,
      counts: `expected sources of the ${feed} feed that are overdue or were never heard`,
    },
    {
      id: `feed.unreported.${feed}`,
      zh: `${FEED_WORDS[feed]} 应报未报`,
      counts: `pairs of source and street that the ${feed} feed should have told about and did not; of an area: sources`,
      perArea: true,
    },
  ];
}
