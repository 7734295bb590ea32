import { describe, expect, it } from 'vitest';
import { at } from '../log.ts';
import { fold, opened, walk } from '../walks.ts';

describe('the clocks of a supporting unit', () => {
  it('are in the forward view until it has signed, and fed back', () => {
    const falling = (...steps: string[]) => {
      const told = steps.map((step): [string, Record<string, unknown>] => [
        'progressed',
        { support: { unit: '供水公司', step } },
      ]);
      return fold(opened(), ...walk(...told))
        .fallingDue(at('2026-12-31 18:00'))
        .flatMap(({ clock, unit }) => (unit === undefined ? [] : [clock, unit]));
    };
    expect(falling('CALLED')).toEqual(['SIGN', '供水公司', 'SUPPORT', '供水公司']);
    expect(falling('CALLED', 'SIGNED')).toEqual(['SUPPORT', '供水公司']);
    expect(falling('CALLED', 'SIGNED', 'FEDBACK')).toEqual([]);
  });
});
