import type { CaseKind, VideoType } from '../../../gateway/contract/index.ts';

/** What one algorithm believes to see, how often, and what a true lead of it becomes. */
export interface VideoKind {
  readonly type: VideoType;
  /** It never names an estate or a business. */
  readonly title: string;
  readonly weight: number;
  readonly night: boolean;
  /** Name and version of the algorithm that watches for it: one sees one family of things. */
  readonly algorithm: string;
  /** Kind of the item that is made of a true one, and words for departments that handle it, in order of preference. */
  readonly kind: CaseKind;
  readonly units: readonly string[];
}

type Family = Pick<VideoKind, 'algorithm' | 'kind' | 'units'>;

const STREETS: Family = { algorithm: '市容巡查 v3', kind: 'CITY_EVENT', units: ['综合执法', '执法', 'town'] };
const PARKING: Family = { ...STREETS, algorithm: '违停识别 v2' };
const FIRE: Family = { algorithm: '消防通道 v2', kind: 'HAZARD', units: ['消防', 'town'] };
const WATERS: Family = { algorithm: '水域安全 v1', kind: 'HAZARD', units: ['水务', 'town'] };
const KITCHENS: Family = {
  algorithm: '明厨亮灶 v2',
  kind: 'HAZARD',
  units: ['市场监管', '市场监督', 'town'],
};
const CROWDS: Family = { algorithm: '人流密度 v1', kind: 'PUBLIC_ORDER', units: ['公安', 'town'] };
const CAMERAS: Family = { algorithm: '视频诊断 v1', kind: 'FACILITY', units: ['公安', 'town'] };

const kind = (
  type: VideoType,
  [title, weight, night]: readonly [string, number, boolean],
  family: Family,
): VideoKind => ({ type, title, weight, night, ...family });

/** What the simulated algorithms believe to see. */
export const VIDEO_KINDS: readonly VideoKind[] = [
  kind('STREET_OCCUPY', ['疑似占道经营', 5, false], STREETS),
  kind('OUT_OF_STORE', ['疑似店外经营', 4, false], STREETS),
  kind('HAWKER', ['疑似流动摊贩', 2, false], STREETS),
  kind('GARBAGE', ['疑似暴露垃圾', 4, true], STREETS),
  kind('BIN_OVERFLOW', ['疑似垃圾满溢', 3, true], STREETS),
  kind('PILE', ['疑似乱堆物料', 3, true], STREETS),
  kind('DRYING', ['疑似沿街晾晒', 0.8, false], STREETS),
  kind('ILLEGAL_AD', ['疑似违规广告', 0.8, false], STREETS),
  kind('PARKING_CAR', ['疑似机动车违停', 4, true], PARKING),
  kind('PARKING_BIKE', ['疑似非机动车乱停', 3, false], PARKING),
  kind('FIRE_LANE_BLOCKED', ['疑似消防通道占用', 3, true], FIRE),
  kind('SMOKE_FIRE', ['疑似烟火', 1, true], { ...FIRE, algorithm: '烟火识别 v2' }),
  kind('EBIKE_IN_LIFT', ['疑似电动车入梯', 0.8, true], { ...FIRE, algorithm: '梯控识别 v1' }),
  kind('FALLING_OBJECT', ['疑似高空抛物', 0.4, true], {
    ...STREETS,
    algorithm: '抛物追踪 v1',
    kind: 'HAZARD',
  }),
  kind('CROWD_DENSITY', ['疑似人员密集', 0.5, false], CROWDS),
  kind('WATERLOGGING', ['疑似道路积水', 1, true], WATERS),
  kind('INTRUSION', ['疑似水域区域入侵', 1, true], WATERS),
  kind('KITCHEN_NO_MASK', ['疑似未戴口罩', 2, false], KITCHENS),
  kind('KITCHEN_NO_CAP', ['疑似未戴工帽', 1.5, false], KITCHENS),
  kind('KITCHEN_BIN_OPEN', ['疑似垃圾桶未加盖', 1.5, false], KITCHENS),
  kind('KITCHEN_UNATTENDED_FIRE', ['疑似灶火无人看管', 0.5, false], KITCHENS),
  kind('KITCHEN_SMOKING', ['疑似后厨吸烟', 0.4, false], KITCHENS),
  kind('KITCHEN_PHONE', ['疑似操作时用手机', 0.4, false], KITCHENS),
  kind('KITCHEN_RODENT', ['疑似鼠患', 0.5, true], KITCHENS),
  kind('CAMERA_FAULT', ['画面异常', 1, true], CAMERAS),
];

/** Does it see into a kitchen, and not onto a street? */
export function isKitchen({ type }: VideoKind): boolean {
  return type.startsWith('KITCHEN_');
}
