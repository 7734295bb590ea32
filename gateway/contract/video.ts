import type { VideoType } from './vocabulary.ts';

/** What leads are about: 安全生产 · 明厨亮灶 · 社会面, and the cameras themselves. */
export const VIDEO_CLASSES = ['SAFETY', 'KITCHEN', 'PUBLIC', 'DEVICE'] as const;
export type VideoClass = (typeof VIDEO_CLASSES)[number];

/** The class of each type of lead. */
export const VIDEO_CLASS_OF: Readonly<Record<VideoType, VideoClass>> = {
  STREET_OCCUPY: 'PUBLIC',
  OUT_OF_STORE: 'PUBLIC',
  HAWKER: 'PUBLIC',
  GARBAGE: 'PUBLIC',
  BIN_OVERFLOW: 'PUBLIC',
  PILE: 'PUBLIC',
  DRYING: 'PUBLIC',
  ILLEGAL_AD: 'PUBLIC',
  PARKING_CAR: 'PUBLIC',
  PARKING_BIKE: 'PUBLIC',
  FIRE_LANE_BLOCKED: 'SAFETY',
  SMOKE_FIRE: 'SAFETY',
  WATERLOGGING: 'SAFETY',
  FALLING_OBJECT: 'SAFETY',
  EBIKE_IN_LIFT: 'SAFETY',
  CROWD_DENSITY: 'PUBLIC',
  INTRUSION: 'SAFETY',
  KITCHEN_NO_CAP: 'KITCHEN',
  KITCHEN_NO_MASK: 'KITCHEN',
  KITCHEN_SMOKING: 'KITCHEN',
  KITCHEN_PHONE: 'KITCHEN',
  KITCHEN_RODENT: 'KITCHEN',
  KITCHEN_BIN_OPEN: 'KITCHEN',
  KITCHEN_UNATTENDED_FIRE: 'KITCHEN',
  CAMERA_FAULT: 'DEVICE',
};
