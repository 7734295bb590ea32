import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../../../gateway/cli/install.js';

const lock = (packages: Record<string, { version: string; optional?: boolean }>) => ({
  packages: { '': { version: '1' }, ...packages },
});

describe('the dependencies', () => {
  it.each([
    ['are there', lock({ a: { version: '1.0.0' } }), lock({ a: { version: '1.0.0' } }), true],
    [
      'are there without those of other platforms',
      lock({ a: { version: '1.0.0' }, w: { version: '2.0.0', optional: true } }),
      lock({ a: { version: '1.0.0' } }),
      true,
    ],
    ['are of another version', lock({ a: { version: '1.0.0' } }), lock({ a: { version: '1.0.1' } }), false],
    [
      'are missing one',
      lock({ a: { version: '1.0.0' }, b: { version: '1.0.0' } }),
      lock({ a: { version: '1.0.0' } }),
      false,
    ],
    ['were never installed', lock({ a: { version: '1.0.0' } }), null, false],
  ])('%s', (_what, wanted, present, installed) => {
    expect(isInstalled(wanted, present)).toBe(installed);
  });
});
