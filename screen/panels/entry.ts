import type { Component } from 'vue';
import type { Projection } from '../../gateway/contract/vocabulary.ts';
import { PANEL_RANKS, type PanelId } from '../../gateway/contract/wall.ts';

/** Height of a panel's frame and head without its body, in root units (`ui/PanelFrame.vue`). */
export const FRAME_REM = 3.2;

/** Panels that no profile places: they stand on the later pages only, by their rank (decisions D9). */
const LATER_RANKS = { categories: 10, towns: 10 } as const;
export type StandingPanel = PanelId | keyof typeof LATER_RANKS;

const RANKS: Readonly<Record<StandingPanel, number>> = { ...PANEL_RANKS, ...LATER_RANKS };

/** When room is short the panel with the highest rank leaves first. */
export function rankOf(panel: StandingPanel): number {
  return RANKS[panel];
}

/** One panel of the wall: what its folder's `index.ts` exports by default. */
export interface PanelEntry {
  readonly id: StandingPanel;
  /** Least height, in lines of body text. */
  readonly leastLines: number;
  /** Projections whose data fill the panel: one that reads entities has nothing to show a visitor. */
  readonly projections: readonly Projection[];
  readonly component: Component;
}

/** What the grid hands to a panel. */
export interface PanelRoom {
  readonly heightRem: number;
}
