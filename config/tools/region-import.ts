import { boxPack } from './region/box.ts';
import { type ImportedPack, importPack } from './region/import/pack.ts';
import { type ImportRequest, readImportRequest } from './region/import/request.ts';
import { runCommand } from './region/usage.ts';
import { assertFree, packFolder, summary, writeFiles } from './region/write.ts';

/** A pack of the user's files, or of one rectangle. Throws `UsageError`. */
export function packOf({ id, name, bbox, sources, options }: ImportRequest): ImportedPack {
  if (sources !== null) return importPack(sources, options);
  return { ...boxPack({ id, name, bbox: bbox ?? [0, 0, 0, 0], options }), warnings: [] };
}

function main(argv: readonly string[]): string {
  const request = readImportRequest(argv);
  const { folder, force, id } = request;
  assertFree(folder, force);
  const pack = packOf(request);
  writeFiles(folder, pack.files);
  const start = folder === packFolder(id, undefined) ? id : folder;
  return [
    summary(folder, pack),
    ...pack.warnings.map((warning) => `! ${warning}\n`),
    `YITU_REGION=${start} npm start\n`,
  ].join('');
}

if (import.meta.main) runCommand('region:import', () => main(process.argv.slice(2)));
