import { describe, expect, it } from 'vitest';
import { refolded } from '../../../../gateway/fold/measures/refold.ts';
import { at, configured, folded, log, NOON, received, type Said, tick } from './log.ts';

const foldOf = (...said: Said[]) => folded(log(configured(), ...said, tick(at('2026-11-20 20:00'))));
type Told = ReturnType<typeof foldOf>;
const told = (fold: Told, id: string) => fold.get('kpi', `figure.${id}`);
const shown = (fold: Told, id: string) => {
  const { value, part, of } = told(fold, id) ?? { value: -1 };
  return [value, part, of];
};

describe('what eyes and sensors report, in the figures', () => {
  it('video patrol is apart from what leads have found', () => {
    const found = ['VIDEO_PATROL', 'VIDEO_PATROL', 'VIDEO_AI'].map((channel, i) =>
      received({ channel }, { subject: `v-${i}` }),
    );
    const closed = ['v-0', 'v-2'].map((subject): Said => ({ type: 'case.closed', subject }));
    const fold = foldOf(...found, ...closed);
    expect(shown(fold, 'patrolHandled.D30')).toEqual([50, 1, 2]);
    expect(shown(fold, 'videoHandled.D30')).toEqual([100, 1, 1]);
  });

  it('a true lead is handled when the item that was made of it is closed', () => {
    const lead: Said = {
      type: 'video.lead_raised',
      subject: 'l-1',
      data: { title: '线索', type: 'GARBAGE' },
    };
    const by = { seat: '1号席', role: 'operator' };
    const done = (type: string, data: Record<string, unknown> = {}): Said => ({
      type: `operation.${type}`,
      subject: 'video:l-1',
      sequence: null,
      data: { ...data, by },
    });
    const judged = [lead, done('verified', { result: 'TRUE' })];
    expect(shown(foldOf(lead), 'videoHandled.D30')).toEqual([0, 0, 0]);
    expect(shown(foldOf(...judged), 'videoHandled.D30')).toEqual([0, 0, 1]);
    expect(shown(foldOf(...judged, done('linked')), 'videoHandled.D30')).toEqual([0, 0, 1]);
    const turned = foldOf(...judged, done('linked'), done('verified', { result: 'FALSE' }));
    expect([shown(turned, 'videoHandled.D30'), shown(turned, 'videoPrecision.D30')]).toEqual([
      [0, 0, 1],
      [100, 1, 1],
    ]);
    const closed: Said = { type: 'case.closed', subject: 'video:l-1' };
    expect(shown(foldOf(...judged, done('linked'), closed), 'videoHandled.D30')).toEqual([100, 1, 1]);
  });

  it('leads that were joined to an item that was there are handled with it, once for all of them', () => {
    const lead = (subject: string): Said => ({
      type: 'video.lead_raised',
      subject,
      data: { title: '线索', type: 'GARBAGE' },
    });
    const done = (id: string, type: string, data: Record<string, unknown>): Said => ({
      type: `operation.${type}`,
      subject: `video:${id}`,
      sequence: null,
      data: { ...data, by: { seat: '1号席', role: 'operator' } },
    });
    const joined = (id: string) => [
      lead(id),
      done(id, 'verified', { result: 'TRUE' }),
      done(id, 'linked', { item: 'x-1' }),
    ];
    const closed: Said = { type: 'case.closed', subject: 'x-1' };
    const open = foldOf(received({ channel: 'HOTLINE' }), ...joined('l-1'), ...joined('l-2'));
    expect(shown(open, 'videoHandled.D30')).toEqual([0, 0, 1]);
    const drill = { ...lead('l-1'), reality: 'exercise' as const };
    const drilled = foldOf(received({ channel: 'HOTLINE' }), drill, ...joined('l-1').slice(1));
    expect(shown(drilled, 'videoHandled.D30')).toEqual([0, 0, 0]);
    const entries = log(
      configured(),
      received({ channel: 'HOTLINE' }),
      ...joined('l-1'),
      closed,
      tick(at('2026-11-20 20:00')),
    );
    const fold = folded(entries);
    expect(shown(fold, 'videoHandled.D30')).toEqual([100, 1, 1]);
    const question = { id: 'videoHandled', period: 'D30', area: null, at: NOON } as const;
    const row = fold.explainKpi(question)?.rows.find(({ subject }) => subject === 'case:x-1');
    const told = entries.filter(({ n }) => n === 1 || row?.ns.includes(n));
    expect(refolded(told, question, at('2026-11-20 20:00')).get('case:x-1')).toMatchObject({
      part: 1,
      of: 1,
    });
  });

  describe('an item that video has found and that is merged', () => {
    const found = (subject: string, over: Partial<Said> = {}) =>
      received({ channel: 'VIDEO_AI' }, { subject, sequence: 1, ...over });
    const other = (subject: string) => received({ channel: 'HOTLINE' }, { subject, sequence: 1 });
    const merged = (subject: string, into: string): Said => ({
      type: 'case.merged',
      subject,
      sequence: 2,
      data: { into },
    });
    const closed: Said = { type: 'case.closed', subject: 'c', sequence: 9 };
    const handled = (...said: Said[]) => shown(foldOf(...said), 'videoHandled.D30');

    it('is handled with the one that it goes on under', () => {
      expect(handled(found('v'), other('c'), merged('v', 'c'))).toEqual([0, 0, 1]);
      expect(handled(found('v'), other('c'), merged('v', 'c'), closed)).toEqual([100, 1, 1]);
      expect(handled(found('v'), found('c'), merged('v', 'c'), closed)).toEqual([100, 1, 1]);
      expect(handled(other('v'), other('c'), merged('v', 'c'), closed)).toEqual([0, 0, 0]);
    });

    it('counts again by itself once it was taken up again', () => {
      const reopened: Said = { type: 'case.reopened', subject: 'v', sequence: 3, data: {} };
      expect(handled(found('v'), other('c'), merged('v', 'c'), closed, reopened)).toEqual([0, 0, 1]);
    });

    it('is found along a chain of merges, in whatever order these are told', () => {
      const steps = [merged('v', 'b'), merged('b', 'c'), closed];
      const orders = [steps, [...steps].reverse(), [steps[1], steps[0], steps[2]] as Said[]];
      for (const order of orders)
        expect(handled(found('v'), other('b'), other('c'), ...order)).toEqual([100, 1, 1]);
    });

    it('is found also by a lead that was joined to it after the merge', () => {
      const by = { seat: '1号席', role: 'operator' };
      const lead: Said = {
        type: 'video.lead_raised',
        subject: 'l',
        data: { title: '线索', type: 'GARBAGE' },
      };
      const done = (type: string, data: Record<string, unknown>): Said => ({
        type: `operation.${type}`,
        subject: 'video:l',
        sequence: null,
        data: { ...data, by },
      });
      const joined = [lead, done('verified', { result: 'TRUE' }), done('linked', { item: 'v' })];
      expect(handled(other('v'), other('c'), merged('v', 'c'), ...joined, closed)).toEqual([100, 1, 1]);
    });

    it('is proven by the entries of both', () => {
      const end = tick(at('2026-11-20 20:00'));
      const entries = log(configured(), found('v'), other('c'), merged('v', 'c'), closed, end);
      const question = { id: 'videoHandled', period: 'D30', area: null, at: NOON } as const;
      const explained = folded(entries).explainKpi(question);
      expect(explained).toMatchObject({ equal: true, rows: [{ subject: 'case:c', part: 1, of: 1 }] });
      const told = entries.filter(({ n }) => n === 1 || explained?.rows[0]?.ns.includes(n));
      expect(refolded(told, question, at('2026-11-20 20:00')).get('case:c')).toMatchObject({
        part: 1,
        of: 1,
      });
    });
  });

  it('leads are told by class: how many came, were true, and of how many judged', () => {
    const by = { seat: '1号席', role: 'operator' };
    const lead = (subject: string, type: string): Said => ({
      type: 'video.lead_raised',
      subject,
      data: { title: '线索', type },
    });
    const judged = (id: string, result: string): Said => ({
      type: 'operation.verified',
      subject: `video:${id}`,
      sequence: null,
      data: { result, by },
    });
    const fold = foldOf(
      ...['l-1', 'l-2', 'l-3', 'l-4'].map((id) => lead(id, 'SMOKE_FIRE')),
      lead('l-5', 'GARBAGE'),
      judged('l-1', 'TRUE'),
      judged('l-2', 'FALSE'),
      judged('l-3', 'DUPLICATE'),
      judged('l-5', 'TRUE'),
    );
    expect(told(fold, 'leads.SAFETY.D7')?.value).toBe(4);
    expect(told(fold, 'verifiedLeads.SAFETY.D7')?.value).toBe(1);
    expect(shown(fold, 'leadPrecision.SAFETY.D7')).toEqual([50, 1, 2]);
    expect(shown(fold, 'leadPrecision.PUBLIC.D7')).toEqual([100, 1, 1]);
  });

  it('alarms are told by priority, and how many were acknowledged in their time', () => {
    const alarm = (subject: string, priority: string): Said => ({
      type: 'alarm.raised',
      subject,
      data: { title: '告警', type: 'SMOKE', priority },
    });
    const acked = (id: string, seconds: number): Said => ({
      type: 'operation.acknowledged',
      subject: `alarm:${id}`,
      sequence: null,
      time: NOON + seconds * 1_000,
      data: { by: { seat: '1号席', role: 'operator' } },
    });
    const fold = folded(
      log(
        configured(),

        alarm('a-1', 'P1'),
        alarm('a-2', 'P1'),
        alarm('a-3', 'P4'),
        alarm('a-4', 'P4'),
        acked('a-1', 60),
        acked('a-2', 61),
        tick('2026-11-20 12:30'),
      ),
    );
    expect(told(fold, 'alarmsRaised.D30')?.value).toBe(4);
    expect(shown(fold, 'alarms.P1.D30')).toEqual([50, 2, 4]);
    expect(shown(fold, 'alarmAckInTime.D30')).toEqual([50, 1, 2]);
  });
});
