import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensurePage } from '../../../gateway/cli/page-build.ts';
import { findRedisServer } from '../../../gateway/log/redis/server-process.ts';
import { ROOT } from '../../support/budgets/tree.ts';
import { createBoard, paintFor } from './board.ts';
import { environmentOf } from './environment.ts';
import { writeReport } from './page/index.ts';
import { type Engine, readSettings, type Settings, UsageError } from './settings.ts';
import { playShow } from './show.ts';
import { type Stack, startStack } from './stack.ts';
import { verdictLine } from './verdict.ts';

const TTY = process.stdout.isTTY === true;
const VISITOR_MS = 8_000;
const paint = paintFor(TTY);
const say = (text: string) => void process.stdout.write(`${text}\n`);

async function engineOf(asked: Engine | null): Promise<Engine> {
  const server = await findRedisServer();
  if (asked === 'redis' && server === null)
    throw new UsageError('--engine redis：PATH 上没有 redis-server；先安装，或用 --engine sqlite');
  return asked ?? (server === null ? 'sqlite' : 'redis');
}

/** Enter, or a while when nobody can press it. */
async function visitor(prompt: string): Promise<void> {
  if (!process.stdin.isTTY) return sleep(VISITOR_MS);
  const input = createInterface({ input: process.stdin, output: process.stdout });
  await input.question(prompt);
  input.close();
}

function introduce({ engine, gateways }: Stack, { seconds, acts, lossy }: Settings): void {
  const how = engine === 'redis' ? 'Redis 日志 · 两台网关' : '内置 SQLite 日志 · 一台网关';
  say(`\n  ${paint.bold('一图统览 · 故障演示')}  ${how} · ${acts.length} 幕 · 约 ${seconds} 秒`);
  if (lossy) say(`  ${paint.bad('假网关在场：它会确认却不入库，结论应当是未通过')}`);
  say('\n  请在浏览器里打开大屏，全程不要刷新：');
  for (const { name, url } of gateways.slice(0, 1)) say(`    ${paint.bold(`${url}/`)}   （网关${name}）`);
  say('  每条上报是地图上的一个点，按向日葵花盘排开：少一条，花盘就缺一格。');
  say('  大屏顶端写着来源的计数，旁边是大屏自己数出来的条数；演练数据不计入业务数字。\n');
}

function openBrowser(url: string): void {
  const opener = spawn('xdg-open', [url], { stdio: 'ignore', detached: true });
  opener.once('error', () => say(`  打不开浏览器，请自行打开 ${url}`));
  opener.unref();
}

async function run(settings: Settings): Promise<boolean> {
  const engine = await engineOf(settings.engine);
  if (settings.page) await ensurePage(ROOT, say);
  say('  正在搭台：日志、网关、模拟来源 …');
  const stack = await startStack(engine);
  const board = createBoard({ tty: TTY, write: (text) => void process.stdout.write(text) });
  try {
    introduce(stack, settings);
    if (settings.open) openBrowser(`${stack.gateways[0]?.url}/`);
    if (settings.wait) await visitor('  大屏打开后按回车开演 … ');
    const when = new Date().toLocaleString('zh-CN', { dateStyle: 'long', timeStyle: 'short' });
    const outcome = await playShow({ stack, settings, board });
    board.close();
    const { verdict, tookMs } = outcome;
    const file = writeReport(
      { ...outcome, when, environment: await environmentOf(stack, settings) },
      settings.report,
    );
    const line = verdictLine(verdict, tookMs / 1_000);
    for (const reason of verdict.reasons) say(`  ${paint.bad(`✘ ${reason}`)}`);
    say(`\n${verdict.pass ? paint.good(line) : paint.bad(line)}`);
    say(`报告 ${file}`);
    if (settings.wait && process.stdin.isTTY) await visitor('  大屏还开着；按回车散场 … ');
    return verdict.pass;
  } finally {
    board.close();
    await stack.stop(resolve(ROOT, settings.report, 'logs'));
  }
}

// Ctrl-C: what was started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
try {
  const passed = await run(readSettings(process.argv.slice(2)));
  process.exit(passed ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof UsageError ? error.message : String(error)}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
}
