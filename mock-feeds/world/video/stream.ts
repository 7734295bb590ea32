import { createHash } from 'node:crypto';
import { dayCache } from '../day-cache.ts';
import { metres, rounded } from '../geo.ts';
import { attendedAt } from '../officer-delay.ts';
import type { Pack, Place } from '../pack.ts';
import { byWeight, draws, strata } from '../rng.ts';
import { cellAddress, type Site, type Sites } from '../sites.ts';
import { bySending, eventOf, type Stream, type WorldBasis } from '../stream.ts';
import { MINUTE, SECOND, timeOfDay } from '../time.ts';
import { isKitchen, VIDEO_KINDS, type VideoKind } from './kinds.ts';
import { pictureOf } from './picture.ts';

/** One lead: when it is raised and when the simulated officers judge it. */
export interface LeadPlan {
  readonly id: string;
  readonly at: number;
  readonly judgedAt: number;
  /** What the officers find. */
  readonly verdict: 'TRUE' | 'FALSE' | 'DUPLICATE';
  readonly camera: Pick<Place, 'id' | 'at' | 'cell'>;
  readonly kind: VideoKind;
  readonly confidence: number;
  readonly isNight: boolean;
}

export interface VideoWorld extends Stream {
  plans(day: number): readonly LeadPlan[];
  /** The picture that an event of this stream refers to, by its SHA-256; null when it is not one of the last asked for. */
  picture(hash: string): Uint8Array | null;
}

const MADE_UP_CAMERAS = 40;
/** Pictures held for uploading; older ones were either sent or are made again with their event. */
const PICTURES_KEPT = 200;
/** Cameras that stand near places of one category: this many of the nearest to any of them. */
const NEAREST_CAMERAS = 10;
/** Kitchens that let themselves be watched 明厨亮灶: canteens. */
const KITCHENS = 16;
const KITCHEN_PLACES = ['学校', '养老', '医院'];

function camerasOf(seed: number, pack: Pack, sites: Sites): readonly Place[] {
  if (pack.cameras.length > 0) return pack.cameras;
  return Array.from({ length: MADE_UP_CAMERAS }, (_, i) => {
    const site = sites.onRoad(draws(seed, 'camera', i));
    const id = `cam-${String(i + 1).padStart(3, '0')}`;
    return { id, name: site.address, category: '路口', at: site.at, cell: site.cell };
  });
}

/** The cameras of a scenario's favourite surroundings; all of them when it has none, or the pack no such place. */
function camerasNear({ pack, scenario }: WorldBasis, cameras: readonly Place[]): readonly Place[] {
  const { near } = scenario.video;
  const places = pack.places.filter(({ category }) => category === near?.category);
  if (places.length === 0) return cameras;
  const distance = ({ at }: Place) => Math.min(...places.map((place) => metres(place.at, at)));
  return [...cameras].sort((a, b) => distance(a) - distance(b)).slice(0, NEAREST_CAMERAS);
}

/** Cameras in kitchens; what they are called says nothing of whose kitchen it is. */
function kitchenCameras(seed: number, sites: Sites): readonly LeadPlan['camera'][] {
  return Array.from({ length: KITCHENS }, (_, i) => {
    const { at, cell }: Site = sites.atPlace(draws(seed, 'kitchen', i), KITCHEN_PLACES);
    return { id: `cam-k${String(i + 1).padStart(2, '0')}`, at, cell };
  });
}

function verdictOf({ seed, scenario: { video } }: WorldBasis, id: string): LeadPlan['verdict'] {
  const drawn = draws(seed, 'judge', id).next();
  if (drawn < video.trueShare) return 'TRUE';
  return drawn < video.trueShare + video.duplicateShare ? 'DUPLICATE' : 'FALSE';
}

/** Leads of video algorithms, each with a generated picture. A lead's id tells its day: `XS261120-031`. */
export function videoStream(basis: WorldBasis, sites: Sites): VideoWorld {
  const { seed, calendar, startMs, scenario, arrival } = basis;
  const { perDay, hours, opening, weights, near } = scenario.video;
  const cameras = camerasOf(seed, basis.pack, sites);
  const favourites = camerasNear(basis, cameras);
  const kitchens = kitchenCameras(seed, sites);
  const since = startMs - scenario.history.leadMinutes * MINUTE;
  const pictures = new Map<string, Uint8Array>();

  const planOf = (day: number, i: number, at: number): LeadPlan => {
    const draw = draws(seed, 'lead', day, i);
    const minute = calendar.minuteOf(at);
    const isNight = minute < 6 * 60 || minute >= 19 * 60;
    const kinds = VIDEO_KINDS.filter(({ night }) => night || !isNight);
    const id = `XS${calendar.code(day)}-${String(i + 1).padStart(3, '0')}`;
    const judgedAt = attendedAt(draw, calendar, arrival('video', at), scenario.officers.verify);
    const outside = draw.pick(draw.chance(near?.share ?? 0) ? favourites : cameras);
    const kind = byWeight(kinds, draw.next(), ({ type, weight }) => weight * (weights[type] ?? 1));
    return {
      id,
      at,
      judgedAt,
      verdict: verdictOf(basis, id),
      camera: isKitchen(kind) ? draws(seed, 'kitchen-lead', id).pick(kitchens) : outside,
      kind,
      confidence: Math.round(draw.between(0.58, 0.97) * 100) / 100,
      isNight,
    };
  };

  /** Leads that were judged before the start are not played: a judgement can only be told at its own time. */
  const plans = (day: number): LeadPlan[] => {
    const usual = strata(draws(seed, 'lead-day', day), Math.round(perDay)).map((time, i) =>
      planOf(day, i, calendar.startOf(day) + timeOfDay(hours, time)),
    );
    const first = opening.map((afterS, i) => planOf(day, usual.length + i, startMs + afterS * SECOND));
    const all = day === calendar.dayOf(startMs) ? [...usual, ...first] : usual;
    return all.filter(({ at, judgedAt }) => at >= since && judgedAt > startMs);
  };

  const pictureFor = ({ id, isNight }: LeadPlan) => {
    const { bytes, box } = pictureOf(seed, id, isNight);
    const media = createHash('sha256').update(bytes).digest('hex');
    pictures.set(media, bytes);
    const oldest = pictures.keys().next();
    if (pictures.size > PICTURES_KEPT && !oldest.done) pictures.delete(oldest.value);
    return { media, box };
  };

  const days = dayCache<LeadPlan>(0, plans);
  return {
    since,
    plans,
    picture: (hash) => pictures.get(hash) ?? null,
    events: (from, to) =>
      days
        .between(calendar.dayOf(Math.max(from, since)), calendar.dayOf(to), { from, to })
        .map((plan) => {
          const { at, id, kind, camera, confidence } = plan;
          const data = {
            type: kind.type,
            title: kind.title,
            camera: camera.id,
            algorithm: kind.algorithm,
            confidence,
            location: rounded(camera.at),
            address: cellAddress(camera.cell),
            ...pictureFor(plan),
          };
          const said = {
            feed: 'video',
            type: 'video.lead_raised',
            id: `${id}-1`,
            subject: id,
            at,
            sequence: 1,
            data,
          } as const;
          return { at, event: eventOf(basis, said) };
        })
        .sort(bySending),
  };
}
