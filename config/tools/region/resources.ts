import type { Areas } from './areas.ts';
import { at, range } from './arrays.ts';
import type { LngLat, Pt } from './plane.ts';
import { type Rng, randomStream } from './rng.ts';
import { type Ground, sitePlace } from './siting.ts';

/** A stationed resource of the hall; `unit` is the id of the unit it belongs to. */
export interface Resource {
  id: string;
  name: string;
  kind: '综合执法队' | '微型消防站' | '街面警务站' | '平安前哨' | '调解工作室';
  unit: string;
  village: string;
  town: string;
  at: LngLat;
}

type Wish = Pick<Resource, 'name' | 'kind' | 'unit'> & { village: number };

function stem(name: string): string {
  return name.replace(/(街道|镇|乡|社区|村)$/, '');
}

/** What each village may have; communities have more of it. */
function villageWishes(rng: Rng, ground: Ground): Wish[] {
  return ground.villages.flatMap((v, village) => {
    const urban = v.name.endsWith('社区');
    const unit = `village-${v.code}`;
    const wishes: Wish[] = [];
    if (rng() < (urban ? 0.5 : 0.16))
      wishes.push({ name: `${stem(v.name)}微型消防站`, kind: '微型消防站', unit, village });
    if (rng() < (urban ? 0.4 : 0.14))
      wishes.push({ name: `${stem(v.name)}平安前哨`, kind: '平安前哨', unit, village });
    if (rng() < (urban ? 0.3 : 0.2))
      wishes.push({ name: `${stem(v.name)}调解工作室`, kind: '调解工作室', unit, village });
    if (urban && rng() < 0.28)
      wishes.push({ name: `${stem(v.name)}街面警务站`, kind: '街面警务站', unit: 'dept-gaj', village });
    return wishes;
  });
}

/** Invented stations of teams: one enforcement team in every town, the others spread over the villages. */
export function makeResources(seed: number, areas: Areas, ground: Ground): Resource[] {
  const rng = randomStream(seed, 'resources');
  const teams = areas.towns.map((t): Wish => {
    const villages = range(ground.villages.length).filter((i) => at(ground.villages, i).town === t.code);
    return {
      name: `${t.name}综合执法队`,
      kind: '综合执法队',
      unit: `team-zf-${t.code}`,
      village: at(villages, Math.floor(rng() * villages.length)),
    };
  });
  const used: Pt[] = [];
  return [...teams, ...villageWishes(rng, ground)].map(({ village, ...rest }, i) => {
    const area = at(ground.villages, village);
    const place = sitePlace(rng, ground, village, { offKm: 0.08, apartKm: 0.25, used });
    return {
      id: `res-${String(i + 1).padStart(3, '0')}`,
      ...rest,
      village: area.code,
      town: area.town ?? '',
      at: place,
    };
  });
}
