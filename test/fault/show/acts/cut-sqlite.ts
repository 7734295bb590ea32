import { setTimeout as sleep } from 'node:timers/promises';
import { writeAheadFile } from '../../core/harm.ts';
import { cutCommits } from '../harm.ts';
import { type Act, recovery, secondsOf, timeUntil } from '../stage.ts';

const CUT_COMMITS = 12;
const CUT_EVENTS = 12;
const DEAD_MS = 1_000;
const WAIT_MS = 10_000;

/** With the embedded log: one gateway, and nobody else remembers what its log has lost. */
export const cutSqlite: Act = {
  title: '砍掉日志的尾巴',
  deed: `kill -9 网关，再把日志最后 ${CUT_COMMITS} 次提交从文件上截掉：连已经确认的也没了`,
  why: '硬盘会说谎。单机没有第二台网关记得丢了什么，只能靠来源：凭回执看出日志倒退，按原编号重发',
  look: '大屏与日志重新对齐，不留下日志里已经没有的东西；确认过却看不到的会记作“丢失”变红，直到补回来',
  async play(stage) {
    const { stack } = stage;
    const [gateway] = stack.gateways;
    if (gateway === undefined) throw new Error('a show needs a gateway');
    const from = Date.now();
    await timeUntil(() => stage.ledger.since(from).length >= CUT_EVENTS, WAIT_MS);
    await gateway.program.kill();
    stage.ledger.cut();
    const bytes = cutCommits(writeAheadFile(stack.dataDir), CUT_COMMITS);
    stage.say(`日志尾部 ${bytes} 字节、${CUT_COMMITS} 次提交已截掉`);
    await sleep(DEAD_MS);
    gateway.program.start();
    const repaired = stage.producer.repaired();
    const recoveredMs = await recovery(stage);
    const resent = stage.producer.repaired() - repaired;
    stage.say(`来源凭回执发现日志倒退，重发补回 ${resent} 条`);
    return {
      recoveredMs,
      findings: [
        `截掉 ${bytes} 字节、${CUT_COMMITS} 次提交`,
        `单机没有别的网关可问：来源凭回执发现日志倒退，按原编号重发，补回 ${resent} 条；不留底的来源，丢了就是丢了`,
        `有意停机 ${secondsOf(DEAD_MS)}；重新启动后 ${secondsOf(recoveredMs)}，大屏追平`,
      ],
    };
  },
};
