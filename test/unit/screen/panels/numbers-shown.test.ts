import { describe, expect, it } from 'vitest';
import { PRODUCER_FEEDS } from '../../../../gateway/contract/feeds.ts';
import { FIGURE_KPIS } from '../../../../gateway/contract/figures.ts';
import { KPI_DEFINITIONS } from '../../../../gateway/contract/kpi.ts';
import { panels } from '../../../../screen/panels/registry.ts';
import { PAGE_MS } from '../../../../screen/state/paging.ts';
import { feed, kpi, NOW } from '../state/entities.ts';
import { drawPanel } from './wall.ts';

type Shown = ReadonlySet<string>;

/** A figure's name without its period, `avgHandleP90`; null for a number of the moment. */
const nameOf = (id: string) => /^figure\.(.+)\.(TODAY|D7|D30|YEAR|ALL)$/.exec(id)?.[1] ?? null;
const PERIODS = ['TODAY', 'D7', 'D30', 'YEAR', 'ALL'];
const standsInSomePeriod = (name: string, shown: Shown) =>
  PERIODS.some((period) => shown.has(`figure.${name}.${period}`));

/** Counts that stand as the numerator or the denominator beside a share. */
const STANDS_IN: Readonly<Record<string, string>> = {
  closed: 'clearance',
  struckOff: 'strikeOffRate',
};
/** The same alarms over the same time on watch, per hour. */
const PER_HOUR = /^alarmsPer(10m|Day)$/;

/** Numbers that no panel shows, and why not: a reason says itself where it holds, and must hold by what is shown. */
const UNSHOWN: readonly (readonly [why: string, holds: (id: string, shown: Shown) => boolean])[] = [
  [
    'the legend, the header or the footer shows it',
    (id) => /^(alarm\.active|terminal\.(onDuty|busy)|office\.open|quarantined)$/.test(id),
  ],
  [
    'the figure stands on the wall for the period that decides; the others are for exports and the weekly review',
    (id, shown) => {
      const name = nameOf(id);
      return name !== null && standsInSomePeriod(name, shown);
    },
  ],
  [
    'its median stands; mean and 90th percentile are for exports',
    (id, shown) => {
      const median = /^(.+?)(MEAN|P90)$/.exec(nameOf(id) ?? '')?.[1];
      return median !== undefined && standsInSomePeriod(median, shown);
    },
  ],
  [
    'it stands in the fraction beside a share',
    (id, shown) => {
      const share = STANDS_IN[nameOf(id) ?? ''];
      return share !== undefined && standsInSomePeriod(share, shown);
    },
  ],
  [
    'the same rate stands per hour',
    (id, shown) => PER_HOUR.test(nameOf(id) ?? '') && standsInSomePeriod('alarmsPerHour', shown),
  ],
  ['stages tell what a state is; lists of states are for the flow scene', (id) => /^case\.state\./.test(id)],
  [
    'stage by kind of late items: the flow scene',
    (id) => /^case\.(HAZARDS|APPEALS)\.stage\.|^case\.DISPUTES\.(overdue|level\.\w+\.overdue)$/.test(id),
  ],
  [
    'what is open by channel: channels stand as received in 30 days',
    (id) => /^case\.(APPEALS\.)?channel\./.test(id),
  ],
  [
    'part of a number that stands',
    (id) =>
      /^(case\.awaiting\.|case\.levelled$|case\.observed\.[A-Z]|today\.struckOff\.|today\.level\.|today\.lateStep\.)/.test(
        id,
      ),
  ],
  [
    'the strip and the map show the alarms themselves',
    (id) => /^alarm\.(P\d|type\.\w+|duplicates|rate\.\w+)$/.test(id),
  ],
  [
    'the board of alarm load tells the figure of today that it is a part of',
    (id, shown) => {
      const figure = ALARM_TODAY[id.slice('alarm.today.'.length)];
      return id.startsWith('alarm.today.') && figure !== undefined && shown.has(`figure.${figure}.TODAY`);
    },
  ],
  ['the leads themselves stand in their lane', (id) => /^video\.\w+\.leads$/.test(id)],
  [
    'what was judged today: the board of leads tells thirty days',
    (id) => /^(video\.(\w+\.)?(verified|false|duplicate|handled)|patrol\.(found|handled))Today$/.test(id),
  ],
  [
    'a row of an open warning tells its level, its step and whether that is late',
    (id) => /^warning\.(generated|confirmed|issued|unanswered|signLate|answerLate|open\.\w+)$/.test(id),
  ],
  [
    'of all terminals; on the wall only those on duty count',
    (id) => /^(terminal\.total|figure\.termOnline\.NOW)$/.test(id),
  ],
];

/** Counts of alarms today, and the figure that each is the numerator or the denominator of. */
const ALARM_TODAY: Readonly<Record<string, string>> = {
  raised: 'alarmAcked',
  acked: 'alarmAcked',
  ackedInTime: 'alarmAckInTime',
  most10m: 'alarmsMost10m',
  fullTens: 'alarmFullTens',
  topTen: 'alarmTopTen',
  floodS: 'alarmFlood',
  P1: 'alarms.P1',
  P2: 'alarms.P2',
  P3: 'alarms.P3',
  P4: 'alarms.P4',
};

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

const shown = await shownIds();

describe('numbers that the gateway keeps', () => {
  it('are excused for a reason that still holds for one of them', () => {
    const missing = ids.filter((id) => !shown.has(id));
    const idle = UNSHOWN.filter(([, holds]) => !missing.some((id) => holds(id, shown)));
    expect(idle.map(([why]) => why)).toEqual([]);
  });
  it('stand on a panel, or are known to stand on none', () => {
    const why = (id: string) => UNSHOWN.find(([, holds]) => holds(id, shown))?.[0];
    expect(ids.filter((id) => !shown.has(id) && why(id) === undefined)).toEqual([]);
  });
  it('would be missed if their board left them out', () => {
    const asked = ['closeRateCum.ALL', 'videoHandled.D30', 'alarmOnSiteTime.D30', 'warningUseful.D30'];
    for (const id of asked.map((each) => `figure.${each}`)) {
      const without = new Set([...shown].filter((one) => nameOf(one) !== nameOf(id)));
      expect(UNSHOWN.filter(([, holds]) => holds(id, without)).map(([why]) => [id, why])).toEqual([]);
    }
  });
});
