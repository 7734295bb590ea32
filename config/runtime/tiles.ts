import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type ArchiveSource, type RasterSource, tilesFile } from '../../gateway/contract/tiles.ts';
import { readJson } from './files.ts';
import { ConfigurationError } from './problems.ts';

/** A tile service with its key, which never leaves the gateway. */
export interface RasterTiles extends RasterSource {
  readonly key: string | null;
}

/** An archive whose file was found and is a PMTiles archive; `path` is absolute. */
export interface ArchiveTiles extends ArchiveSource {
  readonly path: string;
}

export type TileSetting = RasterTiles | ArchiveTiles;

/** First bytes of a PMTiles archive of version 3. */
const MAGIC = 'PMTiles\u0003';

/**
 * Reads `tiles.json`. @param file of `YITU_TILES`, else `config/tiles.json`
 * @throws {ConfigurationError} naming every source that is wrong.
 */
export function loadTiles(file: string): readonly TileSetting[] {
  const problems: string[] = [];
  const read = readJson(file, tilesFile, problems);
  const names = new Set<string>();
  const settings = (read?.sources ?? []).map((source, index): TileSetting => {
    const where = `${file} at sources.${index}`;
    if (names.has(source.name)) problems.push(`${where}.name: ${source.name} is there twice`);
    names.add(source.name);
    if (source.minZoom > source.maxZoom)
      problems.push(`${where}.minZoom: ${source.minZoom} is above maxZoom ${source.maxZoom}`);
    if (source.kind === 'raster') return { ...source, key: keyOf(source, { file, where, problems }) };
    const path = resolve(dirname(file), source.file);
    const wrong = archiveProblem(path);
    if (wrong !== null) problems.push(`${where}.file: ${path} ${wrong}`);
    return { ...source, path };
  });
  if (problems.length > 0) throw new ConfigurationError(problems);
  return settings;
}

interface Place {
  readonly file: string;
  readonly where: string;
  readonly problems: string[];
}

function keyOf({ url, keyFile }: RasterSource, { file, where, problems }: Place): string | null {
  const wanted = url.includes('{key}');
  if (wanted !== (keyFile !== undefined))
    problems.push(
      wanted
        ? `${where}.url: holds {key}; name the file with the key as keyFile`
        : `${where}.keyFile: the url has no {key} to put it in`,
    );
  if (keyFile === undefined) return null;
  const path = resolve(dirname(file), keyFile);
  const key = readText(path)?.trim() ?? '';
  if (key === '')
    problems.push(`${where}.keyFile: ${path} is missing or empty; write the service's key into it`);
  return key;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function archiveProblem(path: string): string | null {
  try {
    if (!statSync(path).isFile()) return 'is no file';
    const start = Buffer.alloc(MAGIC.length);
    const handle = openSync(path, 'r');
    readSync(handle, start, 0, MAGIC.length, 0);
    closeSync(handle);
    return start.toString('latin1') === MAGIC ? null : 'is no PMTiles archive of version 3';
  } catch (error) {
    return `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown fault'})`;
  }
}
