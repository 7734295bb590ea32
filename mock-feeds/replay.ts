import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { asOfMs, readReplayArguments } from './replay/arguments.ts';
import { readMapping } from './replay/mapping.ts';
import { missingColumns, type ReplaySummary, replay } from './replay/run.ts';
import { readTable } from './replay/table.ts';
import { UsageError } from './settings.ts';
import { connect } from './ways/gateway.ts';
import { Refused, Stopped } from './ways/outcome.ts';

const TOLD_MS = 1_000;

const say = (line: string) => void process.stdout.write(`${line}\n`);

function fileText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`${what} ${path} 无法读取：${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

function progress(): (sent: number, total: number) => void {
  let last = performance.now();
  return (sent, total) => {
    if (performance.now() - last < TOLD_MS && sent < total) return;
    last = performance.now();
    say(`回放 ${sent} / ${total}`);
  };
}

function summary({ rows, badRows, events, accepted, duplicates, rejected }: ReplaySummary): string {
  return `完成 · 记录 ${rows}（有误 ${badRows}） · 事件 ${events}：新 ${accepted} 重复 ${duplicates} 拒绝 ${rejected}`;
}

/** Exit code: 0 all taken, 1 something was not. */
async function main(): Promise<number> {
  const given = readReplayArguments(process.argv.slice(2), process.env);
  const mapping = readMapping(fileText(given.mapping, '映射'), basename(given.mapping));
  const table = readTable(fileText(given.file, '文件'), given.file);
  const missing = missingColumns(table, mapping);
  if (missing.length > 0) {
    throw new UsageError(
      `文件缺少映射所用的列：${missing.join('、')}\n文件的列：${(table.columns ?? []).join('、')}`,
    );
  }
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  const gateway = connect({
    url: given.gateway,
    producerKey: process.env.YITU_PRODUCER_KEY ?? null,
    readKey: process.env.YITU_READ_KEY ?? null,
    signal: stop.signal,
    onLink: (up, reason) => say(up ? '网关 已恢复' : `网关 ${given.gateway} 暂不可达（${reason}），稍后重试`),
  });
  const { speed, shift } = given;
  const asOf = asOfMs(given.asOf, mapping);
  const options = { mapping, speed, shift, asOf, signal: stop.signal, onBad: say, onProgress: progress() };
  const done = await replay(table, options, gateway);
  say(summary(done));
  return done.badRows + done.rejected > 0 ? 1 : 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof Stopped) return say('回放 已中止；再次运行会跳过已送达的部分');
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = error instanceof UsageError ? 2 : 1;
    if (error instanceof Refused) say('请检查 --gateway 与 YITU_PRODUCER_KEY');
  },
);
