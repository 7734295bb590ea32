import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../../../../gateway/contract/vocabulary.ts';
import type { PanelId } from '../../../../gateway/contract/wall.ts';
import { PAGE_MS } from '../../../../screen/state/paging.ts';
import { feed, kpi, NOW } from '../state/entities.ts';
import { drawPanel, say, textOf, type WallOptions } from './wall.ts';

const names = (what: string, count: number) => Array.from({ length: count }, (_, n) => `${what}${n}号`);
const categories = names('类', 11);
const units = names('单位', 14);
const sources = names('来源', 23);
const channels = CHANNELS.map((channel) => say(`channel.${channel}`));

/** Lists that have more rows than room: panel, its height, what it is drawn from, the words of all rows. */
const LISTS: readonly (readonly [string, PanelId, number, WallOptions, readonly string[]])[] = [
  [
    'hazards by category',
    'hazards',
    11.4,
    { kpi: [kpi('case.HAZARDS.open', 99), ...categories.map((name) => kpi(`hazard.category.${name}`, 9))] },
    categories,
  ],
  [
    'channels of 30 days',
    'channels',
    14.5,
    { kpi: CHANNELS.map((channel) => kpi(`figure.channel.${channel}.D30`, 9)) },
    channels,
  ],
  [
    'open appeals by channel',
    'appeals',
    17,
    { kpi: CHANNELS.map((channel) => kpi(`case.APPEALS.channel.${channel}`, 9)) },
    channels,
  ],
  ['open appeals by unit', 'appeals', 17, { kpi: units.map((unit) => kpi(`appeal.unit.${unit}`, 9)) }, units],
  [
    'what should have been heard',
    'unreported',
    15.8,
    {
      feed: [
        feed({
          id: 'case',
          missing: sources.map((name) => ({ source: `urn:${name}`, name, street: null, since: NOW })),
        }),
      ],
    },
    sources,
  ],
];

describe.each(LISTS)('%s', (_, panel, heightRem, content, rows) => {
  const pageAt = async (turn: number) =>
    textOf(await drawPanel(panel, { ...content, now: NOW + turn * PAGE_MS }, heightRem));
  it('turn through pages, and every row stands on one of them', async () => {
    const first = await pageAt(0);
    expect(rows.filter((row) => !first.includes(row)).length).toBeGreaterThan(0);
    const pages = Number(/第 \d+ \/ (\d+) 页/.exec(first)?.[1]);
    const told = await Promise.all(Array.from({ length: pages }, (_page, turn) => pageAt(turn)));
    expect(rows.filter((row) => !told.join(' ').includes(row))).toEqual([]);
  });
});
