import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zxyToTileId } from 'pmtiles';
import sharp from 'sharp';

/** A square picture of one colour, as PNG. */
export function tilePng(colour: string, edge = 256): Promise<Buffer> {
  return sharp({ create: { width: edge, height: edge, channels: 3, background: colour } })
    .png()
    .toBuffer();
}

/** A tile service on loopback. */
export interface TileServer {
  readonly url: string;
  /** Addresses it was asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

export interface TileAnswer {
  readonly status?: number;
  readonly body?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Never answers. */
  readonly hangs?: boolean;
}

/** Answers each request by `answer`. */
export async function startTileServer(answer: (request: IncomingMessage) => TileAnswer): Promise<TileServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const { status = 200, body = new Uint8Array(), headers = {}, hangs = false } = answer(request);
    if (!hangs) response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function varints(values: readonly number[]): Buffer {
  const bytes: number[] = [];
  for (const value of values) {
    let rest = value;
    while (rest > 127) {
      bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    bytes.push(rest);
  }
  return Buffer.from(bytes);
}

const HEADER = 127;
const PNG = 2;

/** Bytes of a PMTiles archive (version 3) in which every tile from zoom 0 to `maxZoom` is one PNG. */
export function pmtilesArchive(png: Buffer, maxZoom: number): Buffer {
  const tiles = zxyToTileId(maxZoom, 0, 0) + 4 ** maxZoom;
  // One entry that runs over all tiles: count, ids as differences, run lengths, lengths, offsets + 1.
  const directory = varints([1, 0, tiles, png.length, 1]);
  const metadata = Buffer.from('{}');
  const header = Buffer.alloc(HEADER);
  header.write('PMTiles\u0003', 'latin1');
  const metadataAt = HEADER + directory.length;
  const dataAt = metadataAt + metadata.length;
  const numbers = [
    HEADER,
    directory.length,
    metadataAt,
    metadata.length,
    0,
    0,
    dataAt,
    png.length,
    tiles,
    1,
    1,
  ];
  for (const [index, value] of numbers.entries()) header.writeBigUInt64LE(BigInt(value), 8 + index * 8);
  // Clustered; directories and tiles not compressed; pictures; zooms.
  for (const [index, value] of [1, 1, 1, PNG, 0, maxZoom].entries()) header.writeUInt8(value, 96 + index);
  const degrees = [-180, -85, 180, 85].map((value) => value * 1e7);
  for (const [index, value] of degrees.entries()) header.writeInt32LE(value, 102 + index * 4);
  return Buffer.concat([header, directory, metadata, png]);
}

/** A folder with a `tiles.json` of one service of one colour (`photo`) and one archive (`county`). */
export interface TileSite {
  /** Of a gateway that uses it. */
  readonly env: { readonly YITU_TILES: string };
  /** Shell variables of the documents' command lines. */
  readonly shell: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function startTileSite(): Promise<TileSite> {
  const folder = mkdtempSync(join(tmpdir(), 'yitu-tile-site-'));
  const picture = await tilePng('#ff00ff');
  const server = await startTileServer(() => ({ body: picture }));
  const url = `${server.url}/{z}/{x}/{y}`;
  writeFileSync(join(folder, 'county.pmtiles'), pmtilesArchive(picture, 3));
  const sources = [
    { kind: 'raster', name: 'photo', attribution: '影像图', url },
    { kind: 'pmtiles', name: 'county', attribution: '县图', file: 'county.pmtiles' },
  ];
  writeFileSync(join(folder, 'tiles.json'), JSON.stringify({ sources }));
  return {
    env: { YITU_TILES: join(folder, 'tiles.json') },
    shell: { TILES: 'photo', TILE_Z: '10', TILE_X: '807', TILE_Y: '438', TILE_ARCHIVE: 'county' },
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
