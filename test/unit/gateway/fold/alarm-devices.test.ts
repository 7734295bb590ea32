import { describe, expect, it } from 'vitest';
import { configured, folded, kpi, log, NOON, type Said } from './log.ts';

const said = (type: string, id: string, minute: number, data: Record<string, unknown>): Said => ({
  type,
  subject: id,
  sequence: 9 + minute,
  time: NOON + minute * 60_000,
  data,
});
const foldOf = (...all: Said[]) => folded(log(configured({}, NOON - 86_400_000), ...all));

describe('the lane of devices', () => {
  it('knows a device that only some of its reports name', () => {
    const report = (minute: number, value: string, device?: string) =>
      said('alarm.health_changed', 'a', minute, { health: value, device });
    const lane = (...all: Said[]) => {
      const fold = foldOf(...all);
      return ['OK', 'OFFLINE', 'FAULT'].map((each) => kpi(fold, `device.${each}`));
    };
    const named = report(2, 'FAULT', '烟感 07');
    expect(lane(report(1, 'OFFLINE'), named)).toEqual([0, 0, 1]);
    expect(lane(named, report(3, 'OK'))).toEqual([1, 0, 0]);
    expect(lane(report(1, 'OFFLINE'), named, report(3, 'OK'))).toEqual([1, 0, 0]);
    expect(lane(report(3, 'OK'), named)).toEqual([1, 0, 0]);
  });

  const health = (id: string, minute: number, value: string) =>
    said('alarm.health_changed', id, minute, { health: value, device: '烟感 07' });

  it('tells the last word of each device, without any alarm', () => {
    const fold = foldOf(health('a', 5, 'OFFLINE'), health('b', 1, 'OK'));
    expect([kpi(fold, 'device.OFFLINE'), kpi(fold, 'device.OK'), kpi(fold, 'alarm.active')]).toEqual([
      1, 0, 0,
    ]);
    expect(kpi(foldOf(health('a', 5, 'OFFLINE'), health('a', 6, 'OK')), 'device.OFFLINE')).toBe(0);
  });
});
