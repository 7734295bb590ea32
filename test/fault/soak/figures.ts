/** What is measured at every sample, in the order of the report. */
export const FIGURES = {
  clients: { title: '在线大屏', unit: '个', scale: 1 },
  settledHeap: { title: '回收后的堆', unit: 'MB', scale: 1e-6 },
  stateHeap: { title: '其中按规则保留的状态', unit: 'MB', scale: 1e-6 },
  heap: { title: '堆（使用中）', unit: 'MB', scale: 1e-6 },
  external: { title: '堆外', unit: 'MB', scale: 1e-6 },
  rss: { title: '常驻内存', unit: 'MB', scale: 1e-6 },
  listeners: { title: '事件监听器', unit: '个', scale: 1 },
  emitters: { title: '事件发射器', unit: '个', scale: 1 },
  descriptors: { title: '文件描述符', unit: '个', scale: 1 },
  sockets: { title: '套接字', unit: '个', scale: 1 },
  handles: { title: '活动资源', unit: '个', scale: 1 },
  lagP99: { title: '事件循环延迟 p99', unit: 'ms', scale: 1_000 },
  gatewayCpu: { title: '网关 CPU（单核）', unit: '%', scale: 100 },
  storeCpu: { title: 'Redis CPU（单核）', unit: '%', scale: 100 },
  position: { title: '日志位置 n', unit: '条', scale: 1 },
  kept: { title: '日志保留条数', unit: '条', scale: 1 },
  marks: { title: '去重标记（抽样估计）', unit: '个', scale: 1 },
  storeMemory: { title: 'Redis used_memory', unit: 'MB', scale: 1e-6 },
  storeFile: { title: '日志文件（AOF 或数据库）', unit: 'MB', scale: 1e-6 },
  snapshots: { title: '保存的快照', unit: '份', scale: 1 },
} as const;

export type Figure = keyof typeof FIGURES;

/** One look at everything; null where it was not measured this time. */
export interface Sample {
  /** Real hours since the measuring began. */
  readonly at: number;
  /** The gateway's clock, epoch ms. */
  readonly worldAt: number;
  readonly values: Readonly<Record<Figure, number | null>>;
}
