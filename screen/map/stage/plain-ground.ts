import type { Theme } from '../../styles/tokens.ts';
import { draws, LINES, lineWidth } from '../base/style.ts';
import type { RegionGeometry } from '../geo/geometry.ts';
import { type Transform, toPixel } from '../geo/mercator.ts';
import { linesOf, polygonsOf } from '../geo/polygon.ts';
import { DENSITY_SOURCES, type DensitySource } from '../marks/density.ts';

/** What the plain ground is drawn from. */
export interface GroundPicture {
  readonly geometry: RegionGeometry;
  readonly theme: Theme;
  readonly transform: Transform;
  /** Zoom steps closer than the county as a whole. */
  readonly closeness: number;
  /** Steps of the tint by area, of each source of areas. */
  readonly density: ReadonlyMap<DensitySource, ReadonlyMap<string, number>>;
}

type Pen = CanvasRenderingContext2D;

function trace(pen: Pen, points: readonly GeoJSON.Position[], transform: Transform): void {
  points.forEach(([lng = 0, lat = 0], index) => {
    const { x, y } = toPixel(transform, { lng, lat });
    if (index === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  });
}

function path(pen: Pen, features: readonly GeoJSON.Feature[], transform: Transform): void {
  pen.beginPath();
  for (const { geometry } of features) {
    for (const ring of polygonsOf(geometry).flat()) trace(pen, ring, transform);
    for (const line of linesOf(geometry)) trace(pen, line, transform);
  }
}

function fill(pen: Pen, features: readonly GeoJSON.Feature[], colour: string, transform: Transform): void {
  path(pen, features, transform);
  pen.fillStyle = colour;
  pen.fill('evenodd');
}

function fillAreas(pen: Pen, { geometry, theme, transform, density }: GroundPicture): void {
  const { layers } = geometry;
  const { colours } = theme;
  fill(pen, layers.county?.features ?? [], colours['map-land-1'], transform);
  for (const town of layers.towns?.features ?? []) {
    const tone = (Number(town.properties?.tone ?? 0) + 1) as 1 | 2 | 3 | 4;
    fill(pen, [town], colours[`map-land-${tone}`], transform);
  }
  for (const source of DENSITY_SOURCES)
    for (const area of layers[source]?.features ?? []) {
      const step = density.get(source)?.get(String(area.properties?.code)) ?? 0;
      if (step > 0) fill(pen, [area], colours[`map-density-${step as 1 | 2 | 3 | 4}`], transform);
    }
}

/** The areas that have a tint, with all that the ground has in them; nothing anywhere else. */
export function drawTint(pen: Pen, picture: GroundPicture): void {
  const { geometry, transform, density } = picture;
  const tinted = DENSITY_SOURCES.flatMap((source) =>
    (geometry.layers[source]?.features ?? []).filter(
      ({ properties }) => (density.get(source)?.get(String(properties?.code)) ?? 0) > 0,
    ),
  );
  if (tinted.length === 0) return;
  pen.save();
  path(pen, tinted, transform);
  pen.clip('evenodd');
  drawGround(pen, picture);
  pen.restore();
}

/** Draws the region with the lines and tints of the base maps' style. The pen counts in CSS pixels. */
export function drawGround(pen: Pen, picture: GroundPicture): void {
  const { geometry, theme, transform, closeness } = picture;
  const waters = geometry.layers.rivers?.features ?? [];
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  fillAreas(pen, picture);
  pen.save();
  path(pen, geometry.layers.county?.features ?? [], transform);
  pen.clip('evenodd');
  fill(
    pen,
    waters.filter((water) => polygonsOf(water.geometry).length > 0),
    theme.colours['map-river'],
    transform,
  );
  let clipped = true;
  for (const line of LINES) {
    if (closeness < line.fromCloseness) continue;
    if (line.source === 'county' && clipped) {
      pen.restore();
      clipped = false;
    }
    const features = geometry.layers[line.source]?.features ?? [];
    path(
      pen,
      features.filter((feature) => draws(line, feature)),
      transform,
    );
    pen.strokeStyle = theme.colours[line.colour];
    pen.globalAlpha = line.opacity;
    pen.lineWidth = lineWidth(line.width, closeness) * (theme.remPx / 16);
    pen.stroke();
    pen.globalAlpha = 1;
  }
}
