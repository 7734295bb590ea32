import { describe, expect, it } from 'vitest';
import { densityWord, legendEntries, terminalsLine } from '../../../../screen/scenes/overview/legend.ts';
import { config, say } from '../panels/wall.ts';

const numbers = (values: Record<string, number>) => (id: string) => values[id] ?? null;

describe('the legend of the map', () => {
  it('names each mark with the number that stands elsewhere on the wall too', () => {
    const [high, , , alarms] = legendEntries(numbers({ 'case.open.HIGH': 12 }), say, 'operator');
    expect(high).toEqual({ mark: 'high', label: '高', value: '12', kpi: 'case.open.HIGH' });
    expect(alarms).toMatchObject({ label: '告警', value: '—', kpi: 'alarm.active' });
  });
  it('has no marks for a visitor, whose map has none', () => {
    expect(legendEntries(numbers({}), say, 'visitor')).toEqual([]);
  });
  it('tells terminals online and on duty, or nothing while neither is known', () => {
    expect(terminalsLine(numbers({ 'terminal.online': 1391, 'terminal.onDuty': 1402 }), say)).toBe(
      '在线 1,391 / 在岗 1,402',
    );
    expect(terminalsLine(numbers({}), say)).toBeNull();
  });
  it('explains the tint only where the ground is tinted', () => {
    const { region } = config();
    const withVillages = { ...region, layers: { villages: '/v' } };
    expect(densityWord(config({ region: withVillages }), say)).toBe('在办密度（件/村）');
    expect(densityWord(config(), say)).toBeNull();
    expect(densityWord(config({ region: withVillages, projection: 'visitor' }), say)).toBeNull();
  });
});
