import maplibregl from 'maplibre-gl';
import { FetchSource, PMTiles, Protocol } from 'pmtiles';
import type { TileInfo } from '../../../gateway/contract/tiles.ts';

let protocol: Protocol | null = null;

/** Makes `pmtiles://` known to maplibre, and the archives to it with the header that carries the page's key. */
export function openArchives(tiles: readonly TileInfo[], headers: Readonly<Record<string, string>>): void {
  const archives = tiles.filter(({ kind }) => kind === 'pmtiles');
  if (archives.length === 0) return;
  if (protocol === null) {
    protocol = new Protocol();
    maplibregl.addProtocol('pmtiles', protocol.tile);
  }
  for (const { url } of archives) protocol.add(new PMTiles(new FetchSource(url, new Headers(headers))));
}
