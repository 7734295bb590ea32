import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inlineScriptHashes } from '../../../../gateway/http/inline-scripts.ts';
import { ROOT } from '../../../support/budgets/tree.ts';

const sha = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

describe('scripts that stand in a document', () => {
  it('are named by the hash of their text as it stands, line ends and blanks included', () => {
    expect(inlineScriptHashes('<script>\n  a();\n</script><script type="module">b()</script>')).toEqual([
      sha('\n  a();\n'),
      sha('b()'),
    ]);
  });

  it('are not those that come from elsewhere', () => {
    expect(inlineScriptHashes('<script type="module" src="/main.js"></script>')).toEqual([]);
  });

  it('are one in the page: what tries again when the rest did not come', () => {
    expect(inlineScriptHashes(readFileSync(join(ROOT, 'screen/index.html'), 'utf8'))).toHaveLength(1);
  });
});
