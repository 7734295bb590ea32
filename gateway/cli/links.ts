import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../access/key-file.ts';
import type { HealthReply } from '../contract/http.ts';

export interface LinkFacts {
  readonly url: string;
  readonly dataDir: string;
  readonly health: Pick<HealthReply, 'engine' | 'site'>;
  /** Null in demo access, which needs none. */
  readonly keys: { readonly producer: string; readonly read: string } | null;
}

const EVENT =
  '{"specversion":"1.0","id":"try-1","source":"urn:yitu:example","type":"case.received","subject":"try-1",' +
  '"time":"2026-11-20T15:19:00+08:00","sequence":1,"data":{"title":"井盖破损","kind":"FACILITY","location":{"lng":103.82,"lat":25.6}}}';

/** What a started stack tells its person: the pages, ready to open, and what to try. */
export function linksOf({ url, dataDir, health, keys }: LinkFacts): string {
  const fragment = keys === null ? '' : `#key=${encodeURIComponent(keys.read)}`;
  const secret = keys === null ? '' : ` -H 'Authorization: Bearer ${keys.producer}'`;
  const redis = health.engine === 'redis' ? `\n\n  ${redisLine(dataDir, health.site)}` : '';
  return `
  大屏  Wall     ${url}/${fragment}
  参观  Visitors ${url}/?as=visitor${fragment}

  试一试 · try it: 一秒内上墙 · on the wall within a second
  curl -s ${url}/v1/events -H 'Content-Type: application/cloudevents+json'${secret} -d '${EVENT}'${redis}

  故障演示 · the fault show: 另开一个终端 · in another terminal
  npm run demo:faults

  Ctrl-C 停止 · stop；再次启动接着运行 · a later start goes on where it was
`;
}

/** The private server's port stands in the data folder; with `REDIS_URL` the person knows the server. */
function redisLine(dataDir: string, site: string): string {
  const file = join(dataDir, 'redis', 'child.json');
  const record = existsSync(file)
    ? (parseJson(readFileSync(file, 'utf8')) as { port?: number } | null)
    : null;
  const server = record?.port === undefined ? '-u "$REDIS_URL"' : `-p ${record.port}`;
  return `redis-cli ${server} XLEN '{${site}}:case'`;
}
