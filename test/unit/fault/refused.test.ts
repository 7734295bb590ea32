import { describe, expect, it } from 'vitest';
import { acknowledged, broken, evidence, linesOf, raised, rawLog } from './evidence.ts';

describe('I1, a refused command is not in the log', () => {
  const source = 'urn:yitu:console:desk0';
  const log = rawLog([raised('G'), { ...acknowledged('G'), id: 'c1', source }]);
  const refusal = { key: `${source} c1`, status: 409, detail: 'look again', at: Date.UTC(2027, 2, 1, 2) };

  it('fails for one that was in the log when it was refused', () => {
    const run = evidence(log, { acks: [], refusals: [refusal] });
    expect(broken(run)).toEqual(['I1']);
    expect(linesOf(run, 'I1')).toContain('was refused (409 look again), and is in the log at n 2');
  });

  it('holds for one that is not there, and for a late copy', () => {
    const fine = [
      { ...refusal, key: `${source} c2` },
      { ...refusal, at: 0 },
    ];
    expect(broken(evidence(log, { acks: [], refusals: fine }))).toEqual([]);
    const healed = rawLog([raised('G'), { ...acknowledged('G'), id: 'c1', source, healedFrom: 9 }]);
    expect(broken(evidence(healed, { acks: [], refusals: [refusal] }))).toEqual([]);
  });

  it('holds for a copy that a silent line held back: got before the refusal, written after it', () => {
    const late = rawLog([
      raised('G'),
      { ...raised('H'), received: refusal.at + 1 },
      { ...acknowledged('G'), id: 'c1', source },
    ]);
    expect(broken(evidence(late, { acks: [], refusals: [refusal] }))).toEqual([]);
    const before = rawLog([
      raised('G'),
      { ...acknowledged('G'), id: 'c1', source },
      { ...raised('H'), received: refusal.at + 1 },
    ]);
    expect(broken(evidence(before, { acks: [], refusals: [refusal] }))).toEqual(['I1']);
  });
});
