import type {
  AlarmEntity,
  CaseEntity,
  EntityOf,
  FeedEntity,
  LngLat,
  TerminalEntity,
  Tracked,
  VideoEntity,
} from '../../gateway/contract/entities.ts';
import type { AlarmPriority, Level } from '../../gateway/contract/vocabulary.ts';
import { joined } from '../locale/joined.ts';
import type { Say } from '../locale/words.ts';
import type { ClockTone } from './clock.ts';
import { isExercise } from './exercise.ts';
import type { AreaNames } from './scope.ts';
import type { Sheet } from './sheet.ts';

/** What the callout at the map's edge tells about the thing looked at. */
export interface Callout {
  readonly ref: string;
  readonly location: LngLat | null;
  /** A terminal whose call for help nobody has ended. */
  readonly calling?: true;
  readonly priority: AlarmPriority | undefined;
  readonly level: Level | null;
  readonly tone: 'alarm' | 'lead' | 'plain';
  readonly title: string;
  readonly place: string;
  /** What was measured; '' without a reading. Never broken over two lines. */
  readonly measured: string;
  /** How the clock of an item that is not over stands, before all else. */
  readonly clock?: { readonly words: string; readonly tone: ClockTone };
  /** What has to happen, in the loud line. */
  readonly state: string;
  readonly lines: readonly string[];
  /** Marks of an item: 督办, 加急 …; a stopped clock among them. */
  readonly tags: readonly string[];
  /** Further pages of the card, behind the lines. */
  readonly sheets: readonly Sheet[];
  /** Hashes of the last two pictures: before and after. */
  readonly photos: readonly string[];
}

export interface CalloutContext {
  /** Server time, ms. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
  readonly areas: AreaNames;
  readonly units: ReadonlyMap<string, string>;
  readonly say: Say;
  readonly terminals: ReadonlyMap<string, EntityOf['terminal']>;
  /** How the terminals are heard: unless `LIVE`, where they are is not known, which is not that nobody is near. */
  readonly heard: FeedEntity['state'];
}

/** Flags that a card of any kind bears as marks; the others stand in its lines. */
const TOLD_FLAGS = ['clock_skew', 'unknown_area'] as const;

/** A card of one page, without marks. */
export const PLAIN: Pick<Callout, 'tags' | 'sheets'> = { tags: [], sheets: [] };

/** That it is nowhere on the map, and why, for what the region's check has found outside; '' for all else. */
export function outsideWords({ flags }: Pick<CaseEntity, 'flags'>, say: Say): string {
  return flags.includes('outside_region') ? say('callout.outside') : '';
}

/** The same of what is so urgent that it stands on the border, tied to where it is. */
export function borderWords(
  entity: Pick<AlarmEntity | TerminalEntity, 'flags' | 'location'>,
  say: Say,
): string {
  if (entity.location === null) return outsideWords(entity, say);
  return entity.flags.includes('outside_region') ? say('callout.border') : '';
}

/** An exercise says so before anything else. */
export function titleOf(entity: AlarmEntity | CaseEntity | VideoEntity, say: Say): string {
  return isExercise(entity) ? joined(say('mode.exercise'), entity.title) : entity.title;
}

/** Marks of what ingest found odd about its events, other than where it is. */
export function flagTags({ flags }: Pick<Tracked, 'flags'>, say: Say): readonly string[] {
  return TOLD_FLAGS.filter((flag) => flags.includes(flag)).map((flag) => say(`flag.${flag}`));
}
