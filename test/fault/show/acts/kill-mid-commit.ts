import { statSync } from 'node:fs';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { writeAheadFile } from '../../core/harm.ts';
import { type Act, recovery, secondsOf } from '../stage.ts';

const BURST = 64;
const WATCH_MS = 1_000;
const DEAD_MS = 1_500;

/** With the embedded log: the gateway is killed between the first byte of a commit and its acknowledgement. */
export const killMidCommit: Act = {
  title: '提交到一半时杀死网关',
  deed: `一口气上报 ${BURST} 条，盯着日志文件，刚一开始写就 kill -9`,
  why: '写了一半的提交，要么整个在，要么整个不在；没确认的由来源重发，编号相同只算一次',
  look: '“已发”先跳 64 条，“已确认”停住；网关回来后追平，重复仍是 0',
  async play(stage) {
    const { stack, producer } = stage;
    const [gateway] = stack.gateways;
    if (gateway === undefined) throw new Error('a show needs a gateway');
    const before = stage.counts();
    producer.burst(BURST);
    const caught = await writing(writeAheadFile(stack.dataDir));
    await gateway.program.kill();
    const during = stage.counts();
    stage.say(caught ? '日志刚写下几个字节，网关已被杀死' : '网关已被杀死');
    await sleep(DEAD_MS);
    gateway.program.start();
    stage.say('网关重新启动，SQLite 丢弃没写完的提交');
    const recoveredMs = await recovery(stage);
    return {
      recoveredMs,
      findings: [
        `被杀时在途 ${during.posted - before.acknowledged} 条，全部由来源按原编号重发`,
        `有意停机 ${secondsOf(DEAD_MS)}；重新启动后 ${secondsOf(recoveredMs)}，大屏追平`,
      ],
    };
  },
};

/** True as soon as the file is written to; false when that does not happen for a while. */
async function writing(file: string): Promise<boolean> {
  const mark = () => statSync(file, { bigint: true }).mtimeNs;
  const before = mark();
  const until = performance.now() + WATCH_MS;
  while (performance.now() < until) {
    if (mark() !== before) return true;
    // As often as this process can look and still send: a commit is over within a few milliseconds.
    await setImmediate();
  }
  return false;
}
