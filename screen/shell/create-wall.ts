import type { ShallowRef } from 'vue';
import type { PageConfig } from '../../gateway/contract/page-config.ts';
import { createForwardBoard } from '../composables/forward-board.ts';
import { createTileBoard } from '../composables/tile-board.ts';
import { createTrackBoard } from '../composables/track-board.ts';
import { useSelection } from '../composables/useSelection.ts';
import { useTurning } from '../composables/useTurning.ts';
import type { Wall } from '../composables/useWall.ts';
import { namesIn, regionIn } from '../locale/region.ts';
import { createSay } from '../locale/words.ts';
import type { Explained } from '../state/calendar-strip.ts';
import type { LivePort } from '../state/port.ts';
import { indexAreas, scopeOf } from '../state/scope.ts';
import { bearer } from './boot.ts';
import { fetchClear } from './fetch-clear.ts';
import { fetchForward } from './fetch-forward.ts';
import { fetchNumber } from './fetch-number.ts';
import { clearSos, fetchTrack } from './fetch-terminal.ts';
import type { PageParams } from './params.ts';

export interface WallParts {
  readonly config: PageConfig;
  readonly live: LivePort;
  readonly params: Pick<PageParams, 'language' | 'area' | 'device' | 'key'>;
}

/** Puts together what every part of the wall is handed. @param now server time, once a second */
export function createWall(
  { config: told, live, params }: WallParts,
  now: Readonly<ShallowRef<number>>,
): Wall {
  const config = { ...told, region: regionIn(told.region, params.language) };
  const areas = indexAreas(config.region.areas);
  const scope = scopeOf(params.area, areas);
  const unanswered = new Map<string, unknown>();
  const seat = () => ({ seat: config.profile.id, key: params.key, now: live.serverNow(), unanswered });
  return {
    config,
    device: params.device,
    live,
    now,
    say: createSay(params.language, namesIn(told.region, params.language)),
    language: params.language,
    areas,
    scope,
    selection: useSelection(now, () => live.clock.value.rate),
    turning: useTurning(live, now),
    forward: createForwardBoard({
      live,
      now,
      utcOffsetMinutes: config.region.utcOffsetMinutes,
      handovers: config.handovers,
      area: scope,
      ask: config.projection === 'operator' ? (until) => fetchForward(until, params.key) : null,
    }),
    tiles: createTileBoard(),
    headers: bearer(params.key),
    numbers: useSelection(now, () => live.clock.value.rate),
    media: (hash) => fetchMedia(hash, params.key),
    clearPicture: (look) => fetchClear(look, seat()),
    clearSos: (deed) => clearSos(deed, seat()),
    openTrack: (deed) => fetchTrack(deed, seat()),
    track: createTrackBoard(),
    explained: (caseId) => fetchExplained(caseId, params.key),
    numberExplained: (question) =>
      fetchNumber(question, { key: params.key, visitor: config.projection === 'visitor' }),
  };
}

async function fetchMedia(hash: string, key: string | null): Promise<Blob | null> {
  const answer = await fetch(`/v1/media/${hash}`, { headers: bearer(key) }).catch(() => null);
  return answer?.ok ? answer.blob() : null;
}

async function fetchExplained(caseId: string, key: string | null): Promise<Explained | null> {
  const url = `/v1/cases/${encodeURIComponent(caseId)}`;
  const answer = await fetch(url, { headers: bearer(key) }).catch(() => null);
  if (!answer?.ok) return null;
  const body: { deadline?: Explained | null } | null = await answer.json().catch(() => null);
  return body?.deadline ?? null;
}
