import { hex64 } from '../contract/hash.ts';
import { markOf, type TrackFix } from '../fold/tracks/fix.ts';
import { packTrack, unpackTrack } from '../fold/tracks/pack.ts';
import type { EventLog, Named } from '../log/port.ts';

/** A fix of a track by the name of its entry. */
export interface ErasedFix extends Named {
  readonly n: number;
}

/** Tells which of the names is that of a fix, null when none. */
export function isNamedBy(names: readonly Named[]): (fix: Pick<TrackFix, 'mark'>) => Named | null {
  const byMark = new Map(names.map((name) => [hex64(markOf(name.source, name.id)), name]));
  return ({ mark }) => byMark.get(hex64(mark)) ?? null;
}

/**
 * Takes the fixes of the named entries out of all tracks, also when the log holds these entries no more. Resolves with
 * those that were there. Idempotent.
 */
export async function eraseFromTracks(log: EventLog, names: readonly Named[]): Promise<ErasedFix[]> {
  const named = isNamedBy(names);
  const gone: ErasedFix[] = [];
  for (const slot of await log.trackSlots()) {
    for (const { terminal, body } of await log.tracksIn(slot.at)) {
      const before = gone.length;
      const kept = unpackTrack(body).filter((fix) => {
        const name = named(fix);
        if (name !== null) gone.push({ source: name.source, id: name.id, n: fix.n });
        return name === null;
      });
      if (gone.length === before) continue;
      await log.replaceTrack(slot.at, terminal, kept.length === 0 ? null : packTrack(kept));
    }
  }
  return gone;
}
