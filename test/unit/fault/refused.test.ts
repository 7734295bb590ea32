import { describe, expect, it } from 'vitest';
import { type Ack, keyOf } from '../../fault/core/ledger.ts';
import type { RawEntry } from '../../fault/core/raw-log.ts';
import { acknowledged, broken, evidence, linesOf, raised, rawLog } from './evidence.ts';

describe('I1, a refused command is not in the log', () => {
  const source = 'urn:yitu:console:desk0';
  const log = rawLog([raised('G'), { ...acknowledged('G'), id: 'c1', source }, raised('H')]);
  const askedAt = Date.UTC(2027, 2, 1, 2);
  const refusal = { key: `${source} c1`, status: 409, detail: 'look again', askedAt, first: false };
  const [ack] = evidence(log).acks;
  const toldAt = (n: number, at: number) => {
    const { e, h, id, source } = log[n - 1] as RawEntry;
    return { ...(ack as Ack), key: keyOf({ id, source }), n, position: `${e}:${n}:${h}`, at };
  };

  it('fails for one that was in the log when it was asked for: at its place or after it something was promised', () => {
    for (const n of [2, 3]) {
      const run = evidence(log, { acks: [toldAt(n, askedAt)], refusals: [refusal] });
      expect(broken(run)).toEqual(['I1']);
      expect(linesOf(run, 'I1')).toContain('was refused when it was there (409 look again)');
    }
  });

  it('fails for one of which no other copy was ever sent', () => {
    const run = evidence(log, { acks: [], refusals: [{ ...refusal, first: true }] });
    expect(broken(run)).toEqual(['I1']);
    expect(linesOf(run, 'I1')).toContain('was refused at its first asking');
  });

  it('holds for one that is not there, and for a copy that was on its way', () => {
    const absent = { ...refusal, key: `${source} c2`, first: true };
    expect(broken(evidence(log, { acks: [], refusals: [absent] }))).toEqual([]);
    const acks = [toldAt(1, askedAt - 1), toldAt(3, askedAt + 1)];
    expect(broken(evidence(log, { acks, refusals: [refusal] }))).toEqual([]);
  });

  it('holds for one that was lost with its epoch, and for one that was healed', () => {
    const elsewhere = { ...toldAt(3, askedAt - 1), position: 'E0:3:ab' };
    expect(broken(evidence(log, { acks: [elsewhere], refusals: [refusal] }))).toEqual([]);
    const healed = rawLog([raised('G'), { ...acknowledged('G'), id: 'c1', source, healedFrom: 9 }]);
    expect(broken(evidence(healed, { acks: [], refusals: [{ ...refusal, first: true }] }))).toEqual([]);
  });
});
