import { z } from 'zod';
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

/**
 * What the box of a lead of each type has in it. People, and what names one (a number plate), are never shown clear; only
 * a thing is (decisions D10). When in doubt: people.
 */
export const VIDEO_SHOWS: Readonly<Record<VideoType, 'THING' | 'PEOPLE'>> = {
  STREET_OCCUPY: 'PEOPLE',
  OUT_OF_STORE: 'THING',
  HAWKER: 'PEOPLE',
  GARBAGE: 'THING',
  BIN_OVERFLOW: 'THING',
  PILE: 'THING',
  DRYING: 'THING',
  ILLEGAL_AD: 'THING',
  PARKING_CAR: 'PEOPLE',
  PARKING_BIKE: 'PEOPLE',
  FIRE_LANE_BLOCKED: 'THING',
  SMOKE_FIRE: 'THING',
  WATERLOGGING: 'THING',
  FALLING_OBJECT: 'THING',
  EBIKE_IN_LIFT: 'PEOPLE',
  CROWD_DENSITY: 'PEOPLE',
  INTRUSION: 'PEOPLE',
  KITCHEN_NO_CAP: 'PEOPLE',
  KITCHEN_NO_MASK: 'PEOPLE',
  KITCHEN_SMOKING: 'PEOPLE',
  KITCHEN_PHONE: 'PEOPLE',
  KITCHEN_RODENT: 'THING',
  KITCHEN_BIN_OPEN: 'THING',
  KITCHEN_UNATTENDED_FIRE: 'THING',
  CAMERA_FAULT: 'THING',
};

const share = z.number().min(0).max(1);

/** Where in a picture the reported object is: corner and size as shares of the upright frame, from its upper left. */
export const pictureBox = z.object({ x: share, y: share, width: share, height: share });
export type PictureBox = z.infer<typeof pictureBox>;
