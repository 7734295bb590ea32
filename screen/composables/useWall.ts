import { type InjectionKey, inject, type ShallowRef } from 'vue';
import type { KpiExplanationReply } from '../../gateway/contract/kpi-replies.ts';
import type { PageConfig } from '../../gateway/contract/page-config.ts';
import type { Language, Say } from '../locale/words.ts';
import type { Explained } from '../state/calendar-strip.ts';
import type { NumberQuestion } from '../state/number-card.ts';
import type { LivePort } from '../state/port.ts';
import type { AreaNames } from '../state/scope.ts';
import type { ForwardBoard } from './forward-board.ts';
import type { TileBoard } from './tile-board.ts';
import type { TrackBoard, TrackFixes } from './track-board.ts';
import type { Turning } from './useTurning.ts';

/** What the viewer picked: `kind:id` of an entity or the id of a number; null for what the wall itself shows. */
export interface Selection {
  readonly picked: Readonly<ShallowRef<string | null>>;
  /** Picking the same again lets it go. */
  readonly pick: (ref: string) => void;
  /** What a click on the map found there; null lets go. */
  readonly choose: (ref: string | null) => void;
}

/** A look at a stored picture as it was taken. */
export interface ClearLook {
  /** `kind:id` of the lead or item that shows it. */
  readonly subject: string;
  /** Hash of the picture. */
  readonly hash: string;
  /** What for, as the log keeps it. */
  readonly reason: string;
}

/** Something done about a terminal. */
export interface TerminalDeed {
  readonly terminal: string;
  /** What for, as the log keeps it. */
  readonly reason: string;
}

/** What every part of the wall is handed: configuration, live state, time, words. */
export interface Wall {
  readonly config: PageConfig;
  /** What this wall calls itself; null: by its profile. */
  readonly device: string | null;
  readonly live: LivePort;
  /** Server time, once a second. */
  readonly now: Readonly<ShallowRef<number>>;
  readonly say: Say;
  readonly language: Language;
  readonly areas: AreaNames;
  /** Area the lists are narrowed to; null is the whole county. */
  readonly scope: string | null;
  readonly selection: Selection;
  /** Which page of a list stands, and what holds it. */
  readonly turning: Turning;
  /** What falls due by the end of the shift. */
  readonly forward: ForwardBoard;
  /** Which of `config.tiles` cannot be had now. */
  readonly tiles: TileBoard;
  /** What requests to the gateway carry: the page's key. */
  readonly headers: Readonly<Record<string, string>>;
  /** The number of the wall whose card stands open, by its `data-kpi`. */
  readonly numbers: Selection;
  /** A stored picture by its hash, null when this viewer may not see it or it has expired. */
  readonly media: (hash: string) => Promise<Blob | null>;
  /** A stored picture as it was taken; the look is written into the log. Null when the gateway refuses. */
  readonly clearPicture: (look: ClearLook) => Promise<Blob | null>;
  /** Ends a terminal's call for help; false when the gateway refuses. */
  readonly clearSos: (deed: TerminalDeed) => Promise<boolean>;
  /** Where a terminal has been in the last hour; the look is written into the log. Null when the gateway refuses. */
  readonly openTrack: (deed: TerminalDeed) => Promise<TrackFixes | null>;
  /** The track that stands on the map. */
  readonly track: TrackBoard;
  /** How the deadline of an item came about; null without one, or when the gateway does not answer. */
  readonly explained: (caseId: string) => Promise<Explained | null>;
  /** What a number means and what it is made of; null when the gateway has no words for it, or does not answer. */
  readonly numberExplained: (question: NumberQuestion) => Promise<KpiExplanationReply | null>;
}

/** Under which `shell/Wall.vue` hands the wall to everything below it. */
export const WALL: InjectionKey<Wall> = Symbol('wall');

/** The wall this component stands on. @throws outside of one */
export function useWall(): Wall {
  const wall = inject(WALL);
  if (wall === undefined) throw new Error('useWall() is called outside of a mounted wall');
  return wall;
}
