import { z } from 'zod';
import { pictureBox } from '../video.ts';
import { VIDEO_TYPES } from '../vocabulary.ts';
import { instant, line, mediaHash, place, text } from './shared.ts';

/** What an algorithm believes it saw. Nothing counts until a person has verified it. */
export const videoLeadRaised = z.object({
  type: z.enum(VIDEO_TYPES),
  title: line(80),
  camera: line(80).optional(),
  algorithm: line(60).optional(),
  /** 0 to 1. */
  confidence: z.number().min(0).max(1).optional(),
  ...place,
  media: mediaHash.optional(),
  /** The reported object in the picture; it alone stays clear on the wall, and only when the lead is about a thing. */
  box: pictureBox.optional(),
  raisedAt: instant.optional(),
  note: text(300).optional(),
});
