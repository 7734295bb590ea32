import type { PanelId } from '../../gateway/contract/wall.ts';
import type { PanelEntry } from './entry.ts';

export type PanelRegistry = ReadonlyMap<PanelId, PanelEntry>;

/** Gathers entries by id. @throws when two folders claim the same panel */
export function createRegistry(entries: readonly PanelEntry[]): PanelRegistry {
  const registry = new Map<PanelId, PanelEntry>();
  for (const entry of entries) {
    if (registry.has(entry.id)) throw new Error(`Two panel folders export the id ${entry.id}`);
    registry.set(entry.id, entry);
  }
  return registry;
}

/** Every panel folder: adding one folder adds the panel. */
export const panels: PanelRegistry = createRegistry(
  Object.values(import.meta.glob<PanelEntry>('./*/index.ts', { eager: true, import: 'default' })),
);
