import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FeatureCollection, Geometry } from 'geojson';
import { ROOT } from './budgets/tree.ts';

const FOLDER = resolve(ROOT, '../shared/data/region');

/** A region pack with real names, kept beside the repository: how many streets, villages and grids it has. */
export interface RealPack {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  readonly counts: readonly [streets: number, villages: number, grids: number];
}

/** The trial packs. Their folder may be absent; see `packsMissing`. */
export const REAL_PACKS: readonly RealPack[] = [
  { id: 'zhanyi', name: '沾益区', folder: join(FOLDER, 'zhanyi'), counts: [11, 135, 540] },
  { id: 'tuyou', name: '土默特右旗', folder: join(FOLDER, 'tuyou'), counts: [9, 216, 1173] },
  { id: 'haibowan', name: '海勃湾区', folder: join(FOLDER, 'haibowan'), counts: [7, 42, 252] },
];

/** True, and said on standard error, when the trial packs are not there: tests on them are skipped. */
export function packsMissing(): boolean {
  const missing = REAL_PACKS.filter(({ folder }) => !existsSync(join(folder, 'county.geojson')));
  if (missing.length > 0)
    process.stderr.write(
      `skipped: the trial regions are not in ${FOLDER}; put them there to run these tests\n`,
    );
  return missing.length > 0;
}

/** Path of a layer's file. */
export function layerFile(pack: RealPack, layer: string): string {
  return join(pack.folder, `${layer}.geojson`);
}

/** A layer as it stands in the pack. */
export function readPackLayer<G extends Geometry, P>(pack: RealPack, layer: string): FeatureCollection<G, P> {
  return JSON.parse(readFileSync(layerFile(pack, layer), 'utf8')) as FeatureCollection<G, P>;
}
