import { describe, expect, it, test } from 'vitest';
import {
  alarmMarks,
  callersOf,
  callMarks,
  itemMarks,
  leadMarks,
  placeOf,
} from '../../../../../screen/map/marks/build.ts';
import { alarm, byId, item, lead, mapData, terminal } from '../support.ts';

const surroundings = { areas: new Map(), remPx: 16 };

test('only open items inside the region are drawn', () => {
  const items = [
    item({ id: 'open' }),
    item({ id: 'closed', state: 'CLOSED' }),
    item({ id: 'outside', flags: ['outside_region'] }),
    item({ id: 'nowhere', location: null }),
  ];
  expect(itemMarks(items, surroundings).map(({ id }) => id)).toEqual(['open']);
});

test('louder items are larger and lie above quieter ones', () => {
  const items = (['HIGH', null, 'LOW', 'MEDIUM'] as const).map((level) =>
    item({ id: String(level), level, kind: 'HAZARD' }),
  );
  const marks = itemMarks(items, surroundings);
  expect(marks.map(({ id }) => id)).toEqual(['null', 'LOW', 'MEDIUM', 'HIGH']);
  expect(marks.map(({ size }) => size)).toEqual([...marks.map(({ size }) => size)].sort((a, b) => a - b));
});

test('an exercise is drawn hatched', () => {
  expect(itemMarks([item({ reality: 'exercise' })], surroundings)[0]?.icon).toBe('facility-ghost');
});

test('an alarm that waits lies above every acknowledged one, P1 on top', () => {
  const alarms = [
    alarm({ id: 'waits-p3', priority: 'P3' }),
    alarm({ id: 'seen-p1', acked: true }),
    alarm({ id: 'waits-p1' }),
    alarm({ id: 'over', finishedAt: 5 }),
  ];
  expect(alarmMarks(alarms, 16).map(({ id, icon }) => [id, icon])).toEqual([
    ['seen-p1', 'p1-acked'],
    ['waits-p3', 'p3'],
    ['waits-p1', 'p1'],
  ]);
});

test('a lead is drawn until somebody has judged it', () => {
  expect(leadMarks([lead({ id: 'a' }), lead({ id: 'b', state: 'FALSE' })], 16).map(({ id }) => id)).toEqual([
    'a',
  ]);
});

test('a lead of an exercise is marked as one', () => {
  const leads = [
    lead({ id: 'a' }),
    lead({ id: 'b', reality: 'exercise' }),
    lead({ id: 'c', reality: 'test' }),
  ];
  expect(leadMarks(leads, 16).map(({ icon }) => icon)).toEqual(['lead', 'lead-ghost', 'lead-ghost']);
});

test('who calls for help is a mark whatever its state, who waits longest first; an exercise is marked as one', () => {
  const terminals = [
    terminal({ id: 'later', sosAt: 9, state: 'OFF_DUTY' }),
    terminal({ id: 'drill', sosAt: 5, reality: 'exercise' }),
    terminal({ id: 'first', sosAt: 1 }),
    terminal({ id: 'calm' }),
    terminal({ id: 'nowhere', sosAt: 1, location: null }),
    terminal({ id: 'outside', sosAt: 1, flags: ['outside_region'] }),
  ];
  expect(callMarks(callersOf(terminals), 16).map(({ id, icon }) => [id, icon])).toEqual([
    ['first', 'sos'],
    ['drill', 'sos-ghost'],
    ['later', 'sos'],
  ]);
});

test('what is gone has no place', () => {
  const data = mapData({ alarm: byId(alarm()) });
  expect(placeOf({ kind: 'alarm', id: 'a1' }, data, { areas: new Map() })).toEqual(alarm().location);
  expect(placeOf({ kind: 'alarm', id: 'other' }, data, { areas: new Map() })).toBeNull();
});

test('what lies outside the region has no place, of whatever kind', () => {
  const placesOf = (flags: readonly 'outside_region'[]) => {
    const data = mapData({
      case: byId(item({ kind: 'HAZARD', flags })),
      alarm: byId(alarm({ flags })),
      terminal: byId(terminal({ flags })),
      video: byId(lead({ flags })),
    });
    const refs = [
      { kind: 'case', id: 'c1' },
      { kind: 'alarm', id: 'a1' },
      { kind: 'terminal', id: 't1' },
      { kind: 'video', id: 'v1' },
    ] as const;
    return refs.map((ref) => placeOf(ref, data, { areas: new Map() }));
  };
  expect(placesOf([])).toEqual([item().location, alarm().location, terminal().location, lead().location]);
  expect(placesOf(['outside_region'])).toEqual([null, null, null, null]);
});

describe('across the border', () => {
  const square = [
    [103, 25],
    [104, 25],
    [104, 26],
    [103, 26],
    [103, 25],
  ];
  const county = [[square]];
  const beyond = { lng: 104.02, lat: 25.5 };
  const flags = ['outside_region'] as const;
  const edge = { lng: 104, lat: 25.5 };

  it('who calls for help, and an alarm P1 that waits, stand on the border, tied to where they are', () => {
    const caller = terminal({ sosAt: 1, flags, location: beyond });
    expect(callMarks([caller], 16, county)).toEqual([
      expect.objectContaining({ icon: 'sos', ...edge, from: beyond }),
    ]);
    const grave = alarm({ flags, location: beyond });
    expect(alarmMarks([grave], 16, county)).toEqual([
      expect.objectContaining({ icon: 'p1', ...edge, from: beyond }),
    ]);
    const data = mapData({ alarm: byId(grave), terminal: byId(caller) });
    const ground = { areas: new Map(), county };
    expect(placeOf({ kind: 'alarm', id: grave.id }, data, ground)).toEqual(edge);
    expect(placeOf({ kind: 'terminal', id: caller.id }, data, ground)).toEqual(edge);
  });
  it('what waits for nobody stays off the map', () => {
    const quiet = [{ acked: true }, { priority: 'P2' as const }];
    for (const change of quiet)
      expect(alarmMarks([alarm({ flags, location: beyond, ...change })], 16, county)).toEqual([]);
  });
});
