import { describe, expect, it } from 'vitest';
import {
  CASE_STATES,
  cloudEvent,
  ERRORS,
  EVENT_TYPES,
  type EventType,
  FEEDS,
  feedOf,
  GatewayError,
  GLOSSARY,
  isEventType,
  KPI_DEFINITIONS,
  problemOf,
  STAGE_OF,
} from '../../../../gateway/contract/index.ts';

/** The event of decisions D15, accepted for ever. */
const forEver = {
  specversion: '1.0',
  id: 'demo-1',
  source: 'urn:yitu:example',
  type: 'case.received',
  subject: 'demo-1',
  time: '2026-11-20T15:19:00+08:00',
  sequence: 1,
  data: {
    title: '井盖破损',
    kind: 'FACILITY',
    channel: 'GRID_APP',
    location: { lng: 103.82, lat: 25.6 },
    urgency: 'U4',
    dueAt: '2026-11-24T18:00:00+08:00',
  },
};

const issuesOf = (type: EventType, data: unknown) =>
  EVENT_TYPES[type].data.safeParse(data).error?.issues.map((issue) => issue.path.join('.')) ?? [];

describe('the envelope', () => {
  it('takes the event that is accepted for ever', () => {
    expect(cloudEvent.safeParse(forEver).success).toBe(true);
    expect(EVENT_TYPES['case.received'].data.safeParse(forEver.data).success).toBe(true);
  });

  it.each([
    ['no specversion', { specversion: undefined }],
    ['an instant without offset', { time: '2026-11-20T15:19:00' }],
    ['an empty subject', { subject: '' }],
    ['a subject with a line break', { subject: 'a\nb' }],
    ['a negative sequence', { sequence: -1 }],
    ['data that is a list', { data: [] }],
  ])('refuses %s', (_what, change) => {
    expect(cloudEvent.safeParse({ ...forEver, ...change }).success).toBe(false);
  });
});

describe('data of an event', () => {
  it('keeps unknown fields out', () => {
    const data = EVENT_TYPES['case.received'].data.parse({ ...forEver.data, partyName: '某某' });
    expect(data).not.toHaveProperty('partyName');
  });

  it('says where a value is wrong', () => {
    expect(issuesOf('case.received', { ...forEver.data, location: { lng: 300, lat: 25 } })).toEqual([
      'location.lng',
    ]);
    expect(issuesOf('alarm.raised', { type: 'GAS', priority: 'P9', title: 'x' })).toEqual(['priority']);
  });

  it('has a closed list of indicator kinds', () => {
    const report = {
      kind: 'PEOPLE_WATCHED',
      unit: 'COUNT',
      area: 'a',
      period: { from: '2026-11-19T00:00:00Z', to: forEver.time },
      value: 1,
      n: 1,
    };
    expect(issuesOf('indicator.reported', report)).toEqual(['kind']);
    expect(issuesOf('indicator.reported', { ...report, kind: 'PATROLS' })).toEqual([]);
  });
});

describe('the catalogues', () => {
  it('files every event type under a feed', () => {
    const types = Object.keys(EVENT_TYPES);
    expect(types.filter((type) => feedOf(type) === null)).toEqual([]);
    expect(FEEDS.filter((feed) => !types.some((type) => feedOf(type) === feed))).toEqual([]);
    expect(isEventType('case.received')).toBe(true);
    expect(isEventType('toString')).toBe(false);
  });

  it('gives every state a step or an end', () => {
    expect(CASE_STATES.filter((state) => STAGE_OF[state] === undefined)).toEqual([]);
  });

  it('names no KPI, no term twice', () => {
    for (const ids of [KPI_DEFINITIONS.map((kpi) => kpi.id), GLOSSARY.map((term) => term.id)]) {
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('makes exactly 429 and 503 retryable', () => {
    const retryable = Object.values(ERRORS).filter((error) => error.retryable);
    expect([...new Set(retryable.map((error) => error.status))].sort()).toEqual([429, 503]);
  });

  it('tells a client the detail and never the cause', () => {
    const problem = problemOf(
      new GatewayError('log_unavailable', 'try again', { cause: new Error('secret host'), path: 'data.x' }),
    );
    expect(problem).toMatchObject({ status: 503, code: 'log_unavailable', retryable: true, path: 'data.x' });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });
});
