import { describe, expect, it } from 'vitest';
import type { CaseEntity } from '../../../../gateway/contract/entities.ts';
import { EMPTY_LIFE } from '../../../../gateway/contract/life.ts';
import type { CaseRisk } from '../../../../gateway/contract/risk.ts';
import { createSay, type Language, type Names } from '../../../../screen/locale/words.ts';
import { caseCallout } from '../../../../screen/state/item-callout.ts';
import type { Sheet } from '../../../../screen/state/sheet.ts';
import { areas, HOUR, item, NOW } from './entities.ts';

const DAY = 24 * HOUR;

function card(change: Partial<CaseEntity>, language: Language = 'zh', names?: Names) {
  return caseCallout(item(change), {
    now: NOW,
    utcOffsetMinutes: 480,
    areas,
    units: new Map(),
    say: createSay(language, names),
    terminals: new Map(),
    heard: 'LIVE',
  });
}

/** A page as `label text`, a late line with a `!`. */
function rows(sheets: readonly Sheet[], id: Sheet['id']): readonly string[] {
  const sheet = sheets.find((one) => one.id === id);
  return (sheet?.rows ?? []).map(({ label, text, late }) => `${late ? '!' : ''}${label} ${text}`);
}

function risk(change: Partial<CaseRisk> = {}): CaseRisk {
  return {
    since: NOW - 3 * DAY,
    why: {
      cause: 'RULES',
      hits: [],
      at: NOW - HOUR,
      ageDays: 27,
      version: '140bbd433daca96a',
      reason: null,
      by: null,
      approver: null,
    },
    told: null,
    assessed: 'HIGH',
    guarantee: { level: 'COUNTY', post: '县(市、区)领导包保', reviewHours: 24 },
    reviewDueAt: null,
    reviewOverdue: false,
    reviewedAt: null,
    cleanReviews: 0,
    taskforce: false,
    measures: [],
    override: null,
    proposal: null,
    refused: 0,
    history: [],
    ...change,
  };
}

const level = (change: Partial<CaseRisk>, language?: Language) =>
  rows(card({ risk: risk(change) }, language).sheets, 'LEVEL');
const duty = (life: Partial<CaseEntity['life']>, change: Partial<CaseEntity> = {}) =>
  rows(card({ ...change, life: { ...EMPTY_LIFE, ...life } }).sheets, 'DUTY');

describe('the clock of an item', () => {
  it.each([
    [
      { sla: 'OVERDUE_REASONED', dueAt: NOW - 50 * HOUR },
      { words: '超期 2天2小时', tone: 'overdue' },
    ],
    [
      { sla: 'DUE_SOON', dueAt: NOW + HOUR },
      { words: '剩 1小时', tone: 'due-soon' },
    ],
    [
      { sla: 'PAUSED', pausedAt: NOW - HOUR },
      { words: '停表', tone: 'paused' },
    ],
    [{ sla: 'NONE', dueAt: null }, undefined],
  ] as const)('of %o stands on its card before all else', (change, clock) => {
    expect(card(change).clock).toEqual(clock);
  });
});

describe('the first page of an item’s card', () => {
  it('tells since when who must act has held it, and the clock of the step where that is another', () => {
    const stage = {
      clock: 'SIGN',
      side: 'UNIT',
      startAt: NOW - 2 * HOUR,
      dueAt: NOW + HOUR,
      limit: 'sign',
      provisional: false,
      overdue: false,
    } as const;
    const life = { ...EMPTY_LIFE, holderSince: NOW - 5 * HOUR, stage };
    expect(card({ life }).lines).toEqual([
      '当前承办 自 今日 10:42 · 已 5小时',
      '今日 19:42 到期',
      '本环节 今日 16:42 到期',
    ]);
    const late = { ...life, stage: { ...stage, dueAt: NOW - HOUR, overdue: true } };
    expect(card({ life: late }).lines).toContain('本环节超时 1小时');
    const guessed = { ...life, stage: { ...stage, provisional: true } };
    expect(card({ life: guessed, provisional: true }).lines.slice(1)).toEqual([
      '今日 19:42 到期 · 假日未公布 暂计',
      '本环节 今日 16:42 到期 · 假日未公布 暂计',
    ]);
  });
  it('tells nobody’s holding of what is over', () => {
    const life = { ...EMPTY_LIFE, holderSince: NOW - 5 * HOUR };
    expect(card({ life, state: 'CLOSED', closedAt: NOW }).lines.join()).not.toContain('当前承办');
  });
  it.each([
    [{ outcome: 'PARTIAL', score: 4 }, '办结结果 部分解决 · 回访评价 4 分'],
    [{ outcome: 'NOT_FOUND', score: null }, '办结结果 查无此事'],
    [{ outcome: null, score: 5 }, '回访评价 5 分'],
  ] as const)('begins, of a closed item, with how it ended: %o', ({ outcome, score }, told) => {
    const life = { ...EMPTY_LIFE, score };
    expect(card({ state: 'CLOSED', closedAt: NOW, outcome, life }).lines[0]).toBe(told);
    expect(card({ outcome, life }).lines.join()).not.toContain(told);
  });
  it('tells why it is late, cut where that is long, and nothing of it while it is in time', () => {
    const reason = { overdueReason: '材料待补' };
    expect(card({ ...reason, sla: 'OVERDUE_REASONED' }).lines).toContain('超期说明 材料待补');
    expect(card({ ...reason, sla: 'DONE_LATE' }).lines).toContain('超期说明 材料待补');
    expect(card({ ...reason, sla: 'NORMAL' }).lines.join()).not.toContain('超期说明');
    const long = card({ overdueReason: '待'.repeat(300), sla: 'OVERDUE_REASONED' });
    expect(long.lines).toContain(`超期说明 ${'待'.repeat(40)}…`);
  });
  it('is headed by the marks of the item, a stopped clock first', () => {
    const life = { ...EMPTY_LIFE, tags: ['SUPERVISED', 'URGENT', 'INSTRUCTED', 'LEGACY', 'PINNED'] as const };
    expect(card({ life, pausedAt: NOW }).tags).toEqual([
      '停表',
      '督办',
      '加急',
      '领导批示',
      '常年挂账',
      '置顶',
    ]);
    expect(card({}).tags).toEqual([]);
  });
});

describe('the names on an item’s card', () => {
  it('are in the language of the page: who holds it, who was asked first, who answers, which criteria hold', () => {
    const names = new Map([
      ['人社局', 'Labour'],
      ['望江社区综治中心', 'Wangjiang Centre'],
      ['县(市、区)领导包保', 'county leaders'],
      ['退回2次以上', 'returned twice or more'],
      ['重办3次 提级督办', 'redone 3×, supervised'],
    ]);
    const hits = [{ id: 'bounced-2', label: '退回2次以上', level: 'MEDIUM', inputs: {}, asked: {} }] as const;
    const why = { ...risk().why, hits };
    const life = { ...EMPTY_LIFE, firstUnit: '望江社区综治中心', escalationWords: ['重办3次 提级督办'] };
    const { state, lines, sheets } = card({ life, risk: risk({ why }) }, 'en', names);
    const told = [state, ...lines, ...rows(sheets, 'DUTY'), ...rows(sheets, 'LEVEL')].join(' ');
    for (const name of names.values()) expect(told).toContain(name);
    for (const name of names.keys()) expect(told).not.toContain(name);
  });
});

describe('why an item has its level', () => {
  it('is not told of an item that carries none', () => {
    expect(card({ level: null }).sheets.map(({ id }) => id)).toEqual(['DUTY']);
    expect(card({ risk: risk() }).sheets.map(({ id }) => id)).toEqual(['LEVEL', 'DUTY']);
  });
  it('names each criterion that holds, with what the item has to show and what is asked for', () => {
    const hits = [
      { id: 'a', label: '上级批示交办', level: 'HIGH', inputs: { tags: 'INSTRUCTED' }, asked: {} },
      {
        id: 'b',
        label: '诉求久拖',
        level: 'MEDIUM',
        inputs: { kinds: 'APPEAL', usedShare: 2.07 },
        asked: { usedShare: 1.5 },
      },
      {
        id: 'c',
        label: '欠款',
        level: 'HIGH',
        inputs: { owed: 612_000, check: 'FAILED' },
        asked: { owed: 500_000 },
      },
      { id: 'd', label: '群体', level: 'HIGH', inputs: { people: 42 }, asked: { people: 30 } },
    ] as const;
    expect(level({ why: { ...risk().why, hits } })).toEqual([
      '等级 高 · 自 11月17日 15:42 · 已 3天',
      '依据 上级批示交办（领导批示）',
      ' 诉求久拖（时限已用207% ≥ 150%）',
      ' 欠款（未付61.2万元 ≥ 50万元 · 倒灌核查未过）',
      ' 另有 1 条成立',
      '包保 县级 · 县(市、区)领导包保 · 按规则，尚未指定',
      '判定 今日 14:42 · 受理 27 天 · 配置 140bbd43',
    ]);
  });
  it('says who set it by hand, why, until when, and who waits for another seat’s word', () => {
    const why = {
      ...risk().why,
      cause: 'OVERRIDDEN',
      reason: '专家评估',
      by: '1号席',
      approver: '2号席',
    } as const;
    const proposal = { to: 'LOW', until: null, reason: '已化解', by: '3号席', at: NOW } as const;
    const told = level({ why, override: { level: 'MEDIUM', until: NOW + 3 * DAY }, proposal });
    expect(told).toContain('依据 人工限期定级 · 专家评估 · 1号席 提出 · 2号席 批准');
    expect(told).toContain('限期 定为中 至 周一 15:42');
    expect(told).toContain('待批 降为低 · 3号席 提出 · 已化解');
  });
  it('marks a review that was missed', () => {
    const due = { reviewDueAt: NOW + 2 * HOUR, reviewedAt: NOW - 2 * DAY, cleanReviews: 1 };
    expect(level(due)).toContain('研判 应于 今日 17:42 · 上次 11月18日 15:42 · 无异常 1 次');
    const missed = level({ reviewDueAt: NOW - 2 * HOUR, reviewOverdue: true });
    expect(missed).toContain('!研判 逾期 2小时 · 应于 今日 13:42');
  });
  it('tells 专班, 策 and the last changes, the latest first', () => {
    const change = (from: 'LOW' | 'MEDIUM', to: 'MEDIUM' | 'HIGH', ago: number) => ({
      ...risk().why,
      from,
      to,
      at: NOW - ago * HOUR,
    });
    const history = [change('LOW', 'MEDIUM', 9), change('LOW', 'MEDIUM', 8), change('MEDIUM', 'HIGH', 3)];
    const told = level({ taskforce: true, measures: ['甲', '乙', '丙', '丁'], history });
    expect(told).toContain('措施 专班已成立 · 乙 · 丙 · 丁 · 另有 1 项');
    expect(told.slice(-3, -1)).toEqual([
      '变更 中 → 高 · 今日 12:42 · 判定条件成立',
      ' 低 → 中 · 今日 07:42 · 判定条件成立',
    ]);
    const assigned = { ...risk().guarantee, assignedAt: NOW - HOUR } as CaseRisk['guarantee'];
    expect(level({ guarantee: assigned })).toContain('包保 县级 · 县(市、区)领导包保 · 今日 14:42 指定');
  });
  it('is told in English', () => {
    expect(level({ taskforce: true }, 'en')).toContain('Measures task force set up');
  });
});

describe('who answers for an item', () => {
  const row = { department: '住建局', territory: 'TOWNSHIP', gridMay: true } as const;
  it('is its first unit, its source, its level of handling and the row of the catalogue', () => {
    const matched = { catalogue: 'MATCHED', catalogueItem: 'QQ-031', duty: row } as const;
    const told = duty(
      { ...matched, firstUnit: '望江社区', raised: 1, lowered: 2 },
      { channel: 'WALK_IN', handlingLevel: 'TOWNSHIP' },
    );
    expect(told).toEqual([
      '首问 望江社区',
      '来源 窗口来访',
      '层级 会调 · 提级 1 次 · 下沉 2 次',
      '确权 QQ-031 · 住建局 · 会调',
      '网格 可派网格员',
    ]);
    expect(duty({ ...matched, duty: { ...row, gridMay: false } })).toContain('网格 不得派网格员');
    expect(duty({ ...matched, gridBarred: true })).toContain('!网格 不得派网格员，现由村(社区)承办');
  });
  it('says what no row covers, and what is disputed', () => {
    expect(duty({})).toEqual(['首问 未记录', '层级 未定层级', '确权 清单无对应']);
    expect(duty({ track: 'JUDICIAL_MEDIATION' })).toContain('途径 司法调解');
    const disputed = { catalogue: 'DISPUTED', catalogueItem: 'QQ-031', duty: row } as const;
    expect(duty(disputed)).toContain('!确权 权属争议 · QQ-031 · 住建局 · 会调');
  });
  it('tells how often it went back, what was checked and what waits for approval', () => {
    const request = { kind: 'EXTENSION', at: NOW - HOUR, reason: null, extension: null } as const;
    const told = duty({
      returns: 1,
      reworks: 2,
      extensions: 1,
      check: 'PASSED',
      callback: 'FAILED',
      requests: [request],
    });
    expect(told.slice(-3)).toEqual([
      '流转 退回 1 · 重办 2 · 延期 1',
      '!核查 倒灌核查通过 · 回访未过',
      '待批 申请延期 今日 14:42',
    ]);
  });
});
