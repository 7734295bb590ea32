import { describe, expect, it } from 'vitest';
import type { WarningsReply } from '../../../../gateway/contract/index.ts';
import { loadScenario } from '../../../../mock-feeds/world/load-scenario.ts';
import { slipDeskOf } from '../../../../mock-feeds/world/slips.ts';

const NOW = Date.parse('2026-11-20T15:42:00+08:00');
const DAY = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString();
const desk = slipDeskOf({ seed: 1, tag: 't', scenario: loadScenario('weekday') });

const warning = (id: string, state: WarningsReply['warnings'][number]['state'], at: number) => ({
  id,
  rule: 'r',
  ruleName: 'r',
  state,
  level: 'LOW' as const,
  unit: '一镇',
  count: 5,
  sample: 20,
  generatedAt: iso(at),
  confirmedAt: iso(at),
  issuedAt: iso(at),
  signedAt: iso(at),
  answeredAt: iso(at),
  version: 1,
});
const told = (...warnings: WarningsReply['warnings']): WarningsReply => ({
  at: iso(NOW),
  warnings,
  instructions: [],
  rules: [],
});
const types = (reply: WarningsReply, now = NOW) => desk.commands(reply, now).map(({ type }) => type);
const many = (state: WarningsReply['warnings'][number]['state'], at = NOW - DAY) =>
  told(...Array.from({ length: 60 }, (_, i) => warning(`w-${i}`, state, at)));

describe('the people who work on warnings', () => {
  it('take their time, and then do the next step', () => {
    expect(types(many('ISSUED', NOW))).toEqual([]);
    expect(new Set(types(many('ISSUED')))).toEqual(new Set(['operation.warning_signed']));
    expect(new Set(types(many('SIGNED', NOW - 3 * DAY)))).toEqual(new Set(['operation.warning_answered']));
  });

  it('confirm most findings and lift some as wrong', () => {
    const done = types(many('GENERATED'));
    expect(done).toHaveLength(60);
    expect(done.filter((type) => type === 'operation.warning_confirmed').length).toBeGreaterThan(40);
    expect(done).toContain('operation.warning_lifted');
  });

  it('send an instruction with some slips, and follow its receipts', () => {
    expect(types(many('CONFIRMED'))).toContain('operation.instruction_sent');
    const instruction = {
      id: '1号席/x',
      about: 'warning:w-1',
      unit: '一镇',
      text: '请核查',
      state: 'SENT' as const,
      sentAt: iso(NOW - DAY),
      version: 1,
    };
    expect(types({ ...told(), instructions: [instruction] })).toEqual(['operation.instruction_read']);
  });

  it('leave what has ended', () => {
    expect(types(told(warning('a', 'LIFTED', 0), warning('b', 'CONVERTED', 0)))).toEqual([]);
  });

  it('ask for the same again when they are told the same again', () => {
    expect(desk.commands(many('CONFIRMED'), NOW)).toEqual(desk.commands(many('CONFIRMED'), NOW));
  });
});
