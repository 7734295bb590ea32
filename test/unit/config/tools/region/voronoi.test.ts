import { expect, it } from 'vitest';
import { range } from '../../../../../config/tools/region/arrays.ts';
import { type Pt, signedArea } from '../../../../../config/tools/region/plane.ts';
import { between, randomStream } from '../../../../../config/tools/region/rng.ts';
import { voronoi } from '../../../../../config/tools/region/voronoi.ts';

function jittered(n: number): Pt[] {
  const rng = randomStream(5, 'test');
  return range(n * n).map(
    (i): Pt => [(i % n) + between(rng, -0.4, 0.4), Math.floor(i / n) + between(rng, -0.4, 0.4)],
  );
}

const mesh = voronoi(jittered(12), () => 1);
const inner = range(144).filter((i) => i % 12 > 2 && i % 12 < 9 && i > 36 && i < 108);

it('gives each cell the land nearer to its site than to any other', () => {
  for (const i of inner) {
    const cell = mesh.cells[i];
    const [x, y] = mesh.sites[i] ?? [0, 0];
    for (const v of cell?.corners ?? []) {
      const [cx, cy] = mesh.corners[v] ?? [0, 0];
      const own = Math.hypot(cx - x, cy - y);
      const nearest = Math.min(...mesh.sites.map((s) => Math.hypot(cx - s[0], cy - s[1])));
      expect(own).toBeCloseTo(nearest, 9);
    }
  }
});

it('lets neighbours share the same corners in opposite order', () => {
  for (const i of inner) {
    const cell = mesh.cells[i];
    cell?.neighbours.forEach((j, k) => {
      const other = mesh.cells[j];
      const back = other?.neighbours.indexOf(i) ?? -1;
      expect(other?.corners[back]).toBe(cell.corners[(k + 1) % cell.corners.length]);
    });
    expect(signedArea((cell?.corners ?? []).map((v) => mesh.corners[v] ?? [0, 0]))).toBeGreaterThan(0);
  }
});

it('leaves out cells that reach the end of the land', () => {
  expect(mesh.cells[0]).toBeNull();
});
