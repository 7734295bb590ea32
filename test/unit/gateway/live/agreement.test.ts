import { describe, expect, it, vi } from 'vitest';
import { compareMarks, startAgreement } from '../../../../gateway/live/agreement.ts';
import type { Site, SiteListener } from '../../../../gateway/live/port.ts';
import type { Witness } from '../../../../gateway/log/port.ts';
import { silent } from '../../../support/live/gateway.ts';
import { entryOf } from '../../../support/live/hand-state.ts';
import { recordedMetrics } from '../../../support/live/recorded-metrics.ts';

const witness = (marks: Record<number, string>, reducerVersion = 1): Witness => ({
  gateway: 'g',
  reducerVersion,
  marks: Object.entries(marks).map(([n, hash]) => [Number(n), hash]),
});
const mine = witness({ 10: 'a', 20: 'b', 30: 'c' });

describe('states of several gateways', () => {
  it.each([
    [
      'are equal wherever both have looked',
      [{ 20: 'b', 30: 'c', 40: 'd' }],
      { agreed: 30, differs: 0, suspect: false },
    ],
    ['cannot be compared without a common entry', [{ 40: 'd' }], { agreed: 0, differs: 0, suspect: false }],
    [
      'of two that differ both are suspect',
      [{ 10: 'a', 20: 'x', 30: 'y' }],
      { agreed: 10, differs: 30, suspect: true },
    ],
    [
      'of three the one is suspect that differs from two',
      [{ 20: 'x' }, { 20: 'x' }],
      { agreed: 0, differs: 20, suspect: true },
    ],
    ['of three the two are not', [{ 20: 'b' }, { 20: 'x' }], { agreed: 20, differs: 20, suspect: false }],
  ])('%s', (_what, others, verdict) => {
    expect(
      compareMarks(
        mine,
        others.map((marks) => witness(marks as Record<number, string>)),
      ),
    ).toEqual(verdict);
  });

  it('of other reducers are of no account', () => {
    expect(compareMarks(mine, [witness({ 20: 'x' }, 2)]).differs).toBe(0);
  });
});

/** One gateway whose peer holds what the test says, at a clock of the test's own. */
function agreeing() {
  let listener: SiteListener = {};
  let peer: readonly Witness[] = [];
  let nowMs = 0;
  const errors: unknown[] = [];
  const metrics = recordedMetrics();
  const rebuild = vi.fn(async () => listener.onReset?.('diverged'));
  const exchange = vi.fn(async () => peer);
  const site = {
    reducerVersion: 1,
    view: { stateHash: () => 'mine' },
    rebuild,
    subscribe(one: SiteListener) {
      listener = one;
      return () => undefined;
    },
  } as unknown as Site;
  const agreement = startAgreement({
    site,
    log: { exchangeWitness: exchange, listSnapshots: async () => [], deleteSnapshot: async () => undefined },
    gateway: 'g',
    logger: { ...silent, error: (message) => void errors.push(message) },
    metrics,
    elapsedMs: () => nowMs,
  });
  return {
    agreement,
    rebuild,
    errors,
    counted: () => metrics.counted.get('state_hash_mismatch_total true') ?? 0,
    async tick(n: number, theirs: string, atMs: number) {
      nowMs = atMs;
      peer = [witness({ [n]: theirs })];
      listener.onEntry?.(entryOf('system.ticked', 'clock', n));
      await vi.waitFor(() => expect(exchange).toHaveBeenCalledTimes(n));
      await new Promise(setImmediate);
    },
  };
}

describe('a state that goes on to differ', () => {
  it('is built anew once in ten minutes, and is counted and told all the while', async () => {
    const { agreement, rebuild, errors, counted, tick } = agreeing();
    await tick(1, 'another', 0);
    expect([counted(), errors.length, agreement.differs()]).toEqual([1, 1, 1]);
    await tick(2, 'another', 5_000);
    await tick(3, 'another', 65_000);
    expect([counted(), errors.length, agreement.differs()]).toEqual([3, 2, 3]);
    expect(rebuild).toHaveBeenCalledTimes(1);
    await tick(4, 'mine', 70_000);
    expect(agreement.differs()).toBe(0);
    await tick(5, 'another', 75_000);
    expect([counted(), errors.length, agreement.differs()]).toEqual([4, 3, 5]);
    await tick(6, 'another', 700_000);
    expect(rebuild).toHaveBeenCalledTimes(2);
  });
});
