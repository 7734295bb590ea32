import type { Component } from 'vue';
import type { Projection } from '../../gateway/contract/vocabulary.ts';
import { PANEL_RANKS, type PanelId } from '../../gateway/contract/wall.ts';

/** Height of a panel's frame and head without its body, in root units (`ui/PanelFrame.vue`). */
export const FRAME_REM = 3.2;

/** Height of the line that the numbers of a head take of their own where its note leaves them no room, in root units. */
export const META_LINE_REM = 1.4;

/** When room is short the panel with the highest rank leaves first. */
export function rankOf(panel: PanelId): number {
  return PANEL_RANKS[panel];
}

/** One panel of the wall: what its folder's `index.ts` exports by default. */
export interface PanelEntry {
  readonly id: PanelId;
  /** Least height, in lines of body text. */
  readonly leastLines: number;
  /**
   * Height from which it tells all it can; where it stands lower, it comes to stand so on a later page as well, and one that
   * stands on a later page only has it there.
   */
  readonly tallLines?: number;
  /** Projections whose data fill the panel: one that reads entities has nothing to show a visitor. */
  readonly projections: readonly Projection[];
  readonly component: Component;
}

/** What the grid hands to a panel. */
export interface PanelRoom {
  readonly heightRem: number;
}
