import type { Operation } from '../operation.ts';

/** What supervision and clocks ask. */
export const RUNNING: readonly Operation[] = [
  {
    id: 'getHealth',
    method: 'get',
    path: '/healthz',
    group: '运行',
    title: '进程是否在',
    says: '版本、站点、日志引擎、持久程度、位置。',
    key: 'open',
    answers: [{ status: 200, says: '在', schema: 'HealthReply' }],
  },
  {
    id: 'getReadiness',
    method: 'get',
    path: '/readyz',
    group: '运行',
    title: '能否服务',
    says: '不能时 reasons 说明缺什么。',
    key: 'open',
    answers: [{ status: 200, says: '能', schema: 'Readiness' }],
    refusals: [{ status: 503, says: '暂时不能', schema: 'Readiness' }],
  },
  {
    id: 'getMetrics',
    method: 'get',
    path: '/metrics',
    group: '运行',
    title: '运行指标',
    says: 'Prometheus 文本。被拒的事件见 yitu_dead_letters_total{producer,code}，所收的见 yitu_ingest_events_total{producer,outcome}。',
    key: 'local',
    answers: [{ status: 200, says: '指标', type: 'text/plain' }],
  },
  {
    id: 'getTime',
    method: 'get',
    path: '/v1/time',
    group: '运行',
    title: '网关时钟',
    says: '唯一的时钟。来源系统可据此核对自己的时钟；simulated 为真时是演示用的模拟时间。',
    key: 'open',
    answers: [{ status: 200, says: '此刻', schema: 'TimeReply' }],
  },
];
