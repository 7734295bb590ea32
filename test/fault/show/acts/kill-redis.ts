import { setTimeout as sleep } from 'node:timers/promises';
import { type Act, recovery, secondsOf } from '../stage.ts';

const DEAD_MS = 2_000;

/** The log's server is killed while events come in. */
export const killRedis: Act = {
  title: '杀死 Redis',
  deed: 'kill -9 保存日志的 Redis，2 秒后重新启动',
  why: '网关说“已确认”之前，这一条必须已经落盘。没落盘就不许说确认',
  look: '大屏页脚说日志暂不可达；“已确认”停住不动，Redis 回来后一条不少地追上',
  async play(stage) {
    const { redis } = stage.stack;
    if (redis === null) throw new Error('this act needs a Redis server');
    const before = stage.counts();
    await redis.program.kill();
    stage.say(`Redis 已被杀死（进程 ${redis.program.pid}）`);
    await sleep(DEAD_MS);
    const during = stage.counts();
    redis.program.start();
    stage.say('Redis 重新启动，从磁盘读回日志');
    const recoveredMs = await recovery(stage);
    return {
      recoveredMs,
      findings: [
        `停机期间又发了 ${during.posted - before.posted} 条，一条也没有假装确认：来源留着重发`,
        `有意停机 ${secondsOf(DEAD_MS)}；重新启动后 ${secondsOf(recoveredMs)}，大屏追平`,
      ],
    };
  },
};
