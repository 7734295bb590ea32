import { z } from 'zod';
import { CRS } from '../vocabulary.ts';

/** Entity id on the wire: 1–200 visible characters, no control characters, no leading or trailing space. */
export const entityId = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u, 'no control characters, no spaces at the ends');

/**
 * ISO-8601 instant with an offset, kept as sent; `toMillis` reads it. 1970-01-01 and the years 1 and 9999 are what
 * programs write where nothing was entered: such an instant is no fact.
 */
export const instant = z.iso
  .datetime({
    offset: true,
    error: 'an ISO-8601 instant with offset, such as 2026-11-20T15:19:00+08:00',
  })
  .refine((text) => /^(?:19[89]|20|21)/.test(text), {
    error: 'an instant of the years 1980 to 2199; leave the field out, or null, where nothing is known',
  });

/** Short text of one line. */
export const line = (max: number) => z.string().trim().min(1).max(max);

/** Free text, may be empty. */
export const text = (max: number) => z.string().trim().max(max);

/** SHA-256 of a picture stored by `POST /v1/media`. */
export const mediaHash = z.string().regex(/^[0-9a-f]{64}$/, 'the 64 hex digits that POST /v1/media answered');

/** Degrees; `crs` defaults to the producer's, then WGS84. Converted to WGS-84 once, at the door. */
export const location = z.object({
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  crs: z.enum(CRS).optional(),
  /** Radius of the fix in metres. */
  accuracyM: z.number().min(0).max(100_000).optional(),
});

/** Where something stands or happened; `area` is an id of the region pack, found from `location` when absent. */
export const place = {
  location: location.optional(),
  area: line(64).optional(),
  /** Words for the place, village or street level. */
  address: text(200).optional(),
};
