/** A tile as it is handed on. */
export interface Tile {
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface TileCache {
  get(key: string): Tile | null;
  set(key: string, tile: Tile, keepMs: number): void;
}

/** Keeps the tiles used last, up to a number of bytes, each until its time is over. @param now ms of a clock that only goes on */
export function createTileCache(maxBytes: number, now: () => number): TileCache {
  const kept = new Map<string, { readonly tile: Tile; readonly until: number }>();
  let bytes = 0;
  const drop = (key: string): void => {
    const old = kept.get(key);
    if (!old) return;
    bytes -= old.tile.bytes.length;
    kept.delete(key);
  };
  return {
    get(key) {
      const found = kept.get(key);
      if (!found) return null;
      kept.delete(key);
      if (found.until <= now()) {
        bytes -= found.tile.bytes.length;
        return null;
      }
      kept.set(key, found);
      return found.tile;
    },
    set(key, tile, keepMs) {
      drop(key);
      if (keepMs <= 0 || tile.bytes.length > maxBytes) return;
      kept.set(key, { tile, until: now() + keepMs });
      bytes += tile.bytes.length;
      for (const oldest of kept.keys()) {
        if (bytes <= maxBytes) break;
        drop(oldest);
      }
    },
  };
}
