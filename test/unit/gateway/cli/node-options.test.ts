import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GATEWAY_NODE_OPTIONS } from '../../../../gateway/cli/node-options.ts';
import { ROOT } from '../../../support/budgets/tree.ts';

test('a gateway alone is started with the options that the launcher gives it', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly gateway: string };
  };
  expect(scripts.gateway).toBe(['node', ...GATEWAY_NODE_OPTIONS, 'gateway/main.ts'].join(' '));
});

test('this Node knows the options', () => {
  const { status, stderr } = spawnSync(process.execPath, [...GATEWAY_NODE_OPTIONS, '-e', '0'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
