import type { Project } from '../access/port.ts';
import type { EntityKind } from '../contract/entities.ts';
import type { Projection } from '../contract/vocabulary.ts';
import { type EntityRecord, POSITION_KIND } from '../contract/wire.ts';
import type { EventPiece } from './event-ring.ts';
import type { Site } from './port.ts';
import { type Roster, type Sized, type Swept, sweepOn } from './positions.ts';
import { bytesOf, type Step, type Told } from './step.ts';
import { record } from './view-index.ts';
import { LEAST_ROOM_BYTES, roomOf, type Viewer } from './viewer.ts';

/** Bytes of positions in one frame: what is more waits for the next, so that no alarm waits behind it. */
export const POSITION_BYTES = 65_536;
/** What positions get of a frame that nothing else is on its way beside, however much else it tells: nobody starves. */
const SHARE_BYTES = 4_096;

export interface MissedOptions {
  readonly site: Pick<Site, 'view'>;
  readonly kinds: ReadonlySet<EntityKind>;
  readonly project: Project;
  readonly projection: Projection;
  readonly roster: Roster;
  readonly sized: (told: EntityRecord) => Sized;
}

/** Reads from the state what somebody has not been told, as one projection sees it. */
export interface Missed {
  /** Everything since the viewer's place, positions as far as there is room; null when that is forgotten. */
  step(viewer: Viewer, piece: EventPiece, n: number): Step | null;
  /** The positions as a sweep meets them while the channel stands at `n`. */
  swept(n: number): Swept;
}

export function createMissed(options: MissedOptions): Missed {
  const { site, kinds, roster, sized } = options;
  const { project, projection } = options;
  const mayName = createNameable(project, projection);

  function seen(kind: EntityKind, id: string): Told {
    const entity = site.view.get(kind, id);
    const told = entity === undefined ? null : project(kind, entity, projection);
    return told === null ? { remove: [kind, id] } : { put: record(kind, told) };
  }

  const swept = (n: number): Swept => ({
    roster,
    n,
    changedAt: (id) => site.view.changedAt(POSITION_KIND, id),
    read(id) {
      const told = seen(POSITION_KIND, id);
      return 'put' in told ? sized(told.put) : null;
    },
  });

  function coreSince(from: number): Told[] | null {
    const since = site.view.since(from);
    if (since === null) return null;
    return since.changed
      .filter(({ kind }) => kind !== POSITION_KIND && kinds.has(kind))
      .map(({ kind, id }) => seen(kind, id))
      .concat(since.removed.map(({ kind, id }) => ({ remove: [kind, id] })))
      .filter((told) => 'put' in told || (kinds.has(told.remove[0]) && mayName(...told.remove)));
  }

  return {
    swept,
    step(viewer, piece, n) {
      const { lag } = viewer;
      const from = viewer.place ?? 0;
      const core = coreSince(from);
      if (core === null) return null;
      const room = positionsRoom(viewer, bytesOf(core));
      const none = { lag, records: [], bytes: 0 };
      const step = room < LEAST_ROOM_BYTES ? none : sweepOn(lag, room, swept(n));
      return { from, lag: step.lag, core, positions: step.records, bytes: step.bytes, piece };
    },
  };
}

function positionsRoom(viewer: Viewer, core: number): number {
  const share = roomOf(viewer) === viewer.window ? SHARE_BYTES : 0;
  return Math.max(share, evenRoomOf(viewer) - core);
}

/** In steps, so that those who are alike are told the same. */
export function evenRoomOf(viewer: Viewer): number {
  const room = Math.min(POSITION_BYTES, roomOf(viewer));
  return room - (room % LEAST_ROOM_BYTES);
}

/**
 * Whether a projection may ever name an entity: one that was always hidden from it must not be told as removed either,
 * because its id can hold words of a source or a place. Asks the projection itself, with nothing counted, which is told
 * wherever the id may be.
 */
function createNameable(project: Project, projection: Projection) {
  return (kind: EntityKind, id: string): boolean => {
    if (kind === 'kpi') {
      const [, area = null] = id.split('@');
      return project(kind, { id, value: 0, area }, projection) !== null;
    }
    if (kind === 'series') return project(kind, { id, from: 0, stepMs: 1, values: [] }, projection) !== null;
    return true;
  };
}
