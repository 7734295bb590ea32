import { APPEALS } from './appeals.ts';
import { DISPUTES } from './disputes.ts';
import { HAZARDS } from './hazards.ts';
import type { Sort } from './sort.ts';

/** Every sort of item of the simulated county. */
export const SORTS: readonly Sort[] = [...DISPUTES, ...HAZARDS, ...APPEALS];
