import { describe, expect, it } from 'vitest';
import { edgeKey } from '../../../../../config/tools/region/edges.ts';
import type { Pt } from '../../../../../config/tools/region/plane.ts';
import {
  build,
  emptyNetwork,
  lay,
  link,
  type Network,
  rankOf,
} from '../../../../../config/tools/region/road-network.ts';

/** Two ways from 0 to 3: over 1 (2.0 km) and over 2 (2.8 km). */
function diamond(): Network {
  const places: Pt[] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [2, 0],
  ];
  const net = emptyNetwork(places);
  for (const [a, b] of [
    [0, 1],
    [1, 3],
    [0, 2],
    [2, 3],
  ] as const) {
    link(net, a, b, 0);
  }
  return net;
}

const builtAs = (net: Network, a: number, b: number): number | undefined =>
  net.built.get(edgeKey(a, b))?.rank;
const to =
  (end: number) =>
  (node: number): boolean =>
    node === end;

describe('laying roads', () => {
  it('takes the shortest way over open ground', () => {
    const net = diamond();
    lay(net, { from: 0, goal: to(3), rank: rankOf('县道') });
    expect(builtAs(net, 0, 1)).toBe(rankOf('县道'));
    expect(builtAs(net, 0, 2)).toBeUndefined();
  });

  it('follows a built road although it is longer', () => {
    const net = diamond();
    build(net, { a: 0, b: 2, rank: rankOf('省道') });
    build(net, { a: 2, b: 3, rank: rankOf('省道') });
    lay(net, { from: 0, goal: to(3), rank: rankOf('乡道') });
    expect(builtAs(net, 0, 1)).toBeUndefined();
    expect(builtAs(net, 0, 2)).toBe(rankOf('省道'));
  });

  it('neither follows an expressway nor builds one over other roads', () => {
    const net = diamond();
    build(net, { a: 0, b: 1, rank: rankOf('高速') });
    lay(net, { from: 0, goal: to(3), rank: rankOf('国道') });
    expect(builtAs(net, 0, 2)).toBe(rankOf('国道'));
    lay(net, { from: 2, goal: to(0), rank: rankOf('高速') });
    expect(builtAs(net, 0, 2)).toBe(rankOf('国道'));
  });

  it('lets a trunk road return another way than it came', () => {
    const net = diamond();
    lay(net, { from: 0, goal: to(3), rank: rankOf('国道') });
    lay(net, { from: 3, goal: to(0), rank: rankOf('国道') });
    expect(builtAs(net, 0, 2)).toBe(rankOf('国道'));
  });

  it('keeps the higher class and the street name where roads run together', () => {
    const net = diamond();
    build(net, { a: 0, b: 1, rank: rankOf('城区道路') }, '玉林路');
    build(net, { a: 1, b: 0, rank: rankOf('国道') });
    build(net, { a: 0, b: 1, rank: rankOf('乡道') });
    expect(net.built.get(edgeKey(0, 1))).toMatchObject({ rank: rankOf('国道'), name: '玉林路' });
  });

  it('builds nothing where no way leads', () => {
    const net = diamond();
    lay(net, { from: 0, goal: () => false, rank: rankOf('县道') });
    expect(net.built.size).toBe(0);
  });
});
