import type { VideoType } from '../../../gateway/contract/index.ts';

/** What the simulated algorithms believe to see, and how often; the title never names an estate or a business. */
export const VIDEO_KINDS: readonly {
  readonly type: VideoType;
  readonly title: string;
  readonly weight: number;
  readonly night: boolean;
}[] = [
  { type: 'STREET_OCCUPY', title: '疑似占道经营', weight: 5, night: false },
  { type: 'OUT_OF_STORE', title: '疑似店外经营', weight: 4, night: false },
  { type: 'HAWKER', title: '疑似流动摊贩', weight: 2, night: false },
  { type: 'GARBAGE', title: '疑似暴露垃圾', weight: 4, night: true },
  { type: 'BIN_OVERFLOW', title: '疑似垃圾满溢', weight: 3, night: true },
  { type: 'PILE', title: '疑似乱堆物料', weight: 3, night: true },
  { type: 'PARKING_CAR', title: '疑似机动车违停', weight: 4, night: true },
  { type: 'PARKING_BIKE', title: '疑似非机动车乱停', weight: 3, night: false },
  { type: 'FIRE_LANE_BLOCKED', title: '疑似消防通道占用', weight: 3, night: true },
  { type: 'SMOKE_FIRE', title: '疑似烟火', weight: 1, night: true },
  { type: 'WATERLOGGING', title: '疑似道路积水', weight: 1, night: true },
  { type: 'INTRUSION', title: '疑似水域区域入侵', weight: 1, night: true },
  { type: 'CAMERA_FAULT', title: '画面异常', weight: 1, night: true },
];
