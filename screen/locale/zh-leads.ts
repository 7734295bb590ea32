import type { VideoType } from '../../gateway/contract/vocabulary.ts';

type LeadKey = `lead.${VideoType}`;

/** What an algorithm may have seen, in Chinese: until a person has judged it, its type is all that is said. */
export const zhLeads = {
  'lead.STREET_OCCUPY': '疑似占道经营',
  'lead.OUT_OF_STORE': '疑似店外经营',
  'lead.HAWKER': '疑似流动摊贩',
  'lead.GARBAGE': '疑似暴露垃圾',
  'lead.BIN_OVERFLOW': '疑似垃圾满溢',
  'lead.PILE': '疑似乱堆物料',
  'lead.DRYING': '疑似沿街晾晒',
  'lead.ILLEGAL_AD': '疑似违规广告',
  'lead.PARKING_CAR': '疑似机动车违停',
  'lead.PARKING_BIKE': '疑似非机动车乱停',
  'lead.FIRE_LANE_BLOCKED': '疑似消防通道占用',
  'lead.SMOKE_FIRE': '疑似烟火',
  'lead.WATERLOGGING': '疑似道路积水',
  'lead.FALLING_OBJECT': '疑似高空抛物',
  'lead.EBIKE_IN_LIFT': '疑似电动车进梯',
  'lead.CROWD_DENSITY': '疑似人群密集',
  'lead.INTRUSION': '疑似区域入侵',
  'lead.KITCHEN_NO_CAP': '疑似后厨未戴帽',
  'lead.KITCHEN_NO_MASK': '疑似后厨未戴口罩',
  'lead.KITCHEN_SMOKING': '疑似后厨吸烟',
  'lead.KITCHEN_PHONE': '疑似后厨使用手机',
  'lead.KITCHEN_RODENT': '疑似后厨鼠患',
  'lead.KITCHEN_BIN_OPEN': '疑似后厨垃圾桶未盖',
  'lead.KITCHEN_UNATTENDED_FIRE': '疑似后厨动火离人',
  'lead.CAMERA_FAULT': '疑似摄像机故障',
} as const satisfies Readonly<Record<LeadKey, string>>;
