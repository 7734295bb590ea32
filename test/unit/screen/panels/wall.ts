import { computed, createSSRApp, shallowRef } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { FallingDue } from '../../../../gateway/contract/deadlines.ts';
import type { EntityKind, EntityOf } from '../../../../gateway/contract/entities.ts';
import type { PageConfig } from '../../../../gateway/contract/page-config.ts';
import type { PanelId } from '../../../../gateway/contract/wall.ts';
import { WALL, type Wall } from '../../../../screen/composables/useWall.ts';
import { createSay, type Language } from '../../../../screen/locale/words.ts';
import { panels } from '../../../../screen/panels/registry.ts';
import { createWall } from '../../../../screen/shell/create-wall.ts';
import type { Collections, LinkHealth, Place } from '../../../../screen/state/port.ts';
import { AREAS, mapOf, NOW } from '../state/entities.ts';

export const say = createSay('zh');

export function config(change: Partial<PageConfig> = {}): PageConfig {
  return {
    title: '云岭县社会治安综合治理中心',
    titleEn: null,
    site: 'demo',
    version: '0',
    access: 'demo',
    projection: 'operator',
    profile: {
      id: 'test',
      title: 'test',
      pixels: { width: 1920, height: 1080 },
      metres: { width: 3.6, farthestSeat: 5 },
      columns: '1fr',
      areas: [[{ panel: 'map', grow: 1 }]],
      audience: 'duty',
    },
    profiles: [],
    basemap: 'auto',
    region: {
      id: 'demo',
      name: '云岭县',
      fullName: '云岭县',
      kind: 'demo',
      notice: '示意图 · 非测绘成果',
      approval: null,
      utcOffsetMinutes: 480,
      urban: null,
      bbox: [103, 25, 104, 26],
      center: [103.5, 25.5],
      areas: AREAS,
      units: [],
      layers: {},
    },
    tiles: [],
    duty: { post: '值班长岗', phone: '0000-0000' },
    workingHours: { from: '09:00', to: '18:00' },
    handovers: ['08:00', '18:00'],
    ladder: [
      { step: 'REMIND', label: '催办' },
      { step: 'REMIND_LETTER', label: '提示函' },
      { step: 'SUPERVISE_LETTER', label: '督办函' },
      { step: 'ORDER', label: '交办单' },
      { step: 'ACCOUNTABILITY', label: '倒查' },
    ],
    guarantees: {
      HIGH: { level: 'COUNTY', post: '县(市、区)领导包保' },
      MEDIUM: { level: 'TOWNSHIP', post: '镇(街道)领导包保' },
      LOW: { level: 'VILLAGE', post: '村(社区)包保' },
    },
    ...change,
  };
}

export type Content = { readonly [Kind in EntityKind]?: readonly EntityOf[Kind][] };

export interface WallOptions extends Content {
  readonly link?: Partial<LinkHealth>;
  readonly place?: Place | null;
  readonly config?: Partial<PageConfig>;
  /** Time that has passed since the wall came up, ms. */
  readonly upFor?: number;
  readonly area?: string | null;
  readonly language?: Language;
  /** Server time; `NOW` unless told. */
  readonly now?: number;
  /** What the gateway told will fall due by the end of the shift; unless told, it has not answered. */
  readonly falling?: readonly FallingDue[];
}

function collections(content: Content): Collections {
  const of = <Kind extends EntityKind>(kind: Kind) =>
    shallowRef(mapOf(...((content[kind] ?? []) as readonly EntityOf[Kind][])));
  return {
    alarm: of('alarm'),
    case: of('case'),
    video: of('video'),
    feed: of('feed'),
    kpi: of('kpi'),
    series: of('series'),
    warning: of('warning'),
    instruction: of('instruction'),
    indicator: of('indicator'),
    terminal: of('terminal'),
  };
}

/** A wall with exactly this content, standing still. */
export function wallOf(options: WallOptions = {}): Wall {
  const { link, place = { n: 1, at: NOW }, upFor = 0, area = null, now = NOW, language = 'zh' } = options;
  const live = {
    collections: collections(options),
    link: shallowRef<LinkHealth>({ state: 'live', since: NOW, reason: null, logOk: true, ...link }),
    place: shallowRef(place),
    clock: shallowRef({ simulated: false, rate: 1 }),
    serverNow: () => now,
    upMs: () => upFor,
  };
  const parts = {
    config: config(options.config),
    live,
    params: { language, area, device: null, key: null },
  } as const;
  const wall = createWall(parts, shallowRef(now));
  const { falling } = options;
  return falling === undefined
    ? wall
    : { ...wall, forward: { ...wall.forward, falling: computed(() => falling) } };
}

/** A panel as HTML, without the comments that frameworks leave. */
export async function drawPanel(id: PanelId, options: WallOptions = {}, heightRem = 30): Promise<string> {
  const entry = panels.get(id);
  if (entry === undefined) throw new Error(`there is no panel ${id}`);
  const app = createSSRApp(entry.component, { heightRem });
  app.provide(WALL, wallOf(options));
  return (await renderToString(app)).replaceAll(/<!--.*?-->/g, '');
}

/** The words of some HTML, tags and blanks taken out. */
export function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** What stands in the element with this `data-kpi`. */
export function numberIn(html: string, kpi: string): string | undefined {
  const escaped = kpi.replaceAll('.', '\\.');
  return new RegExp(`data-kpi="${escaped}"[^>]*>([^<]*)<`).exec(html)?.[1];
}

/** Every `data-entity` in the order of drawing. */
export function entitiesIn(html: string): string[] {
  return [...html.matchAll(/data-entity="([^"]*)"/g)].map((match) => match[1] ?? '');
}
