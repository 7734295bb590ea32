import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../../../../gateway/contract/event-types.ts';
import { LEVEL_RANK, RISK_INPUTS, riskRules } from '../../../../../gateway/contract/risk.ts';
import { dispute, item, shipped, step } from './items.ts';

describe('the inputs of the criteria', () => {
  it('are these, and no attribute of a person is among them', () => {
    expect(RISK_INPUTS).toEqual([
      'kinds',
      'categories',
      'urgencies',
      'tags',
      'check',
      'people',
      'owed',
      'returns',
      'reworks',
      'reopenings',
      'supports',
      'usedShare',
      'overdueHours',
      'missedReviewHours',
      'ageDays',
      'recurrences',
      'alarms',
    ]);
    const when = riskRules.shape.criteria.element.shape.when;
    expect(Object.keys(when.shape)).toEqual([...RISK_INPUTS]);
  });

  it('that are not listed are refused, each with its place', () => {
    const read = riskRules.safeParse({
      ...shipped.risk,
      criteria: [
        { id: 'a', label: '甲', level: 'HIGH', when: { petitioner: true } },
        { id: 'a', label: '乙', level: 'LOW', when: {} },
      ],
    });
    const places = new Set(read.error?.issues.map(({ path }) => path.join('.')));
    expect([...places].sort()).toEqual(['criteria.0.when', 'criteria.1.level', 'criteria.1.when']);
  });

  it('leave the level as it is, whatever else an item says of itself', () => {
    const plain = item(dispute(), step('dispatched'));
    const told = dispute({
      title: '信访人多次上访',
      address: '一村',
      firstUnit: 'u-housing',
      channel: 'HOTLINE',
      link: 'https://a.example/1',
    });
    expect(item(told, step('dispatched', { holder: 'u-housing', note: '重点人员' }))?.risk).toEqual(
      plain?.risk,
    );
  });
});

describe('the shipped criteria', () => {
  it('are marked as an example, and every level has who answers for it', () => {
    expect(shipped.risk.basis.kind).toBe('EXAMPLE');
    expect(shipped.risk.guarantees).toMatchObject({
      HIGH: { level: 'COUNTY' },
      MEDIUM: { level: 'TOWNSHIP' },
      LOW: { level: 'VILLAGE' },
    });
    expect(Object.keys(LEVEL_RANK)).toHaveLength(4);
  });

  it('are reached by commands that name no level only where none is needed', () => {
    const { data } = EVENT_TYPES['operation.level_changed'];
    const read = (step: string) => data.safeParse({ step, reason: '研判' }).success;
    expect(['RAISE', 'PROPOSE', 'APPROVE', 'REJECT', 'END_OVERRIDE'].map(read)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
  });
});
