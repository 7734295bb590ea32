import { describe, expect, it } from 'vitest';
import { alarm, by, done, foldOf, minutes, raised, said } from './alarm-words.ts';
import { kpi, received, type Said, tick } from './log.ts';

const item = (id: string) => received({ kind: 'FACILITY' }, { subject: id, sequence: 1 });
const closed = (id: string, minute: number): Said => ({
  type: 'case.closed',
  subject: id,
  sequence: 2,
  time: minutes(minute),
});

describe('an item of an alarm', () => {
  const linked = (data: Record<string, unknown> = {}) => done('linked', 'a', 2, data);

  it('is made by a person, and each tells the other', () => {
    const fold = foldOf(raised('a', 0, { area: 'g1' }), linked({ title: '烟感报警核查', urgency: 'U2' }));
    expect(alarm(fold)?.item).toBe('alarm:a');
    expect(fold.get('case', 'alarm:a')).toMatchObject({
      title: '烟感报警核查',
      kind: 'ALARM_CASE',
      channel: 'IOT',
      state: 'RECEIVED',
      urgency: 'U2',
      village: 'v1',
      receivedAt: minutes(2),
    });
    expect(kpi(fold, 'today.received')).toBe(1);
  });

  it('may be one that is there already, which keeps the link among its facts', () => {
    const fold = foldOf(item('w-1'), raised('a', 0), linked({ item: 'w-1' }));
    expect(alarm(fold)?.item).toBe('w-1');
    expect(fold.facts('w-1').map(({ type }) => type)).toContain('operation.linked');
  });

  it('is made once, and not of nothing', () => {
    const twice = foldOf(raised('a', 0), linked(), linked());
    expect([twice.quarantine().length, kpi(twice, 'case.open')]).toEqual([1, 1]);
    expect(foldOf(linked()).quarantine()).toHaveLength(1);
    const nowhere = foldOf(raised('a', 0), linked({ item: 'w-9' }));
    expect([alarm(nowhere)?.item, nowhere.quarantine().length]).toEqual([null, 1]);
  });

  describe('of which the condition comes back', () => {
    const over = [linked(), closed('alarm:a', 30), said('alarm.cleared', 'a', 40)];
    const again = raised('a', 120, { sequence: 90 });
    const anew = done('linked', 'a', 121);

    it('is no longer its own once it is over, and a new one has an id of its own', () => {
      const fold = foldOf(raised('a', 0), ...over, again);
      expect(alarm(fold)).toMatchObject({ state: 'UNACKED', item: null });
      const next = foldOf(raised('a', 0), ...over, again, anew);
      expect(next.quarantine()).toEqual([]);
      const { item: id } = alarm(next) ?? {};
      expect(id).toMatch(/^alarm:a#\d+$/);
      expect(next.get('case', id ?? '')).toMatchObject({ state: 'RECEIVED', receivedAt: minutes(121) });
      expect(next.get('case', 'alarm:a')?.state).toBe('CLOSED');
    });

    it('is its own while people work on it, and until it is over', () => {
      const working = [raised('a', 0), linked(), said('alarm.cleared', 'a', 40), again];
      expect(alarm(foldOf(...working))?.item).toBe('alarm:a');
      expect(alarm(foldOf(...working, closed('alarm:a', 130)))?.item).toBeNull();
      expect(alarm(foldOf(raised('a', 0), linked(), closed('alarm:a', 30)))?.item).toBe('alarm:a');
    });

    it('goes on to be a new one when the alarm itself has long been forgotten', () => {
      const fold = foldOf(
        raised('a', 0),
        done('acknowledged', 'a', 1),
        ...over,
        tick(minutes(3_000)),
        raised('a', 3_001, { sequence: 4_000 }),
        done('linked', 'a', 3_002),
      );
      expect(alarm(fold)?.item).toMatch(/^alarm:a#\d+$/);
      expect(fold.get('case', 'alarm:a')?.state).toBe('CLOSED');
    });

    it('keeps the call of a terminal that was called to what burns again, or still', () => {
      const terminal: Said = {
        type: 'terminal.status_changed',
        subject: 't-1',
        sequence: 1,
        data: { onDuty: true, name: '一号' },
      };
      const called: Said = {
        type: 'operation.dispatched',
        subject: 'terminal:t-1',
        sequence: null,
        time: minutes(125),
        data: { by, to: 'alarm:a' },
      };
      const call = (...told: Said[]) =>
        foldOf(terminal, ...told, called, tick(minutes(200))).get('terminal', 't-1')?.dispatch;
      expect(call(raised('a', 0), ...over, again)).toMatchObject({ state: 'CALLED', doneAt: null });
      const still = [raised('a', 0), linked(), closed('alarm:a', 30)];
      expect(call(...still)).toMatchObject({ state: 'CALLED', doneAt: null });
      expect(call(...still, said('alarm.cleared', 'a', 130))).toMatchObject({ endedBy: 'TARGET_OVER' });
    });
  });

  it('of a test stays a test, though a real command made it', () => {
    const fold = foldOf(raised('a', 0, { reality: 'test' }), linked());
    expect(fold.get('case', 'alarm:a')?.reality).toBe('test');
    expect([kpi(fold, 'today.received'), kpi(fold, 'case.open')]).toEqual([0, 0]);
  });

  it('of an exercise counts nowhere', () => {
    const drill = raised('a', 0, { reality: 'exercise' });
    const fold = foldOf(drill, { ...linked(), reality: 'exercise' });
    expect(fold.get('case', 'alarm:a')?.reality).toBe('exercise');
    expect(kpi(fold, 'today.received')).toBe(0);
  });
});
