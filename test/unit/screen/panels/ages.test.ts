import { describe, expect, it } from 'vitest';
import type { KpiEntity } from '../../../../gateway/contract/entities.ts';
import type { PanelId } from '../../../../gateway/contract/wall.ts';
import { feed, HOUR, kpi, MINUTE, NOW } from '../state/entities.ts';
import { drawPanel, numberIn, textOf } from './wall.ts';

const DAY = 24 * HOUR;
const age = (count: string, ms: number, of = 1): KpiEntity => ({ ...kpi(`age.${count}`, NOW - ms), of });
const figure = (id: string, value: number, part: number, of: number): KpiEntity => ({
  ...kpi(`figure.${id}`, value),
  part,
  of,
});

describe('how long the oldest waits', () => {
  it('is a number that can be picked, wherever it stands', async () => {
    const waiting = [
      kpi('hazard.category.FIRE', 3),
      kpi('case.HAZARDS.open', 3),
      age('hazard.category.FIRE', 19 * DAY),
      age('case.HAZARDS.open', 19 * DAY),
      kpi('case.DISPUTES.level.VILLAGE', 80),
      age('case.DISPUTES.level.VILLAGE', 41 * DAY),
      age('case.DISPUTES.open', 41 * DAY),
      age('alarm.unacked', 12 * MINUTE),
    ];
    const told = async (panel: PanelId, id: string, heightRem: number) =>
      numberIn(await drawPanel(panel, { kpi: waiting }, heightRem), `age.${id}`);
    expect(await told('hazards', 'hazard.category.FIRE', 20)).toBe('19天');
    expect(await told('hazards', 'case.HAZARDS.open', 20)).toBe('19天');
    expect(await told('disputes', 'case.DISPUTES.level.VILLAGE', 24)).toBe('41天');
    expect(await told('disputes', 'case.DISPUTES.open', 10)).toBe('41天');
    expect(await told('alarm-states', 'alarm.unacked', 20)).toBe('12分钟');
  });
});

describe('figures of a period', () => {
  it('are — while the feed they are of was never heard', async () => {
    const none = [
      figure('change.D7', 0, 0, 0),
      figure('appeals.D30', 0, 0, 0),
      figure('answered.D30', 0, 0, 0),
    ];
    const silence = { kpi: none, feed: [feed({ id: 'case', state: 'NONE' as const })] };
    const html = await drawPanel('today', silence, 20);
    expect(numberIn(html, 'figure.change.D7')).toBe('—');
    expect(textOf(html)).toContain('前四周中位 —');
    expect(await drawPanel('appeals', silence, 24)).not.toContain('figure.appeals.D30');
  });
});
