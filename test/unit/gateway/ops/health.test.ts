import { describe, expect, it } from 'vitest';
import { type HealthParts, readinessOf } from '../../../../gateway/ops/health.ts';

const parts = (differs: number, unseen = 0): HealthParts => ({
  log: {
    engine: 'redis',
    durability: () => 'fsync',
    healthy: () => true,
    unguarded: () => false,
    care: () => ({ heals: 0, healed: 0, lost: 0, full: false }),
  },
  site: {
    view: {
      position: { e: 'E', n: 9, h: 'h' },
      get: (_kind, id) => (id === 'case.unseen' ? { value: unseen } : undefined),
    },
    configHash: 'a',
    health: () => ({ logOk: true, rebuilding: false }),
  },
  agreement: { differs: () => differs },
});

describe('readiness', () => {
  it('notes that another gateway holds another state, and stays', () => {
    expect(readinessOf(parts(0))).toEqual({ ready: true, reasons: [], notes: [] });
    const { ready, notes } = readinessOf(parts(42));
    expect(ready).toBe(true);
    expect(notes).toEqual([expect.stringContaining('another state of the same log at n 42')]);
  });

  it('notes items that are on no wall, where they are named and what mends it', () => {
    const { ready, notes } = readinessOf(parts(0, 2));
    expect(ready).toBe(true);
    expect(notes).toEqual([expect.stringMatching(/^steps of 2 items .*\/v1\/kpis\/case\.unseen\/explain/)]);
  });
});
