import { setTimeout as sleep } from 'node:timers/promises';
import { appendOnlyFile } from '../../core/harm.ts';
import { cutTo, sizeOf } from '../harm.ts';
import { readLoggedItems } from '../log-reader.ts';
import { type Act, recovery, secondsOf, timeUntil } from '../stage.ts';

/** At least this many acknowledged events are cut off. */
const CUT_EVENTS = 6;
const DEAD_MS = 1_000;
const WAIT_MS = 10_000;

/** The log loses its end, as after a power cut with a disk that had lied about flushing. Two gateways live on. */
export const cutRedis: Act = {
  title: '砍掉日志的尾巴',
  deed: 'kill -9 Redis，再把日志文件最后一段截掉：连已经落盘、已经确认的也没了',
  why: '硬盘会说谎。日志倒退了，系统必须自己发现、明说、补回来，而不是装作没事',
  look: '大屏页脚先说连不上日志，随后与日志重新对齐；确认过却看不到的会记作“丢失”变红，直到补回来',
  async play(stage) {
    const { redis } = stage.stack;
    if (redis === null) throw new Error('this act needs a Redis server');
    const file = appendOnlyFile(redis.folder);
    const { healed } = await readLoggedItems(stage.stack);
    const keep = sizeOf(file);
    const from = Date.now();
    await timeUntil(() => stage.ledger.since(from).length >= CUT_EVENTS, WAIT_MS);
    await redis.program.kill();
    stage.ledger.cut();
    const bytes = cutTo(file, keep);
    stage.say(`日志尾部 ${bytes} 字节已截掉，刚确认的几条也在里面`);
    await sleep(DEAD_MS);
    redis.program.start();
    const repaired = stage.producer.repaired();
    const recoveredMs = await recovery(stage);
    const byGateways = (await readLoggedItems(stage.stack)).healed - healed;
    const bySource = stage.producer.repaired() - repaired;
    const mended = [
      ...(byGateways > 0 ? [`网关凭记忆补回 ${byGateways} 条`] : []),
      ...(bySource > 0 ? [`来源凭回执看出日志倒退，按原编号重发，补回 ${bySource} 条`] : []),
    ];
    for (const line of mended) stage.say(line);
    return {
      recoveredMs,
      findings: [
        `截掉 ${bytes} 字节，其中 ${byGateways + bySource} 条是已确认的`,
        ...mended,
        `有意停机 ${secondsOf(DEAD_MS)}；重新启动后 ${secondsOf(recoveredMs)}，大屏追平`,
      ],
    };
  },
};
