import { execFileSync } from 'node:child_process';
import { cpus, release, type as systemType, totalmem } from 'node:os';
import type { HealthReply } from '../../../gateway/contract/http.ts';
import type { Settings } from './settings.ts';
import { SILENT_AFTER_S, type Stack } from './stack.ts';

/** What the figures of a show belong to: name and value, for the report. */
export async function environmentOf(
  { engine, gateways }: Stack,
  settings: Settings,
): Promise<readonly (readonly [string, string])[]> {
  const health = await healthOf(gateways.map(({ url }) => url));
  const [cpu] = cpus();
  return [
    ['产品', `一图统览 ${health?.version ?? '—'}`],
    [
      '日志引擎',
      engine === 'redis' ? redisVersion() : `SQLite ${process.versions.sqlite}（内置，单机评估模式）`,
    ],
    ['确认时的落盘级别', health?.durability ?? '—'],
    ['网关', `${gateways.length} 台`],
    ['上报速率', `每秒 ${settings.rate} 条，另有模拟的平日业务`],
    ['断流限值', `巡护终端 ${SILENT_AFTER_S} 秒（演示用；出厂 180 秒）`],
    ['假网关', settings.lossy ? '在场：只确认、不入库' : '无'],
    ['处理器', `${cpu?.model.trim() || '未知'} × ${cpus().length}`],
    ['内存', `${(totalmem() / 2 ** 30).toFixed(1)} GiB`],
    ['系统', `${systemType()} ${release()} · Node ${process.versions.node}`],
  ];
}

/** Of the first gateway that answers. */
async function healthOf(urls: readonly string[]): Promise<HealthReply | null> {
  for (const url of urls) {
    const health = await fetch(`${url}/healthz`).then(
      (answer) => answer.json() as Promise<HealthReply>,
      () => null,
    );
    if (health !== null) return health;
  }
  return null;
}

function redisVersion(): string {
  const words = execFileSync('redis-server', ['--version'], { encoding: 'utf8' });
  return `Redis ${/v=(\S+)/.exec(words)?.[1] ?? ''}（每次写入都落盘）`;
}
