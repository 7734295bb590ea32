import { setTimeout as sleep } from 'node:timers/promises';
import { type Act, recovery, secondsOf, timeUntil } from '../stage.ts';

/** How long the gateway stays dead: longer than the six seconds after which a wall says that it is cut off. */
const DEAD_MS = 7_500;
const DEAD_SHARE = 0.4;

/** The visitor's gateway is killed without a word and started again. */
export const killGateway: Act = {
  title: '杀死网关',
  deed: 'kill -9 大屏所连的网关进程，过几秒再启动',
  why: '程序会崩，机器会断电。已确认的上报一条也不能少，大屏不许拿旧数冒充新数',
  look: '大屏：约 6 秒后变灰，页脚写明断了多久、数据截至几点；网关一回来自己续上，不刷新、不白屏',
  async play(stage) {
    const { stack, walls } = stage;
    const [gateway] = stack.gateways;
    const [wall] = walls;
    if (gateway === undefined || wall === undefined) throw new Error('a show needs a gateway and a wall');
    const snapshots = wall.snapshots();
    await gateway.program.kill();
    stage.say(`网关${gateway.name} 已被杀死（进程 ${gateway.program.pid}）`);
    const deadMs = Math.min(DEAD_MS, stage.shareMs * DEAD_SHARE);
    await sleep(deadMs);
    gateway.program.start();
    stage.say(`网关${gateway.name} 重新启动`);
    const recoveredMs = await recovery(stage);
    await timeUntil(() => wall.live(), 1_000);
    const resumed = wall.snapshots() === snapshots;
    return {
      recoveredMs,
      findings: [
        stack.gateways.length > 1
          ? '停机期间来源改投另一台网关，确认没有中断'
          : '停机期间来源自己留着，网关回来后补发',
        resumed ? '大屏从断点续传，没有重新取快照' : '大屏重新取了快照',
        `有意停机 ${secondsOf(deadMs)}；重新启动后 ${secondsOf(recoveredMs)}，大屏追平`,
      ],
    };
  },
};
