import type { AlarmRecord } from '../alarm.ts';
import type { Tracker } from '../tracker.ts';
import type { World } from '../world.ts';

/** What the rules of the alarm desk work with. */
export interface DeskWorld extends World {
  readonly alarms: Tracker<'alarm', AlarmRecord>;
  /** First ms of the site-local day, as of the last time that moved. */
  today(): number;
}

/** Rows of one table of the desk, as a snapshot holds them. */
export type DeskRows = readonly (readonly [string, unknown])[];

/** One rule of the desk: what alarms are to one another, to devices and to items. State lives in ledger tables. */
export interface DeskPart {
  /** Time went on, or everything was looked at anew. */
  look(): void;
  image(): DeskRows;
  load(rows: DeskRows): void;
}
