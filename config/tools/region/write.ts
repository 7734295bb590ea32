import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { REGION_LAYERS } from '../../../gateway/contract/region.ts';
import { UsageError } from './usage.ts';

/** The project's own folder of region packs. */
export const REGION_ROOT = resolve(import.meta.dirname, '../../region');

/** Where a pack goes: the folder asked for, else `config/region/<id>`. */
export function packFolder(id: string, out: string | undefined): string {
  return out === undefined ? join(REGION_ROOT, id) : resolve(out);
}

/** Fails when the folder holds something already and overwriting was not asked for. */
export function assertFree(folder: string, force: boolean): void {
  if (force || !existsSync(folder) || readdirSync(folder).length === 0) return;
  throw new UsageError([
    `${folder} already holds files; choose another --id or --out, or add --force to overwrite them`,
  ]);
}

const PACK_FILES = new Set([...REGION_LAYERS.map((layer) => `${layer}.geojson`), 'units.json']);

/** Writes the files, making the folder. Layers of an earlier pack that the new one does not have are taken away. */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  const old = existsSync(join(folder, 'region.json')) ? readdirSync(folder) : [];
  for (const name of old) if (PACK_FILES.has(name) && !files.has(name)) rmSync(join(folder, name));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}

/** A short account of what was written: folder, bytes, rectangle, counts. */
export function summary(
  folder: string,
  pack: { files: ReadonlyMap<string, string>; counts: ReadonlyMap<string, number>; bbox: readonly number[] },
): string {
  const bytes = [...pack.files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const counts = [...pack.counts].map(([name, n]) => `${name} ${n}`).join(' · ');
  const place = relative(process.cwd(), folder) || '.';
  return [
    `${place}: ${pack.files.size} files, ${Math.ceil(bytes / 1024)} KiB`,
    `bbox ${pack.bbox.join(',')} (WGS-84)`,
    counts,
    '',
  ].join('\n');
}
