import { setTimeout as sleep } from 'node:timers/promises';
import { actOf } from './acts/index.ts';
import { type Board, countWords, mmss, paintFor } from './board.ts';
import { type Counts, countsOf } from './counts.ts';
import { createLedger } from './ledger.ts';
import { readLoggedItems } from './log-reader.ts';
import { startLossyProxy } from './lossy.ts';
import { type Observer, startObserver } from './observer.ts';
import { startProducer } from './producer.ts';
import type { PlayedAct, Recording, Sample } from './record.ts';
import type { Settings } from './settings.ts';
import type { Stack } from './stack.ts';
import { type Act, type Stage, secondsOf, timeUntil } from './stage.ts';
import { type Timetable, timetableOf } from './timetable.ts';
import { judge, type Verdict } from './verdict.ts';

/** Where the show's items lie: inside the demo county. */
const FIELD = [103.66, 25.62, 103.96, 25.9] as const;
const SAMPLE_MS = 500;
const SETTLE_MS = 30_000;

/** What a show came to. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly recording: Recording;
  readonly tookMs: number;
}

export interface ShowOptions {
  readonly stack: Stack;
  readonly settings: Settings;
  readonly board: Board;
}

/** Plays the acts on a running stack and judges. */
export async function playShow({ stack, settings, board }: ShowOptions): Promise<Outcome> {
  const began = performance.now();
  const ledger = createLedger();
  const timetable = timetableOf(settings.seconds, settings.acts.length);
  const walls = stack.gateways.map(({ name, url }) => startObserver(`大屏${name}`, url, Date.now));
  const proxy = settings.lossy ? await startLossyProxy(stack.gateways[0]?.url ?? '') : null;
  const producer = startProducer({
    urls: proxy === null ? stack.gateways.map(({ url }) => url) : [proxy.url],
    ledger,
    rate: settings.rate,
    expected: settings.rate * settings.seconds,
    box: FIELD,
    now: Date.now,
  });
  const stage: Stage = {
    stack,
    ledger,
    producer,
    walls,
    shareMs: timetable.shareMs,
    say: (text) => board.say(`      ${text}`),
    counts: () => countsOf(ledger, viewOf(walls), Date.now()),
  };
  const watch = watchShow(stage, { board, began, ofS: settings.seconds });
  try {
    const acts = await playActs(stage, { settings, timetable, board, began, watch });
    const verdict = await judgeNow(stage, acts, watch);
    return { verdict, recording: { samples: watch.samples, acts }, tookMs: performance.now() - began };
  } finally {
    watch.stop();
    proxy?.stop();
    for (const wall of walls) wall.stop();
  }
}

/** The wall that the counts are taken from: the visitor's. */
function viewOf(walls: readonly Observer[]) {
  const [wall] = walls;
  if (wall === undefined) throw new Error('a show needs a wall');
  return wall.view();
}

/** Counts again and again: on the board, on the wall itself, and for the report. */
interface Watch {
  readonly samples: readonly Sample[];
  /** Words before the counts on the wall. */
  title(text: string): void;
  stop(): void;
}

interface WatchOptions {
  readonly board: Board;
  readonly began: number;
  readonly ofS: number;
}

function watchShow(stage: Stage, { board, began, ofS }: WatchOptions): Watch {
  const samples: Sample[] = [];
  const plain = paintFor(false);
  let title = '故障演示';
  let telling = false;
  let turn = 0;
  const tell = async (counts: Counts) => {
    if (telling) return;
    telling = true;
    await stage.producer.tell(`${title}｜${countWords(counts, plain)}`);
    telling = false;
  };
  const timer = setInterval(() => {
    const counts = stage.counts();
    const atMs = performance.now() - began;
    const live = stage.walls[0]?.live() ?? false;
    samples.push({ ...counts, atMs, live });
    board.show({ ...counts, atS: atMs / 1_000, ofS, live });
    turn += 1;
    if (turn % 2 === 0) void tell(counts);
  }, SAMPLE_MS);
  return {
    samples,
    title: (text) => {
      title = text;
    },
    stop: () => clearInterval(timer),
  };
}

interface ActsOptions {
  readonly settings: Settings;
  readonly timetable: Timetable;
  readonly board: Board;
  readonly began: number;
  readonly watch: Watch;
}

/** The acts one after the other, each in a share of the time; one that takes longer moves the others back. */
async function playActs(stage: Stage, options: ActsOptions): Promise<PlayedAct[]> {
  const { settings, timetable, board, began, watch } = options;
  const elapsed = () => performance.now() - began;
  const played: PlayedAct[] = [];
  await timeUntil(() => stage.walls.every((wall) => wall.live()) && stage.counts().onWall > 0);
  await sleep(Math.max(0, timetable.beginsAt - elapsed()));
  for (const [i, name] of settings.acts.entries()) {
    const act = actOf(name, stage.stack.engine);
    announce(act, i, { board, atMs: elapsed() });
    watch.title(`第 ${i + 1} 幕 ${act.title}`);
    const fromMs = elapsed();
    const result = await act.play(stage);
    const { title, deed, why } = act;
    played.push({ ...result, title, deed, why, fromMs, toMs: elapsed() });
    board.say(
      `    ${result.recoveredMs === null ? '✘ 未恢复' : `✔ 恢复用时 ${secondsOf(result.recoveredMs)}`}`,
    );
    await sleep(Math.max(0, timetable.actEndsAt(i) - elapsed()));
  }
  watch.title('收尾');
  await sleep(Math.max(0, timetable.closesAt - elapsed()));
  return played;
}

function announce(
  act: Act,
  i: number,
  { board, atMs }: { readonly board: Board; readonly atMs: number },
): void {
  board.say(`\n  ${mmss(atMs / 1_000)}  第 ${i + 1} 幕 · ${act.title}`);
  board.say(`    在做 ${act.deed}`);
  board.say(`    为何 ${act.why}`);
  board.say(`    请看 ${act.look}`);
}

/** Lets everything on its way arrive, then looks at the ledger, the log and the walls. */
async function judgeNow(stage: Stage, acts: readonly PlayedAct[], watch: Watch): Promise<Verdict> {
  const { stack, ledger, producer, walls } = stage;
  await producer.finish(SETTLE_MS);
  const latest = [...ledger.acknowledged.keys()];
  await timeUntil(() => walls.every((wall) => latest.every((id) => wall.view().ids.has(id))), SETTLE_MS / 3);
  const failures = acts
    .filter(({ recoveredMs }) => recoveredMs === null)
    .map(({ title }) => `“${title}”之后没有恢复`);
  const verdict = judge({
    posted: ledger.posted,
    acknowledged: ledger.acknowledged.keys(),
    ...(await readLoggedItems(stack)),
    walls: walls.map((wall) => ({ name: wall.name, ids: new Set(wall.view().ids) })),
    failures,
  });
  watch.title(`结论 ${verdict.pass ? '通过' : '未通过'}`);
  await producer.tell(
    `结论 ${verdict.pass ? '通过' : '未通过'}｜${countWords(stage.counts(), paintFor(false))}`,
  );
  return verdict;
}
