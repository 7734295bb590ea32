import type { Area } from './areas.ts';
import { at, minBy, range } from './arrays.ts';
import type { Place } from './places.ts';
import { distance, type LngLat, type Pt } from './plane.ts';
import { pick, type Rng, randomStream } from './rng.ts';
import { type Ground, sitePlace } from './siting.ts';

/** An invented public camera. Kinds: 街面 · 制高点 · 校园周边 · 市场 · 小区出入口 · 车站 · 路口 · 卡口 · 水域. */
export interface Camera {
  id: string;
  name: string;
  kind: string;
  village: string;
  town: string;
  at: LngLat;
}

const KIND_AT_PLACE: Readonly<Record<string, readonly [kind: string, suffix: string]>> = {
  小区: ['小区出入口', '出入口'],
  学校: ['校园周边', '门前'],
  市场: ['市场', '入口'],
  车站: ['车站', '广场'],
  公园: ['制高点', '高点'],
  广场: ['制高点', '高点'],
  商业: ['街面', '街面'],
  医院: ['街面', '门前'],
  水库: ['水域', '坝顶'],
};

type Draft = Omit<Camera, 'id'>;

function besidePlace(rng: Rng, ground: Ground, place: Place): Draft | null {
  const kind = KIND_AT_PLACE[place.category];
  if (!kind) return null;
  const [x, y] = ground.plane.toPlane(place.at);
  const near: LngLat = ground.plane.toLngLat([x + 0.03 * (rng() - 0.5), y + 0.03 * (rng() - 0.5)]);
  const home = ground.villages[ground.villageAt(near) ?? -1]?.code === place.village;
  const { village, town } = place;
  return { name: `${place.name}${kind[1]}`, kind: kind[0], village, town, at: home ? near : place.at };
}

const STREET_SIDES = ['路口', '街面', '桥头', '卡口'] as const;

function onStreet(rng: Rng, ground: Ground, village: number, used: Pt[]): Draft {
  const area: Area = at(ground.villages, village);
  const stem = area.name.replace(/(社区|村)$/, '');
  const side = pick(rng, STREET_SIDES);
  const kind = side === '桥头' ? '街面' : side;
  const place = sitePlace(rng, ground, village, { offKm: 0.01, apartKm: 0.4, used });
  return { name: `${stem}${side}`, kind, village: area.code, town: area.town ?? '', at: place };
}

/** About `count` cameras: half beside landmarks, half on streets, mostly in the urban core. */
export function makeCameras(seed: number, count: number, ground: Ground, places: readonly Place[]): Camera[] {
  const rng = randomStream(seed, 'cameras');
  const used: Pt[] = [];
  const drafts: Draft[] = [];
  for (const place of places) {
    if (drafts.length >= count / 2) break;
    const draft = rng() < 0.75 ? besidePlace(rng, ground, place) : null;
    if (draft) drafts.push(draft);
  }
  const away = (v: number): number => distance(ground.plane.toPlane(at(ground.villages, v).label), [0, 0]);
  const nearest = range(ground.villages.length).sort((a, b) => away(a) - away(b));
  while (drafts.length < count) {
    const village = minBy([Math.floor(rng() * nearest.length), Math.floor(rng() * nearest.length)], (r) => r);
    drafts.push(onStreet(rng, ground, at(nearest, village), used));
  }
  const seen = new Map<string, number>();
  return drafts.map((draft, i) => {
    const times = (seen.get(draft.name) ?? 0) + 1;
    seen.set(draft.name, times);
    const name = times === 1 ? draft.name : `${draft.name}${times}号`;
    return { id: `cam-${String(i + 1).padStart(3, '0')}`, ...draft, name };
  });
}
