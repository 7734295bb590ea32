import { describe, expect, it } from 'vitest';
import type { DistinctEvent } from '../../../gateway/contract/wire.ts';
import type { RunEvidence } from '../../fault/core/evidence.ts';
import { checkInvariants } from '../../fault/core/invariants.ts';
import { consult } from '../../fault/core/oracle.ts';
import { lineOf, wordsOf } from '../../fault/core/report.ts';
import type { WallStep } from '../../fault/core/wall.ts';
import {
  acknowledged,
  broken,
  evidence,
  linesOf,
  located,
  placeAt,
  raised,
  rawLog,
  received,
  wallOf,
} from './evidence.ts';

const LOG = rawLog([received('A'), raised('G'), located('T', 103.8), received('B')]);

const told = (n: number): DistinctEvent => [n, 'case.received', 'case', 'A', 0];

/** The wall of a good run, with its last frame changed. */
function withFrame(changes: Partial<Extract<WallStep, { applied: boolean }>>) {
  const wall = wallOf(LOG);
  const steps = wall.steps.map((step) => (step.what === 'frame' ? { ...step, ...changes } : step));
  return evidence(LOG, { walls: [{ ...wall, steps }] });
}

describe('a run in which all was well', () => {
  it('breaks no invariant', () => {
    expect(broken(evidence(LOG))).toEqual([]);
  });
});

describe('a fault that may break an invariant', () => {
  it('holds without it, and shows it all the same', () => {
    const acks = [{ ...evidence(LOG).acks[0], key: 'urn:test lost-1' } as never];
    expect(checkInvariants(evidence(LOG, { acks })).holds).toBe(false);
    const verdict = checkInvariants(evidence(LOG, { acks, allows: { I1: 'nothing outlived it' } }));
    expect(verdict).toMatchObject({ holds: true, findings: { I1: { holds: false } } });
    expect(lineOf(verdict)).toContain('I1(nothing outlived it) I2 ');
    expect(wordsOf(verdict)).toBe('');
  });
});

describe('I1, everything acknowledged is in the log once', () => {
  const [first] = evidence(LOG).acks;
  const acks = (changes: object) => evidence(LOG, { acks: [{ ...first, ...changes } as never] });

  it('fails for an acknowledged id that is not there', () => {
    const run = acks({ key: 'urn:test lost-1' });
    expect(broken(run)).toEqual(['I1']);
    expect(linesOf(run, 'I1')).toContain('urn:test lost-1');
  });

  it('fails for an entry at another place of the same epoch, not for one of a later epoch', () => {
    expect(broken(acks({ n: 3, position: 'E1:3:x' }))).toEqual(['I1']);
    expect(broken(acks({ n: 3, position: 'E0:3:x' }))).toEqual([]);
  });
});

describe('I2, no id twice and no hole', () => {
  it('fails for an id at two numbers', () => {
    const log = rawLog([received('A', { id: 'same' }), received('B'), received('A', { id: 'same' })]);
    const run = evidence(log, { acks: [] });
    expect(broken(run)).toContain('I2');
    expect(linesOf(run, 'I2')).toContain('urn:test same at n 1, 3');
  });

  it('fails for a missing number above the horizon only', () => {
    const entries = LOG.filter(({ n }) => n !== 2);
    expect(linesOf(evidence(LOG, { log: { entries, epoch: 'E1', horizon: 0 } }), 'I2')).toBe(
      'n 2 is missing',
    );
    expect(linesOf(evidence(LOG, { log: { entries, epoch: 'E1', horizon: 3 } }), 'I2')).toBe('');
  });
});

describe('I3, every wall shows what the log says', () => {
  const wallWith = (change: (entities: Map<string, never>) => void) => {
    const entities = new Map(wallOf(LOG).entities) as Map<string, never>;
    change(entities);
    return evidence(LOG, { walls: [wallOf(LOG, { entities })] });
  };

  it('fails for a ghost, and the oracle knows nothing of it either', () => {
    const run = wallWith((entities) => entities.set('case:GHOST', { id: 'GHOST' } as never));
    expect(broken(run)).toEqual(['I3']);
    expect(linesOf(run, 'I3')).toContain('case:GHOST is a ghost');
    expect(linesOf(run, 'I3')).toContain('case GHOST is unknown to the oracle');
  });

  it('fails for something missing and for something changed', () => {
    expect(
      linesOf(
        wallWith((entities) => entities.delete('alarm:G')),
        'I3',
      ),
    ).toContain('alarm:G is missing');
    const moved = wallWith((entities) =>
      entities.set('terminal:T', {
        ...(entities.get('terminal:T') as object | undefined),
        location: { lng: 1, lat: 2 },
      } as never),
    );
    expect(linesOf(moved, 'I3')).toContain('terminal T is 1,2, the oracle says 103.8,25.6');
  });

  it('fails for a wall that stayed behind, that shows nothing, or that stands at a place the log has lost', () => {
    const wall = (place: ReturnType<typeof placeAt> | null) =>
      linesOf(evidence(LOG, { walls: [wallOf(LOG, { place })] }), 'I3');
    expect(wall(placeAt(LOG, 2))).toContain('the last event is n 4');
    const behind = evidence(LOG, { walls: [wallOf(LOG, { behind: 2 })] });
    expect(linesOf(behind, 'I3')).toContain('positions only up to n 2');
    expect(wall(null)).toContain('shows nothing');
    expect(wall({ e: 'E0', n: 4, h: 'other' })).toContain('not in the log');
  });

  it('fails for an alarm that is shown as seen or unseen against what the oracle is sure of', () => {
    const seen = rawLog([raised('G'), acknowledged('G'), raised('H')]);
    const turned = (id: string, entities: Map<string, unknown>) => {
      const alarm = entities.get(id) as { acked: boolean };
      return new Map(entities).set(id, { ...alarm, acked: !alarm.acked }) as never;
    };
    const { entities } = wallOf(seen);
    const run = (id: string) =>
      evidence(seen, { walls: [wallOf(seen, { entities: turned(id, entities as never) })] });
    expect(broken(evidence(seen))).toEqual([]);
    expect(linesOf(run('alarm:G'), 'I3')).toContain('alarm G is unseen, the oracle says the contrary');
    expect(linesOf(run('alarm:H'), 'I3')).toContain('alarm H is acknowledged, the oracle says the contrary');
    const doubtful = rawLog([raised('G'), acknowledged('G', 0), acknowledged('G'), raised('G')]);
    expect(consult(doubtful).acked.has('G')).toBe(false);
  });

  it('fails for a hash that does not fit the content', () => {
    expect(broken(evidence(LOG, { walls: [wallOf(LOG, { viewHash: '0' })] }))).toEqual(['I3']);
  });
});

describe('I3, walls agree soon after it is quiet', () => {
  it('fails for a run that took longer than is allowed', () => {
    const { quietMs } = evidence(LOG).limits;
    expect(broken(evidence(LOG, { settledMs: quietMs }))).toEqual([]);
    expect(broken(evidence(LOG, { settledMs: quietMs + 1 }))).toEqual(['I3']);
  });
});

describe('I4, every distinct event in order', () => {
  it('fails for an event left out, told twice, or out of order', () => {
    expect(broken(withFrame({ events: [told(4)] }))).toEqual(['I4']);
    expect(
      broken(
        withFrame({
          events: [told(2), told(2), told(4)],
        }),
      ),
    ).toEqual(['I4']);
    expect(
      broken(
        withFrame({
          events: [told(4), told(2)],
        }),
      ),
    ).toEqual(['I4']);
  });

  it('fails for a frame that showed a gap, and for a wall that was told nothing', () => {
    expect(broken(evidence(LOG, { walls: [wallOf(LOG, { eventGaps: 1 })] }))).toEqual(['I4']);
    expect(broken(withFrame({ events: [] }))).toEqual(['I4']);
  });

  it('fails for a step that leads back', () => {
    expect(linesOf(withFrame({ from: 9, b: 9 }), 'I4')).toContain('took it back from n 9 to 4');
  });

  it('expects nothing of a snapshot, and no position reports', () => {
    expect(
      broken(
        withFrame({
          events: [told(2), told(4)],
        }),
      ),
    ).toEqual([]);
  });
});

describe('I5, every gap was announced', () => {
  it('fails for a snapshot that nobody announced', () => {
    const wall = wallOf(LOG);
    const run = evidence(LOG, {
      walls: [{ ...wall, steps: wall.steps.filter(({ what }) => what !== 'hello') }],
    });
    expect(broken(run)).toEqual(['I5']);
  });

  it('fails for a snapshot without a reason, and for a frame that was applied elsewhere', () => {
    const wall = wallOf(LOG);
    const steps = wall.steps.map((step) => (step.what === 'hello' ? { ...step, reason: null } : step));
    expect(broken(evidence(LOG, { walls: [{ ...wall, steps }] }))).toEqual(['I5']);
    expect(broken(withFrame({ b: 2 }))).toEqual(['I5']);
  });

  it('fails for a wall that was led on from a place that the log has lost', () => {
    const wall = wallOf(LOG);
    const [hello, swap, frame] = wall.steps as [WallStep, WallStep, Extract<WallStep, { applied: boolean }>];
    const phantom = { ...frame, place: { e: 'E0', n: 3, h: 'lost' }, events: [] };
    const onward = { ...frame, from: 3, b: 3, events: [] };
    const brokenBySteps = (steps: WallStep[]) => broken(evidence(LOG, { walls: [{ ...wall, steps }] }));
    expect(brokenBySteps([hello, swap, phantom, onward])).toContain('I5');
    const reset: WallStep = {
      what: 'reset',
      at: 0,
      projection: 'operator',
      mode: 'snapshot',
      reason: 'epoch',
      snapshotN: 4,
    };
    expect(
      brokenBySteps([hello, swap, phantom, reset, { what: 'swap', at: 0, place: placeAt(LOG, 4) }]),
    ).toEqual([]);
  });
});

describe('I6, memory stayed bounded', () => {
  it('fails for a gateway that grew beyond the limit', () => {
    const [gateway] = evidence(LOG).gateways;
    const gateways = [{ ...gateway, peakResidentBytes: 2 ** 40 } as never];
    expect(broken(evidence(LOG, { gateways }))).toEqual(['I6']);
  });
});

describe('I7, every gateway holds the state of the log', () => {
  const withState = (state: { n: number; stateHash: string } | null, running = true) => {
    const gateways = evidence(LOG).gateways.map((gateway) => ({ ...gateway, state, running }));
    return evidence(LOG, { gateways });
  };

  it('fails for a gateway that runs and tells nothing, not for one that was ended', () => {
    expect(linesOf(withState(null), 'I7')).toContain('gateway 0 runs, and told no state');
    expect(broken(withState(null, false))).toEqual([]);
  });

  it('fails for one that never came up to the last event, whatever its state there', () => {
    const { stateHash } = evidence(LOG).expectedAt(2);
    expect(linesOf(withState({ n: 2, stateHash }), 'I7')).toContain('stands at 2, the last event is n 4');
    const ticked = rawLog([received('A'), { type: 'system.ticked', subject: 'site' }]);
    const gateways = evidence(ticked).gateways.map((gateway) => ({
      ...gateway,
      state: { n: 1, stateHash: evidence(ticked).expectedAt(1).stateHash },
    }));
    expect(linesOf(evidence(ticked, { gateways }), 'I7')).toBe('');
  });

  it('fails for another hash, and for a place behind the end', () => {
    expect(broken(withState({ n: 4, stateHash: 'other' }))).toEqual(['I7']);
    expect(linesOf(withState({ n: 9, stateHash: 'other' }), 'I7')).toContain(
      'stands at 9, the log ends at 4',
    );
  });
});

describe('I8, every call settled and nothing crashed', () => {
  const [call] = evidence(LOG).calls;
  const withCall = (ms: number | null, absences: RunEvidence['absences'] = []) =>
    evidence(LOG, { calls: [{ ...call, ms } as never], absences });

  it('fails for a call that never settled, or too late', () => {
    expect(linesOf(withCall(null), 'I8')).toContain('never settled');
    expect(broken(withCall(20_000))).toEqual(['I8']);
  });

  it('fails for an event that was refused, and for a command that was refused for how it was sent', () => {
    const refusal = { key: 'urn:test event-9', status: 422, detail: 'no such type', askedAt: 0, first: true };
    const run = evidence(LOG, { refusals: [refusal] });
    expect(broken(run)).toEqual(['I8']);
    expect(linesOf(run, 'I8')).toContain('urn:test event-9 was refused (422 no such type)');
    const command = (status: number) => ({ ...refusal, key: 'urn:yitu:console:desk0 c9', status });
    expect(broken(evidence(LOG, { refusals: [command(409), command(404)] }))).toEqual([]);
    expect(broken(evidence(LOG, { refusals: [command(403)] }))).toEqual(['I8']);
  });

  it('does not excuse a call that never settled by an absence that came long afterwards', () => {
    const startedAt = evidence(LOG).calls[0]?.startedAt ?? 0;
    const later = (ms: number) => [{ gateway: 'gateway 0', from: startedAt + ms, to: null }];
    expect(broken(withCall(null, later(60_000)))).toEqual(['I8']);
    expect(broken(withCall(null, later(5_000)))).toEqual([]);
  });

  it('excuses a gateway that the test itself had stopped, and no other', () => {
    const away = (gateway: string) => [{ gateway, from: 0, to: null }];
    expect(broken(withCall(null, away('gateway 0')))).toEqual([]);
    expect(broken(withCall(null, away('gateway 1')))).toEqual(['I8']);
  });

  it('fails for a crash and for an unhandled rejection', () => {
    const [gateway] = evidence(LOG).gateways;
    const withGateway = (changes: object) =>
      broken(evidence(LOG, { gateways: [{ ...gateway, ...changes } as never] }));
    expect(withGateway({ crashes: ['gateway 0 ended by itself'] })).toEqual(['I8']);
    expect(withGateway({ complaints: ['UnhandledPromiseRejection'] })).toEqual(['I8']);
  });
});
