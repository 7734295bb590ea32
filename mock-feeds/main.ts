import { alarmFeed } from './feeds/alarm.ts';
import { caseFeed } from './feeds/case.ts';
import type { Feed } from './feeds/feed.ts';
import { indicatorFeed } from './feeds/indicator.ts';
import { operatorFeeds } from './feeds/operator.ts';
import { terminalFeed } from './feeds/terminal.ts';
import { videoFeed } from './feeds/video.ts';
import { followClock, type GatewayClock } from './runner/clock.ts';
import { openLedger, type SavedLedger } from './runner/ledger.ts';
import { openWorld } from './runner/open-world.ts';
import { playHistory, runFeed } from './runner/run.ts';
import { runSlipDesk } from './runner/slip-desk.ts';
import { readSettings, type Settings, UsageError } from './settings.ts';
import { pause } from './ways/backoff.ts';
import { connect, type Gateway } from './ways/gateway.ts';
import { sharedLink } from './ways/link.ts';
import { type EventWay, Refused, Stopped } from './ways/outcome.ts';
import { connectSocket } from './ways/socket.ts';
import type { World } from './world/world.ts';

const SAVE_MS = 2_000;
const SYNC_EVERY = 10;
const PROGRESS_MS = 1_000;
const WAITING_MS = 4_000;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

function progress(): (sent: number, total: number) => void {
  let last = 0;
  return (sent, total) => {
    const now = performance.now();
    if (now - last < PROGRESS_MS && sent < total) return;
    last = now;
    say(`历史 回放 ${grouped(sent)} / ${grouped(total)}`);
  };
}

/** Saves the checkpoint and looks at the gateway's time now and then, until the signal. */
async function keep(ledger: SavedLedger, clock: GatewayClock, signal: AbortSignal): Promise<void> {
  for (let turn = 1; !signal.aborted; turn += 1) {
    await pause(SAVE_MS, signal);
    ledger.save();
    if (turn % SYNC_EVERY === 0 && !signal.aborted) await clock.sync();
  }
}

/** The ways to the gateway: one for requests, and a connection of its own for each producer that keeps one open. */
interface Ways {
  readonly gateway: Gateway;
  readonly openSocket: () => EventWay;
}

function waysTo(settings: Settings, { signal }: AbortController): Ways {
  const { gateway: url, producerKey, readKey } = settings;
  const link = sharedLink((up, reason) =>
    say(up ? '网关 已恢复，补发中' : `网关 ${url} 暂不可达（${reason}），稍后重试，数据不丢`),
  );
  return {
    gateway: connect({ url, producerKey, readKey, signal, onLink: link() }),
    openSocket: () => connectSocket({ url, producerKey, signal, onLink: link() }),
  };
}

function producersOf(world: World, { gateway, openSocket }: Ways) {
  return {
    cases: caseFeed(world, gateway),
    terminals: terminalFeed(world, openSocket()),
    alarms: alarmFeed(world, openSocket()),
    video: videoFeed(world, gateway),
    indicators: indicatorFeed(world, gateway),
  };
}

/** Says every few seconds that the gateway has not answered yet. */
async function waiting<T>(first: Promise<T>, url: string): Promise<T> {
  const began = performance.now();
  const tell = () => say(`等待 网关 ${url} · 已 ${Math.round((performance.now() - began) / 1_000)} 秒`);
  const timer = setInterval(tell, WAITING_MS);
  return first.finally(() => clearInterval(timer));
}

async function live(settings: Settings, ways: Ways, stop: AbortController): Promise<SavedLedger> {
  const { gateway } = ways;
  const clock = await waiting(followClock(gateway), settings.gateway);
  const { world, state, how, note } = await openWorld(settings, gateway, clock.now());
  const ledger = openLedger(settings.stateDir, state, say);
  const producers = producersOf(world, ways);
  const feeds: Feed[] = Object.values(producers);
  say(
    `世界 ${state.scenario} · 种子 ${state.seed} · ${{ new: '新建', resumed: '接续', restarted: '日志已更换，重新开始' }[how]}`,
  );
  if (note !== undefined) say(note);
  try {
    const began = performance.now();
    const officers = settings.operators ? operatorFeeds(world, gateway) : [];
    const played = await playHistory([...feeds, ...officers], state.startMs, ledger, progress());
    ledger.save();
    if (played > 0)
      say(`历史 完成 ${grouped(played)} 条 · ${((performance.now() - began) / 1_000).toFixed(1)} 秒`);
    say(`模拟 运行中 · 终端 ${grouped(state.terminals)} · ${settings.operators ? '值班席在岗' : '无值班席'}`);
    const tasks = feeds.map((feed) => runFeed(feed, ledger, clock.now, stop.signal));
    /** An officer can only answer what the gateway already has. */
    const answered = [producers.alarms, producers.video, producers.cases];
    const seen = () => Math.min(...answered.map((feed) => ledger.cursor(feed)));
    tasks.push(...officers.map((officer) => runFeed(officer, ledger, seen, stop.signal)));
    if (settings.operators) tasks.push(runSlipDesk(world.slips, gateway, clock.now, stop.signal));
    await Promise.all([...tasks, keep(ledger, clock, stop.signal)]);
  } finally {
    stop.abort();
    ledger.save();
  }
  return ledger;
}

function explain(error: unknown): string {
  if (error instanceof Refused && (error.status === 401 || error.status === 403)) {
    return `网关拒绝了密钥：${error.message}。请检查 YITU_PRODUCER_KEY（上报）与 YITU_READ_KEY（值班席）`;
  }
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env);
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  // Started by a launcher that was killed: nobody reads what is said, nobody would stop this.
  process.once('disconnect', () => {
    process.stdout.on('error', () => undefined);
    stop.abort();
  });
  // Listening for its end would keep this process alive when everything else has ended.
  process.channel?.unref();
  say(`连接 网关 ${settings.gateway}`);
  try {
    await live(settings, waysTo(settings, stop), stop);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  say('模拟 已停止');
}

main().catch((error: unknown) => {
  say(explain(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
