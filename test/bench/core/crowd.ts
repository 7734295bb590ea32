import type { CrowdCount, JoinOrder } from '../clients/crowd.ts';
import { startProcess } from './process.ts';

/** Light clients in a process of their own. */
export interface Crowd {
  /** Resolves when all of them are greeted, or have the state if `state` asks for it. */
  join(count: number, to: Omit<JoinOrder, 'do' | 'count'>): Promise<void>;
  count(): Promise<CrowdCount>;
  /** Begins to keep the frames that the first client gets. */
  record(): Promise<void>;
  /** The kept frames, as JSON. */
  recorded(): Promise<readonly string[]>;
  leave(): Promise<void>;
  end(): Promise<void>;
}

export function startCrowd(): Crowd {
  const child = startProcess(new URL('../clients/crowd.ts', import.meta.url));
  return {
    join: (count, to) => child.ask({ do: 'join', count, ...to }, 'joined'),
    count: () => child.ask({ do: 'count' }, 'count'),
    record: () => child.ask({ do: 'record', on: true }, 'recorded'),
    recorded: () => child.ask({ do: 'record', on: false }, 'recorded'),
    leave: () => child.ask({ do: 'leave' }, 'left'),
    end: child.kill,
  };
}
