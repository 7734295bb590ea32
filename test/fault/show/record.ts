import type { Counts } from './counts.ts';
import type { ActResult } from './stage.ts';

/** The counts at a moment of the show; `atMs` since its beginning. */
export interface Sample extends Counts {
  readonly atMs: number;
  readonly live: boolean;
}

/** One act as it went. */
export interface PlayedAct extends ActResult {
  readonly title: string;
  readonly deed: string;
  readonly why: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the report is made of. */
export interface Recording {
  readonly samples: readonly Sample[];
  readonly acts: readonly PlayedAct[];
}
