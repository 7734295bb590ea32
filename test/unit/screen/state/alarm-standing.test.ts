import { describe, expect, it } from 'vitest';
import type { AlarmEntity } from '../../../../gateway/contract/entities.ts';
import { createSay } from '../../../../screen/locale/words.ts';
import { alarmStanding } from '../../../../screen/state/alarm-standing.ts';
import { alarm, HOUR, item, MINUTE, mapOf, NOW } from './entities.ts';

const cases = mapOf(item({ id: 'm1', kind: 'FACILITY', holder: '住建局' }));

function standing(change: Partial<AlarmEntity>, now = NOW) {
  return alarmStanding(alarm(change), { now, utcOffsetMinutes: 480, say: createSay('zh'), cases });
}

const within = '应 1分钟内 · 当前承办 指挥席';
const over = { active: false, acked: true, state: 'NORMAL', finishedAt: NOW - MINUTE } as const;
const shelved = { until: NOW + 4 * HOUR, reason: 'WORK_ON_SITE', by: '1号席' } as const;
const outOfService = { item: 'm1', since: NOW - HOUR, by: '1号席' } as const;

describe('where an alarm stands', () => {
  it.each<[string, Partial<AlarmEntity>, string, readonly string[]]>([
    ['nobody has seen it', {}, '待确认 · 已等 2分41秒', [within]],
    ['over, and nobody has seen it', { active: false }, '已恢复 待确认 · 已等 2分41秒', [within]],
  ])('waits and tells how long: %s', (_, change, state, lines) => {
    expect(standing(change)).toEqual({ waits: true, state, lines, asides: ['', ''] });
  });
  it.each<[string, Partial<AlarmEntity>, string, readonly string[]]>([
    ['seen', { acked: true }, '已确认', ['']],
    ['seen for a time', { acked: true, ackUntil: NOW + HOUR }, '已确认', ['确认失效 · 今日 16:42']],
    ['latched', { active: false, acked: true }, '已恢复 待复位', ['']],
    ['shelved', { shelved }, '暂停提醒 至今日 19:42', ['现场作业 · 1号席', '未确认']],
    [
      'shelved when over',
      { shelved, active: false },
      '暂停提醒 至今日 19:42',
      ['现场作业 · 1号席', '已恢复 待确认'],
    ],
    ['out of service', { outOfService }, '停用', ['检修事项 m1 · 住建局 · 处置', '未确认']],
    [
      'out of service before shelved',
      { outOfService, shelved, acked: true },
      '停用',
      ['检修事项 m1 · 住建局 · 处置', '已确认'],
    ],
    [
      'of an item off the wall',
      { outOfService: { ...outOfService, item: 'm9' } },
      '停用',
      ['检修事项 m9', '未确认'],
    ],
    ['told by another', { duplicateOf: 'a0' }, '重复告警', ['由告警 a0 一并提醒', '未确认']],
    ['done', over, '已恢复 · 今日 15:41', []],
    [
      'done by a press long after it was over',
      { ...over, returnedAt: NOW - HOUR },
      '已恢复 · 今日 14:42',
      [],
    ],
    ['withdrawn', { ...over, acked: false, clearedAt: NOW - MINUTE }, '已撤销 · 今日 15:41', []],
    ['replaced', { ...over, acked: false, replacedBy: 'a2' }, '已被取代 · 今日 15:41', ['由告警 a2 取代']],
  ])('waits for nobody, and its words stay while time goes on: %s', (_, change, state, lines) => {
    expect(standing(change)).toMatchObject({ waits: false, state, lines });
    expect(standing(change, NOW + 10 * MINUTE)).toMatchObject({ waits: false, state, lines });
  });
  it('tells aside what is out of the ordinary, and when it runs out, but not of one that is over', () => {
    const odd = { raises: 3, chattering: true, flags: ['renumbered'], expiresAt: NOW + HOUR } as const;
    expect(standing(odd).asides).toEqual(['×3 · 编号重启待核 · 抖动', '无新报则 今日 16:42 视为恢复']);
    expect(standing({ ...odd, active: false }).asides).toEqual(['×3 · 编号重启待核 · 抖动', '']);
    expect(standing({ expiresAt: NOW - HOUR }).asides).toEqual(['', '']);
    expect(standing({ ...odd, ...over }).asides).toEqual([]);
  });
});
