import { setTimeout as sleep } from 'node:timers/promises';
import { SILENT_AFTER_S } from '../stack.ts';
import { type Act, secondsOf, timeUntil } from '../stage.ts';

/** How long the silence is left to be looked at. */
const SHOWN_MS = 4_000;
const NOTICED_MS = (SILENT_AFTER_S + 15) * 1_000;

/** The program of the sources hangs: its connections stay open and nothing comes. */
export const silence: Act = {
  title: '让一路数据断流',
  deed: '让巡护终端的来源程序挂起（SIGSTOP）：连接还在，就是不再出声',
  why: '最危险的不是断线，而是“看着像没事”。没有消息不等于平安无事',
  look: `大屏右上角“终端”：${SILENT_AFTER_S} 秒没有消息就写“断流”和已断多久；别的来源本来就来得稀，不误报`,
  async play({ stack, walls, say }) {
    const [wall] = walls;
    if (wall === undefined) throw new Error('a show needs a wall');
    const state = () => wall.feed('terminal')?.state;
    const heard = await timeUntil(() => state() === 'LIVE', NOTICED_MS);
    stack.feeds.signal('SIGSTOP');
    say('来源程序已挂起，连接还开着');
    const noticed = await timeUntil(() => state() === 'SILENT', NOTICED_MS);
    if (noticed !== null) {
      say(`大屏已写明：终端 断流（${secondsOf(noticed)}后）`);
      await sleep(SHOWN_MS);
    }
    stack.feeds.signal('SIGCONT');
    say('来源程序继续');
    const back = await timeUntil(() => state() === 'LIVE', NOTICED_MS);
    const well = heard !== null && noticed !== null && back !== null;
    return {
      recoveredMs: well ? back : null,
      findings: [
        noticed === null
          ? '大屏没有发现断流'
          : `断流 ${secondsOf(noticed)}后大屏写明（演示限值 ${SILENT_AFTER_S} 秒，出厂 180 秒）`,
        back === null
          ? '恢复后大屏没有转为正常'
          : `恢复出声 ${secondsOf(back)}后转为正常，断流期间的数据补齐`,
      ],
    };
  },
};
