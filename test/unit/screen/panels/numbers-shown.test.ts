import { describe, expect, it } from 'vitest';
import { PRODUCER_FEEDS } from '../../../../gateway/contract/feeds.ts';
import { FIGURE_KPIS } from '../../../../gateway/contract/figures.ts';
import { KPI_DEFINITIONS } from '../../../../gateway/contract/kpi.ts';
import { panels } from '../../../../screen/panels/registry.ts';
import { PAGE_MS } from '../../../../screen/state/paging.ts';
import { feed, kpi, NOW } from '../state/entities.ts';
import { drawPanel } from './wall.ts';

/** Numbers that no panel shows, and why not. */
const UNSHOWN: readonly (readonly [why: string, RegExp])[] = [
  [
    'the legend, the header or the footer shows it',
    /^(alarm\.active|terminal\.(onDuty|busy)|office\.open|quarantined)$/,
  ],
  [
    'figures stand on the wall for the period that decides; the others are for exports and the weekly review',
    /^figure\..*\.(TODAY|D7|YEAR|ALL)$/,
  ],
  ['stages tell what a state is; lists of states are for the flow scene', /^case\.state\./],
  [
    'stage by kind of late items: the flow scene',
    /^case\.(HAZARDS|APPEALS)\.stage\.|^case\.DISPUTES\.(overdue|level\.\w+\.overdue)$/,
  ],
  ['what is open by channel: channels stand as received in 30 days', /^case\.(APPEALS\.)?channel\./],
  [
    'part of a number that stands',
    /^(case\.awaiting\.|case\.levelled$|case\.observed\.[A-Z]|today\.struckOff\.|today\.level\.|today\.lateStep\.)/,
  ],
  ['the strip and the map show the alarms themselves', /^alarm\.(P\d|type\.\w+|duplicates|rate\.\w+)$/],
  ['told by the figures of the board of alarm load', /^(alarm\.today\.|figure\.alarm|figure\.ackTime)/],
  ['told by class in the board of leads', /^(video\.|patrol\.|figure\.(video|lead|lapsed|verifiedLeads))/],
  ['the steps of the warnings stand in their rows', /^(warning\.|instruction\.|figure\.warning)/],
  ['of all terminals; on the wall only those on duty count', /^(terminal\.total|figure\.termOnline\.NOW)$/],
  [
    'beside another take of the same',
    /^figure\.(avgHandleMEAN|avgHandleP90|respTimeP90|answerTimeP90|reportTimeP90|closed|clearance|struckOff|handBacks|levels\w+|peopleInvolved|amountInvolved)\.D30$/,
  ],
];

const ids = [...KPI_DEFINITIONS.map(({ id }) => id), ...FIGURE_KPIS];
const content = {
  kpi: ids.map((id) => ({ ...kpi(id, 30), part: 30, of: 60 })),
  feed: PRODUCER_FEEDS.map((id) => feed({ id, expected: 1 })),
};

async function shownIds(): Promise<Set<string>> {
  const drawn = [...panels.keys()].flatMap((panel) =>
    [60, 11].flatMap((heightRem) =>
      [0, 1, 2, 3].map((turn) => drawPanel(panel, { ...content, now: NOW + turn * PAGE_MS }, heightRem)),
    ),
  );
  const html = (await Promise.all(drawn)).join('');
  return new Set([...html.matchAll(/data-kpi="([^"@]*)/g)].map(([, id]) => id ?? ''));
}

describe('numbers that the gateway keeps', () => {
  it('are excused for a reason that still holds for one of them', async () => {
    const shown = await shownIds();
    const missing = ids.filter((id) => !shown.has(id));
    expect(UNSHOWN.filter(([, pattern]) => !missing.some((id) => pattern.test(id)))).toEqual([]);
  });
  it('stand on a panel, or are known to stand on none', async () => {
    const shown = await shownIds();
    const why = (id: string) => UNSHOWN.find(([, pattern]) => pattern.test(id))?.[0];
    expect(ids.filter((id) => !shown.has(id) && why(id) === undefined)).toEqual([]);
  });
});
