import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linksOf } from '../../../../gateway/cli/links.ts';
import { openOwnKeys } from '../../../../gateway/cli/own-keys.ts';

const facts = {
  url: 'http://127.0.0.1:8080',
  dataDir: '/nowhere',
  health: { engine: 'sqlite', site: 'demo' },
} as const;

describe('the links of a start', () => {
  it('need no key in demo access', () => {
    const text = linksOf({ ...facts, keys: null });
    expect(text).toMatch(/http:\/\/127\.0\.0\.1:8080\/\n/);
    expect(text).not.toMatch(/key=|Bearer/);
    expect(text).toContain('npm run demo:faults');
  });

  it('open the pages with the read key and post with the producer key otherwise', () => {
    const text = linksOf({ ...facts, keys: { producer: 'sim-1', read: 'read-1' } });
    expect(text).toContain('http://127.0.0.1:8080/#key=read-1\n');
    expect(text).toContain('http://127.0.0.1:8080/?as=visitor#key=read-1\n');
    expect(text).toContain("-H 'Authorization: Bearer sim-1'");
  });
});

describe('the keys that a start makes for itself', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'yitu-keys-'));

  it('are the same at the next start', () => {
    const dataDir = folder();
    expect(openOwnKeys(dataDir)).toEqual(openOwnKeys(dataDir));
  });

  it('are made anew when their file was cut short', () => {
    const dataDir = folder();
    writeFileSync(join(dataDir, 'start-keys.json'), '{"prod');
    expect(openOwnKeys(dataDir).read).toMatch(/^read-/);
  });
});
