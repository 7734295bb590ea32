import { describe, expect, it } from 'vitest';
import type { Identity } from '../../../../gateway/access/port.ts';
import type { Limit } from '../../../../gateway/contract/deadlines.ts';
import { createFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import { limit } from '../fold/deadline/support.ts';
import { configured, folded, iso, log, RULES, received, type Said } from '../fold/log.ts';
import { door, NOW } from './door.ts';

const reader: Identity = {
  kind: 'read',
  key: 'read-key',
  projection: 'operator',
  producer: null,
  mayCommand: true,
  mayAdminister: false,
};

const ITEM = received({ dueAt: iso('2026-11-24 18:00') }, { time: NOW - 3_600_000 });
const at = (type: string, data: Record<string, unknown> = {}): Said => ({ type, time: NOW - 60_000, data });

/** Gives a command about the item as it stands after `said`; the entry's data, or the refusal. */
function decide(
  type: string,
  data: Record<string, unknown>,
  said: readonly Said[] = [],
  { item = ITEM, rules = configured() } = {},
) {
  const fold = folded(log(rules, item, ...said));
  const history = () => memory.entries.map(({ type: each }, index) => ({ type: each, n: index + 1 }));
  const view = Object.create(fold, { facts: { value: history } }) as Fold;
  const { ingest, log: memory } = door({ view: () => view });
  const by = { seat: '1号席', role: '值班员' };
  const command = { id: 'c1', type: `operation.${type}`, subject: 'case:x-1', by, data };
  const given = () => ingest.command(command, reader);
  return { given, again: given, memory, fold };
}

const EXTENSION = { amount: 2, unit: 'workday' };
const paper = { reason: '经核实', approver: '值班长' };

describe('a decision at the door', () => {
  it.each([
    ['letter_issued', { step: 'ORDER', to: '住建局', ...paper, answerBy: iso('2026-11-25 18:00') }],
    ['letter_issued', { step: 'REMIND', to: '住建局', reason: '临期' }],
    ['extension_decided', { decision: 'GRANTED', extension: EXTENSION, ...paper }],
    ['extension_decided', { decision: 'REFUSED', ...paper }],
    ['suspension_decided', { decision: 'GRANTED', until: iso('2026-11-25 18:00'), ...paper }],
    ['called_in', { unit: 'u-housing', reason: '现场核定' }],
  ])('%s %o is taken', async (type, data) => {
    const { given, memory } = decide(type, data);
    await expect(given()).resolves.toMatchObject({ status: 201 });
    expect(memory.entries[0]?.data).toMatchObject(data);
  });

  it.each([
    ['letter_issued', { step: 'ORDER', to: '住建局', reason: '超期' }, 'data.approver'],
    [
      'letter_issued',
      { step: 'REMIND', to: '住建局', reason: '超期', answerBy: iso('2026-11-20 15:00') },
      'data.answerBy',
    ],
    ['extension_decided', { decision: 'GRANTED', ...paper }, 'data.extension'],
    ['extension_decided', { decision: 'GRANTED', extension: EXTENSION, reason: '经核实' }, 'data.approver'],
    ['suspension_decided', { decision: 'ENDED', ...paper }, 'data.decision'],
    ['suspension_decided', { decision: 'GRANTED', until: iso('2026-11-20 15:00'), ...paper }, 'data.until'],
    ['reported_in', { unit: '住建局' }, 'data.unit'],
  ])('%s %o is refused at %s', async (type, data, path) => {
    await expect(decide(type, data).given()).rejects.toMatchObject({ code: 'invalid_command', path });
  });

  it.each(['u-housing', '住建局', '示例县住房和城乡建设局'])(
    'that a unit has reported for duty is taken as %s, by whichever of its names it was called in',
    async (unit) => {
      const called = at('case.progressed', { support: { unit: '示例县住房和城乡建设局', step: 'CALLED' } });
      const { given } = decide('reported_in', { unit, step: 'REPORTED' }, [called]);
      await expect(given()).resolves.toMatchObject({ status: 201 });
    },
  );

  it('about an item that is over, or that has no deadline, is refused', async () => {
    const grant = { decision: 'GRANTED', extension: EXTENSION, ...paper };
    const over = decide('extension_decided', grant, [at('case.closed')]);
    await expect(over.given()).rejects.toMatchObject({ path: 'subject', message: /is over \(CLOSED\)/ });
    const none = decide('extension_decided', grant, [], { item: received({}, { time: NOW - 3_600_000 }) });
    await expect(none.given()).rejects.toMatchObject({ message: /no deadline/ });
  });

  it.each([
    ['level_changed', { step: 'RAISE', to: 'HIGH', reason: '研判意见' }],
    ['reviewed', { result: 'CLEAN' }],
  ])(
    '%s about the level of what is over, or of a 部件, is refused; of any other it is taken',
    async (type, data) => {
      const time = NOW - 3_600_000;
      await expect(decide(type, data).given()).resolves.toMatchObject({ status: 201 });
      const over = decide(type, data, [at('case.closed')]);
      await expect(over.given()).rejects.toMatchObject({ path: 'subject', message: /is over \(CLOSED\)/ });
      const facility = decide(type, data, [], { item: received({ kind: 'FACILITY' }, { time }) });
      await expect(facility.given()).rejects.toMatchObject({ path: 'subject', message: /部件/ });
    },
  );

  describe('to give more time', () => {
    const ruled = (extension: Limit['extension']) => {
      const limits = [limit({ id: 'general', amount: 5, extension })];
      return configured({ rules: { ...RULES, deadlines: { ...RULES.deadlines, limits } } });
    };
    const plain = received({}, { time: NOW - 3_600_000 });
    const grant = (amount: number) => ({
      decision: 'GRANTED',
      extension: { amount, unit: 'workday' },
      ...paper,
    });
    const RULE = { times: 1, approver: '中心主任岗', atMost: 3 };
    const give = (rule: Limit['extension'], amount: number, said: readonly Said[] = []) =>
      decide('extension_decided', grant(amount), said, { item: plain, rules: ruled(rule) }).given();

    it('is taken as far as the limit leaves it', async () => {
      await expect(give(RULE, 3)).resolves.toMatchObject({ status: 201 });
    });

    it('beyond the limit is refused with what it allows, what is left and who approves', async () => {
      await expect(give(RULE, 4)).rejects.toMatchObject({
        code: 'invalid_command',
        path: 'data.extension.amount',
        message: expect.stringMatching(
          /"general" may be extended 1 times by at most 3 workday, approved by 中心主任岗; 4 workday is more than that, 1 of 1 are left/,
        ),
      });
      const used = [at('case.extended', { extension: { amount: 1, unit: 'workday' } })];
      await expect(give(RULE, 1, used)).rejects.toMatchObject({
        path: 'data.decision',
        message: expect.stringMatching(/1 of 1 are used, none is left/),
      });
      await expect(give({ ...RULE, times: 2 }, 1, used)).resolves.toMatchObject({ status: 201 });
      const over = { ...at('case.closed'), time: NOW - 50_000 };
      const anew = { ...at('case.reopened'), time: NOW - 40_000 };
      await expect(give(RULE, 1, [...used, over, anew])).resolves.toMatchObject({ status: 201 });
    });

    it('in another unit than the limit is refused with the unit to grant it in', async () => {
      const data = { ...grant(1), extension: { amount: 90, unit: 'day' } };
      const { given } = decide('extension_decided', data, [], { item: plain, rules: ruled(RULE) });
      await expect(given()).rejects.toMatchObject({
        path: 'data.extension.unit',
        message: expect.stringMatching(
          /at most 3 workday.*day cannot be held against that, grant it in workday/,
        ),
      });
    });

    it('on a limit that may not be extended is refused', async () => {
      await expect(give(null, 1)).rejects.toMatchObject({
        message: expect.stringMatching(/"general" may not be extended/),
      });
    });

    describe('on a deadline that its source has set', () => {
      const onTop = (rules: Said, amount: number, said: readonly Said[] = []) =>
        decide('extension_decided', grant(amount), said, { rules }).given();

      it('is bounded by the limit that would apply', async () => {
        await expect(onTop(ruled(RULE), 3)).resolves.toMatchObject({ status: 201 });
        await expect(onTop(ruled(RULE), 90)).rejects.toMatchObject({
          path: 'data.extension.amount',
          message: expect.stringMatching(
            /"general", which bounds what is added to the deadline of its source/,
          ),
        });
        await expect(onTop(ruled(null), 1)).rejects.toMatchObject({
          message: expect.stringMatching(/"general".* may not be extended/),
        });
      });

      it('is granted as often as that allows, also where the source has told it as its own since', async () => {
        const first = {
          ...at('operation.extension_decided', { ...grant(1), by: { seat: '1号席', role: '值班员' } }),
          subject: 'case:x-1',
          sequence: null,
        };
        const told = { ...at('case.extended', { dueAt: iso('2026-11-25 18:00') }), time: NOW - 30_000 };
        for (const said of [[first], [first, told]])
          await expect(onTop(ruled(RULE), 1, said)).rejects.toMatchObject({
            message: expect.stringMatching(/1 of 1 are used, none is left/),
          });
        await expect(onTop(ruled(RULE), 1, [told])).resolves.toMatchObject({ status: 201 });
      });

      it('is bounded by the rule for all where no limit fits, and by nothing without one', async () => {
        const deadlines = { ...RULES.deadlines, sourceExtension: { ...RULE, unit: 'workday' as const } };
        const bounded = configured({ rules: { ...RULES, deadlines } });
        await expect(onTop(bounded, 3)).resolves.toMatchObject({ status: 201 });
        await expect(onTop(bounded, 4)).rejects.toMatchObject({ path: 'data.extension.amount' });
        await expect(onTop(configured(), 90)).resolves.toMatchObject({ status: 201 });
      });
    });
  });

  it('to stop a clock that stands is refused, unless it is the same command again', async () => {
    const { given, again, memory, fold } = decide('suspension_decided', { decision: 'GRANTED', ...paper }, [
      at('case.signed'),
      at('case.started'),
    ]);
    await given();
    const [entry] = memory.entries;
    if (entry === undefined) throw new Error('nothing was written');
    fold.apply({ ...entry, n: 50 });
    expect(fold.get('case', 'x-1')?.state).toBe('SUSPENDED');
    await expect(again()).resolves.toMatchObject({ status: 200 });
    const other = decide('suspension_decided', { decision: 'GRANTED', ...paper }, [at('case.suspended')]);
    await expect(other.given()).rejects.toMatchObject({ path: 'data.decision' });
  });

  it('to stop a clock whose limit runs on is refused with the limit', async () => {
    const ruled = (pauses: string[]) => {
      const limits = [limit({ id: 'urgent', amount: 2, unit: 'hour', pauses })];
      return configured({ rules: { ...RULES, deadlines: { ...RULES.deadlines, limits } } });
    };
    const item = received({}, { time: NOW - 3_600_000 });
    const stop = (rules: Said) =>
      decide('suspension_decided', { decision: 'GRANTED', ...paper }, [], { item, rules }).given();
    await expect(stop(ruled([]))).rejects.toMatchObject({
      code: 'invalid_command',
      path: 'data.decision',
      message: expect.stringMatching(/limit "urgent" \(2 hour\) runs on while an item is suspended/),
    });
    await expect(stop(ruled(['SUSPENDED']))).resolves.toMatchObject({ status: 201 });
  });

  it('a unit that was called in may report for duty', async () => {
    const called = at('case.progressed', { support: { unit: 'u-housing', step: 'CALLED' } });
    await expect(decide('reported_in', { unit: '住建局' }, [called]).given()).resolves.toMatchObject({
      status: 201,
    });
  });
});

it('an empty state knows no item to decide about', async () => {
  const { ingest } = door({ view: () => createFold() });
  const command = {
    id: 'c1',
    type: 'operation.called_in',
    subject: 'case:x-1',
    by: { seat: '1', role: '值班员' },
    data: { unit: 'u', reason: 'r' },
  };
  await expect(ingest.command(command, reader)).rejects.toMatchObject({ code: 'unknown_subject' });
});
