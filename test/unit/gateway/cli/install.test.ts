import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isInstalled, isLinked } from '../../../../gateway/cli/install.js';

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

describe('the folder of the dependencies', () => {
  it('is known for a link, which is never installed through, whether or not it leads anywhere', () => {
    const folder = mkdtempSync(join(tmpdir(), 'yitu-install-'));
    try {
      symlinkSync(tmpdir(), join(folder, 'linked'));
      symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
      expect(['linked', 'dangling', 'missing', '.'].map((name) => isLinked(join(folder, name)))).toEqual([
        true,
        true,
        false,
        false,
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
