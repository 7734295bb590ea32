import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureDataFolder } from '../../../../gateway/ops/data-folder.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'yitu-folder-'));

describe('the data folder', () => {
  it('is made when it is not there, whatever its name', () => {
    const name = join(folder(), '综治 中心', 'data');
    ensureDataFolder(name);
    expect(() => writeFileSync(join(name, 'a'), '')).not.toThrow();
  });

  it('that is a file is refused by name, with what to do', () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    expect(() => ensureDataFolder(file)).toThrow(/YITU_DATA_DIR=.*file.*choose another/);
  });
});
