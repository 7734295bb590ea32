import { groupDigits } from '../../locale/numbers.ts';
import type { AreaShape } from '../geo/geometry.ts';
import type { Site } from '../geo/sites.ts';
import { createNameBoard, type NameLabel } from '../labels/names.ts';
import { badgesOf } from '../marks/mark-set.ts';
import { MARK_REM } from '../marks/marks.ts';
import type { LayerContext, MapData, MapLayer, Mark } from '../port.ts';

/** Zoom steps closer than the county from which villages are named. */
const VILLAGES_FROM = 1.6;
/** And resources: just before a flight to an item ends. */
const RESOURCES_FROM = 2.9;

/** Numbers of a street's terminals, on line and on duty. */
const COUNTS = { online: 'terminal.online', onDuty: 'terminal.onDuty' } as const;
const COUNT_NAMES = Object.keys(COUNTS) as (keyof typeof COUNTS)[];

interface TownCount {
  readonly element: HTMLElement;
  readonly kpi: string;
  /** The street, and what the number counts of it. */
  readonly said: string;
}

function span(className: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}

function label(className: string, parent: HTMLElement, parts: readonly HTMLElement[]): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.append(...parts);
  parent.append(element);
  return element;
}

/** A number can be picked, by key too. */
function button(kpi: string): HTMLElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.dataset.kpi = kpi;
  element.ariaHasPopup = 'dialog';
  return element;
}

function townLabels({ geometry, above, words }: LayerContext) {
  const counts: TownCount[] = [];
  const labels = geometry.towns.map((town): NameLabel => {
    const count = span('map-town-count', '');
    for (const name of COUNT_NAMES) {
      const kpi = `${COUNTS[name]}@${town.id}`;
      const element = button(kpi);
      count.append(element);
      counts.push({ element, kpi, said: `${town.name} ${words[name]}` });
    }
    const element = label('map-town', above, [span('map-town-name', town.name), count]);
    return {
      id: town.id,
      at: town.label,
      area: town.polygons,
      element,
      rank: 0,
      fromCloseness: Number.NEGATIVE_INFINITY,
      shy: false,
    };
  });
  return { counts, labels };
}

function villageLabel(
  { above }: LayerContext,
  { id, name, label: at, polygons: area }: AreaShape,
): NameLabel {
  const element = label('map-town map-village', above, [span('map-village-name', name)]);
  return { id, at, area, element, rank: 1, fromCloseness: VILLAGES_FROM, shy: true };
}

function resourceLabel({ above, theme, words }: LayerContext, { id, name, at }: Site): NameLabel {
  const element = label('map-town map-resource', above, [span('map-resource-name', words.named(name))]);
  element.style.paddingTop = `${MARK_REM.resource * theme.remPx}px`;
  return { id, at, element, rank: 2, fromCloseness: RESOURCES_FROM, shy: true };
}

/**
 * Writes the numbers, `—` for one that is not told where terminals are. Returns how long each is: a longer one needs its
 * place anew.
 */
function writeCounts(counts: readonly TownCount[], kpis: MapData['kpi']): string {
  const told = kpis.has('terminal.onDuty');
  for (const { element, kpi, said } of counts) {
    const text = told ? groupDigits(kpis.get(kpi)?.value ?? null) : '';
    if (element.textContent === text) continue;
    element.textContent = text;
    element.ariaLabel = `${said} ${text}`;
  }
  return counts.map(({ element }) => element.textContent?.length).join();
}

/** What no name may cover: calls for help and alarms that wait, with their numbers, high risks, what is looked at. */
function loudOn(context: LayerContext, data: MapData): readonly Mark[] {
  const { calls, alarms } = context.places.of(context, data).loud;
  const grave = context.shown.all().filter(({ icon, id }) => icon === 'high' || id === data.focus?.id);
  const loud = [...calls, ...alarms.filter(({ icon }) => !icon.endsWith('-acked')), ...grave];
  return [...loud, ...badgesOf(loud, context.theme.remPx)];
}

/**
 * Names of the streets with a halo, under each how many terminals are on line and on duty; from nearer the villages'. Elements
 * rather than GPU text: both base maps and the plain one show the same, crisp at any size, and a name steps aside for
 * another, for a call for help, an alarm that waits, a high risk and, where there is room, for every mark. A name that
 * finds no room in its own area is tied to it by a thin line.
 */
export const layer: MapLayer = {
  id: 'names',
  order: 60,
  reads: ['kpi', 'alarm', 'case', 'calling', 'video', 'focus'],
  mount(context) {
    const { counts, labels } = townLabels(context);
    const villages = context.geometry.villages.map((village) => villageLabel(context, village));
    const resources = context.geometry.resources.map((site) => resourceLabel(context, site));
    const board = createNameBoard([...labels, ...villages, ...resources], context);
    let data: MapData | null = null;
    let known = '';
    const arrange = (): void =>
      board.arrange({ loud: data === null ? [] : loudOn(context, data), quiet: context.shown.all() });
    const stopView = context.view.onChange((settled) => {
      if (settled) arrange();
      else board.follow();
    });
    return {
      update(next) {
        data = next;
        const lengths = writeCounts(counts, next.kpi);
        const docked = context.docks().map(({ left, top }) => `${Math.round(left)} ${Math.round(top)}`);
        const now = `${docked.join()}|${lengths}|${context.shown.version()}`;
        if (now === known) return;
        known = now;
        arrange();
      },
      stop() {
        stopView();
        board.remove();
      },
    };
  },
};
