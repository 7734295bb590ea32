import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler } from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../../config/runtime/environment.ts';
import { type Installation, loadInstallation } from '../../../../config/runtime/installation.ts';
import type { Access } from '../../../../gateway/access/port.ts';
import type { KpisReply } from '../../../../gateway/contract/kpi-replies.ts';
import type { PageConfig } from '../../../../gateway/contract/page-config.ts';
import { kpisRouter } from '../../../../gateway/http/kpis.ts';
import { pageRouter } from '../../../../gateway/http/page.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const access = { mode: 'demo', identify: () => ({ projection: 'operator' }) } as unknown as Access;
const shipped = (name: string) => JSON.parse(readFileSync(join(ROOT, 'config', 'rules', name), 'utf8'));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yitu-page-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The gateway's installation with changed rules of its own. */
function installed(change: Readonly<Record<string, object>>): Installation {
  for (const [name, part] of Object.entries(change))
    writeFileSync(join(folder, name), JSON.stringify({ ...shipped(name), ...part }));
  return loadInstallation(readEnvironment({ YITU_RULES: folder }), ROOT);
}

/** What a router of the gateway answers to one question. */
async function answerOf<Body>(router: RequestHandler, path: string): Promise<Body> {
  const server = createServer(express().use(router));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    return (await (await fetch(`http://127.0.0.1:${port}${path}`)).json()) as Body;
  } finally {
    server.close();
  }
}

const pageOf = (installation: Installation) =>
  answerOf<PageConfig>(pageRouter({ access, installation, basemap: 'auto' }), '/v1/wall');

describe('the page’s configuration', () => {
  it('has the rungs of supervision and who answers for a level, as the rules that are shipped tell', async () => {
    const { ladder, guarantees } = await pageOf(installed({}));
    expect(ladder.map(({ label }) => label)).toEqual(['催办', '提示函', '督办函', '交办单', '倒查']);
    expect(Object.keys(ladder[0] ?? {})).toEqual(['step', 'label']);
    expect(guarantees).toEqual({
      HIGH: { level: 'COUNTY', post: '县(市、区)领导包保' },
      MEDIUM: { level: 'TOWNSHIP', post: '镇(街道)领导包保' },
      LOW: { level: 'VILLAGE', post: '村(社区)包保' },
    });
  });
  it('follows the rules of the site: a word that was changed, a rung that was taken out, another post', async () => {
    const [remind] = shipped('life.json').ladder;
    const { guarantees } = shipped('risk.json');
    const high = { level: 'TOWNSHIP', post: '分管领导', reviewHours: 12 };
    const installation = installed({
      'life.json': { ladder: [{ ...remind, label: '黄灯提醒' }] },
      'risk.json': { guarantees: { ...guarantees, HIGH: high } },
    });
    const page = await pageOf(installation);
    expect(page.ladder).toEqual([{ step: 'REMIND', label: '黄灯提醒' }]);
    expect(page.guarantees?.HIGH).toEqual({ level: 'TOWNSHIP', post: '分管领导' });
    const never = () => expect.unreachable();
    const numbers = kpisRouter({
      access,
      installation,
      log: {} as never,
      view: never,
      utcOffsetMinutes: 480,
    });
    const { kpis } = await answerOf<KpisReply>(numbers, '/v1/kpis');
    expect(kpis.find(({ id }) => id === 'case.letter.REMIND')?.name.zh).toContain('黄灯提醒');
  });
  it('names nobody where the rules do not', async () => {
    expect((await pageOf(installed({ 'risk.json': { guarantees: null } }))).guarantees).toBeNull();
  });
});
