import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFiles, ROOT } from '../support/budgets/tree.ts';
import { DEPENDENCIES } from '../support/dependencies.ts';

const TOP_LEVEL = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'README.zh-CN.md',
  'biome.json',
  'config',
  'gateway',
  'mock-feeds',
  'package-lock.json',
  'package.json',
  'screen',
  'test',
  'tsconfig.json',
  'vite.config.ts',
];

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly license?: string; readonly resolved?: string }>
  >;
}

const json = (name: string) => JSON.parse(readFileSync(join(ROOT, name), 'utf8')) as unknown;

describe('the repository', () => {
  it('has exactly the agreed top level', () => {
    const names = new Set(projectFiles().map((name) => name.split('/')[0] ?? ''));
    expect([...names].filter((name) => !name.startsWith('.')).sort()).toEqual(TOP_LEVEL);
  });

  it('locks every direct dependency exactly, on the allow-list with a reason', () => {
    const manifest = json('package.json') as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const direct = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(Object.keys(direct).sort()).toEqual(Object.keys(DEPENDENCIES).sort());
    expect(Object.values(direct).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('knows the licence of each direct dependency', () => {
    const lock = json('package-lock.json') as Lock;
    const licences = Object.keys(DEPENDENCIES).map((name) => [
      name,
      lock.packages[`node_modules/${name}`]?.license,
    ]);
    expect(Object.fromEntries(licences)).toEqual(
      Object.fromEntries(Object.entries(DEPENDENCIES).map(([name, entry]) => [name, entry.licence])),
    );
  });

  it('carries one copy of each map library and no download addresses', () => {
    const lock = json('package-lock.json') as Lock;
    const copies = (name: string) =>
      Object.keys(lock.packages).filter((path) => path.endsWith(`node_modules/${name}`));
    expect(['maplibre-gl', 'mapbox-gl', 'pmtiles'].map((name) => copies(name).length)).toEqual([1, 1, 1]);
    expect(Object.values(lock.packages).filter((entry) => entry.resolved !== undefined)).toEqual([]);
  });
});
