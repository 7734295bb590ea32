import type { FeedEntity } from '../../../gateway/contract/entities.ts';
import { startWall } from '../../support/live/wall.ts';
import type { WallView } from './counts.ts';
import { SOURCE } from './producer.ts';

/** A wall that nobody looks at but the show: the page's own replica, which counts what stands on it. */
export interface Observer {
  readonly name: string;
  view(): WallView;
  live(): boolean;
  feed(id: FeedEntity['id']): FeedEntity | null;
  /** Snapshots that it had to fetch, the first included. */
  snapshots(): number;
  stop(): void;
}

/** @param now the producer's clock, ms */
export function startObserver(name: string, origin: string, now: () => number): Observer {
  const { replica, connection, stop } = startWall({ origin });
  const ids = new Set<string>();
  let epoch: { readonly e: string; readonly since: number } | null = null;
  const look = (id: string) => {
    if (replica.collection('case').get(id)?.source === SOURCE) ids.add(id);
    else ids.delete(id);
  };
  const unlisten = replica.onChange(({ reset, touched }) => {
    const { place } = replica;
    if (place !== null && epoch?.e !== place.epoch) epoch = { e: place.epoch, since: now() };
    if (reset) for (const id of new Set([...ids, ...replica.collection('case').keys()])) look(id);
    else for (const id of touched.get('case') ?? []) look(id);
  });
  const isLive = () => connection.link.state === 'live' && connection.link.logOk;
  return {
    name,
    view: () => ({
      ids,
      live: isLive(),
      place:
        replica.place === null || epoch === null
          ? null
          : { e: epoch.e, n: replica.place.n, since: epoch.since },
    }),
    live: isLive,
    feed: (id) => replica.collection('feed').get(id) ?? null,
    snapshots: () => connection.counts.snapshots,
    stop() {
      unlisten();
      stop();
    },
  };
}
