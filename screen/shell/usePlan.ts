import { type ComputedRef, computed } from 'vue';
import type { PageConfig } from '../../gateway/contract/page-config.ts';
import { panels } from '../panels/registry.ts';
import { FOOTER_SHARE, HEADER_SHARE, type NeedsOf, PAD_REM, type Plan, planPanels } from './plan.ts';
import { seamsOf } from './seams.ts';

const MAP_NEEDS = { leastLines: 12, projections: ['operator', 'visitor'] } as const;
const needs: NeedsOf = { ...Object.fromEntries(panels), map: MAP_NEEDS };

/** In root units: width and height of the page, the frame around it and the line below its header. */
export interface PlanSizes {
  readonly width: number;
  readonly page: number;
  readonly frame: number;
  readonly band: number;
}

/** Which panels stand where on a page of these sizes. */
export function usePlan(
  { profile, projection }: Pick<PageConfig, 'profile' | 'projection'>,
  sizes: () => PlanSizes,
): ComputedRef<Plan> {
  return computed(() => {
    const { width, page, frame, band } = sizes();
    const above = frame + HEADER_SHARE * (page - 2 * frame) + band + PAD_REM;
    return planPanels({
      profile,
      pageRem: page - 2 * frame - band / (1 - HEADER_SHARE - FOOTER_SHARE),
      widthRem: width - 2 * frame,
      needs,
      projection,
      seamsRem: seamsOf(profile).y.map((share) => share * page - above),
    });
  });
}
