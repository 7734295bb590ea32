import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { LngLat } from '../../../../../gateway/contract/entities.ts';
import type { AreaShape } from '../../../../../screen/map/geo/geometry.ts';
import {
  alarmMarks,
  callersOf,
  callMarks,
  itemMarks,
  leadMarks,
} from '../../../../../screen/map/marks/build.ts';
import { unfinishedAlarms } from '../../../../../screen/state/alarms.ts';
import { openCases } from '../../../../../screen/state/deadlines.ts';
import type { SceneData } from '../../../../e2e/scene/states.ts';
import { ROOT } from '../../../../support/budgets/tree.ts';

const REM_PX = 16;
/** A whole county as a wall held it at one position. */
const FILE = join(ROOT, 'test', 'e2e', 'scene', 'data', 'operator.json.gz');
const { entities } = JSON.parse(gunzipSync(readFileSync(FILE)).toString()) as SceneData;
const [cases, alarms, leads] = [entities.case ?? [], entities.alarm ?? [], entities.video ?? []];
const kpi = (id: string) => entities.kpi?.find((one) => one.id === id)?.value;
const at: LngLat = { lng: 103.8, lat: 25.6 };
/** Villages and streets of the items, without shapes. */
const areas = new Map<string, AreaShape>(
  cases.flatMap(({ village, street }) =>
    [village, street].flatMap((id) =>
      id === null ? [] : [[id, { id, name: id, label: at, polygons: [] }] as const],
    ),
  ),
);
const idsOf = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id).sort();
const byId = <T extends { readonly id: string }>(all: readonly T[]) =>
  new Map(all.map((one) => [one.id, one]));

describe('at one position the list, the map and the number are one (decisions D8)', () => {
  it('open items', () => {
    const listed = openCases(byId(cases));
    expect(listed.length).toBe(kpi('case.open'));
    expect(idsOf(itemMarks(cases, { areas, remPx: REM_PX }))).toEqual(idsOf(listed));
  });

  it.each(['HIGH', 'MEDIUM', 'LOW', 'UNDETERMINED', 'NONE'])('open items of level %s', (level) => {
    const some = cases.filter((item) => (item.level ?? 'NONE') === level);
    const marks = itemMarks(some, { areas, remPx: REM_PX });
    expect([openCases(byId(some)).length, marks.length]).toEqual(Array(2).fill(kpi(`case.open.${level}`)));
  });

  it('alarms that ask for attention, waiting and acknowledged', () => {
    const listed = unfinishedAlarms(byId(alarms));
    const waiting = listed.filter(({ acked }) => !acked).length;
    expect([waiting, listed.length - waiting]).toEqual([kpi('alarm.unacked'), kpi('alarm.acked')]);
    expect(idsOf(alarmMarks(alarms, REM_PX))).toEqual(idsOf(listed));
  });

  it('terminals that call for help', () => {
    expect(callMarks(callersOf(entities.terminal ?? []), REM_PX)).toHaveLength(Number(kpi('terminal.sos')));
  });

  it('AI leads that nobody has judged', () => {
    expect(leadMarks(leads, REM_PX)).toHaveLength(Number(kpi('video.leads')));
  });
});

describe('nothing is newer than the last event of its feed', () => {
  const last = (id: string) => entities.feed?.find((feed) => feed.id === id)?.lastEventAt ?? Number.NaN;
  it.each([
    ['case', cases.map(({ receivedAt }) => receivedAt)],
    ['alarm', alarms.map(({ raisedAt }) => raisedAt)],
    ['video', leads.map(({ raisedAt }) => raisedAt)],
    ['terminal', (entities.terminal ?? []).map(({ fixAt }) => fixAt ?? 0)],
  ])('of %s', (feed, instants) => {
    expect(instants.length).toBeGreaterThan(0);
    expect(Math.max(...instants)).toBeLessThanOrEqual(last(feed));
  });
});
