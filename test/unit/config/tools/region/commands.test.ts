import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runCommand, UsageError } from '../../../../../config/tools/region/usage.ts';
import { packFolder, REGION_ROOT, summary, writeFiles } from '../../../../../config/tools/region/write.ts';

const before = process.exitCode;

afterEach(() => {
  process.exitCode = before;
  vi.restoreAllMocks();
});

/** Runs a command body and answers what it wrote. */
function output(body: () => string): { out: string; err: string } {
  const written = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.err += String(text);
    return true;
  });
  runCommand('region:test', body);
  return written;
}

describe('running a command', () => {
  it('writes the text of the body', () => {
    expect(output(() => 'done\n')).toEqual({ out: 'done\n', err: '' });
  });

  it('lists every problem and ends with status 2 when called wrongly', () => {
    const { out, err } = output(() => {
      throw new UsageError(['first', 'second']);
    });
    expect(out).toBe('');
    expect(err).toBe('region:test:\n  - first\n  - second\n');
    expect(process.exitCode).toBe(2);
  });

  it('lets a fault of its own through', () => {
    const fault = (): string => {
      throw new Error('broken');
    };
    expect(() => output(fault)).toThrow('broken');
  });
});

describe('writing a pack', () => {
  const pack = {
    files: new Map([
      ['region.json', '{}\n'],
      ['a.geojson', '县'],
    ]),
    counts: new Map([['towns', 11]]),
    bbox: [1, 2, 3, 4],
  };

  it('goes to the region folder unless told otherwise', () => {
    expect(packFolder('x', undefined)).toBe(join(REGION_ROOT, 'x'));
    expect(packFolder('x', '/some/where')).toBe('/some/where');
  });

  it('writes every file, making the folder', () => {
    const parent = mkdtempSync(join(tmpdir(), 'region-'));
    const folder = join(parent, 'new');
    writeFiles(folder, pack.files);
    expect(readFileSync(join(folder, 'a.geojson'), 'utf8')).toBe('县');
    rmSync(parent, { recursive: true });
  });

  it('takes away layers of an earlier pack, and nothing that is not a pack’s', () => {
    const folder = mkdtempSync(join(tmpdir(), 'region-'));
    for (const name of ['region.json', 'grids.geojson', 'notes.txt']) writeFileSync(join(folder, name), '{}');
    writeFiles(folder, pack.files);
    expect(readdirSync(folder).sort()).toEqual(['a.geojson', 'notes.txt', 'region.json']);
    rmSync(folder, { recursive: true });
  });

  it('leaves a folder alone that holds the user’s own layers', () => {
    const folder = mkdtempSync(join(tmpdir(), 'region-'));
    writeFileSync(join(folder, 'grids.geojson'), '{}');
    writeFiles(folder, pack.files);
    expect(readdirSync(folder)).toContain('grids.geojson');
    rmSync(folder, { recursive: true });
  });

  it('sums up files, bytes, rectangle and counts', () => {
    const text = summary(join(process.cwd(), 'somewhere'), pack);
    expect(text).toBe('somewhere: 2 files, 1 KiB\nbbox 1,2,3,4 (WGS-84)\ntowns 11\n');
  });
});
