import { z } from 'zod';

/** Panels and map parts that a profile can place. A panel is one folder in `screen/panels`. */
export const PANEL_RANKS = {
  'status-strip': 1,
  timers: 2,
  alarms: 3,
  map: 4,
  'risk-levels': 5,
  disputes: 6,
  hazards: 6,
  appeals: 6,
  counters: 7,
  today: 8,
  'alarm-states': 11.5,
  leads: 9,
  warnings: 9,
  unreported: 9,
  categories: 10,
  channels: 10,
  tracks: 10,
  towns: 10,
  indicators: 10,
  supervision: 10.5,
  rates: 10.6,
  trend: 11,
  'level-days': 11.2,
  'alarm-load': 11.6,
  devices: 11.7,
  video: 11.8,
} as const;
/** A panel's id and its rank: when space is short the last ranks leave first (decisions D9). */
export type PanelId = keyof typeof PANEL_RANKS;

const panelId = z.enum(Object.keys(PANEL_RANKS) as [PanelId, ...PanelId[]]);

/** A wall: its pixels and metres, its grid, and which panel stands where. Position is configuration, never code. */
export const wallProfile = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: z.string().min(1).max(60),
  pixels: z.strictObject({ width: z.int().min(320).max(16_384), height: z.int().min(320).max(8_640) }),
  /** Calibration: metres of the visible width and of the farthest seat. */
  metres: z.strictObject({ width: z.number().positive(), farthestSeat: z.number().positive() }),
  /** Displays that the wall is spliced of, side by side and one above the other: nothing is written where two meet. */
  splices: z.strictObject({ columns: z.int().min(1).max(12), rows: z.int().min(1).max(8) }).optional(),
  /** CSS grid columns of the body, such as `27fr 56fr 28fr`. */
  columns: z.string().max(200),
  /** One list per column, top to bottom; `grow` is the panel's share of the free height. */
  areas: z.array(z.array(z.strictObject({ panel: panelId, grow: z.number().min(0).max(100) })).min(1)).min(1),
  audience: z.enum(['duty', 'leader', 'visitor']),
});
export type WallProfile = z.infer<typeof wallProfile>;
