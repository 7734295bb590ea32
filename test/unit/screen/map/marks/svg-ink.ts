interface Pen {
  readonly fill: string;
  readonly stroke: string;
  readonly width: number;
  readonly scale: number;
}

const attribute = (tag: string, name: string): string | undefined =>
  tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1];

/** Ends of the strokes of a path, in its own units. */
function pointsOf(path: string): readonly (readonly [number, number])[] {
  let [x, y] = [0, 0];
  const points: [number, number][] = [];
  for (const [, command = '', rest = ''] of path.matchAll(/([MLHVCSmlhvcszZ])([^A-Za-z]*)/g)) {
    const values = (rest.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    const [fromX, fromY] = command === command.toLowerCase() ? [x, y] : [0, 0];
    const step = { h: 1, v: 1, c: 6, s: 4 }[command.toLowerCase()] ?? 2;
    for (let at = step; at <= values.length; at += step) {
      const [before = 0, last = 0] = [values[at - 2], values[at - 1]];
      const kind = command.toLowerCase();
      if (kind === 'h') x = fromX + last;
      else if (kind === 'v') y = fromY + last;
      else [x, y] = [fromX + before, fromY + last];
      points.push([x, y]);
    }
  }
  return points;
}

function extentOf(tag: string): { readonly width: number; readonly height: number } {
  const number = (name: string) => Number(attribute(tag, name) ?? 0);
  if (tag.startsWith('<circle')) return { width: 2 * number('r'), height: 2 * number('r') };
  if (tag.startsWith('<rect')) return { width: number('width'), height: number('height') };
  const points = pointsOf(attribute(tag, 'd') ?? '');
  const span = (axis: 0 | 1) => {
    const all = points.map((point) => point[axis]);
    return Math.max(...all) - Math.min(...all);
  };
  return { width: span(0), height: span(1) };
}

function penIn(tag: string, outer: Pen): Pen {
  const scale = Number(attribute(tag, 'transform')?.match(/scale\(([\d.]+)\)/)?.[1] ?? 1);
  return {
    fill: attribute(tag, 'fill') ?? outer.fill,
    stroke: attribute(tag, 'stroke') ?? outer.stroke,
    width: Number(attribute(tag, 'stroke-width') ?? outer.width),
    scale: outer.scale * scale,
  };
}

/** Sizes of the shapes of a picture that are painted in a colour, rims of other colours left out: the longer sides. */
export function inkSizes(svg: string, colour: string): readonly number[] {
  const pens: Pen[] = [{ fill: '', stroke: '', width: 0, scale: 1 }];
  const sizes: number[] = [];
  for (const [tag] of svg.matchAll(/<\/?(?:g|path|circle|rect)\b[^>]*>/g)) {
    if (tag === '</g>') {
      pens.pop();
      continue;
    }
    const pen = penIn(tag, pens.at(-1) as Pen);
    if (tag.startsWith('<g')) pens.push(pen);
    else if ([pen.fill, pen.stroke].includes(colour)) {
      const { width, height } = extentOf(tag);
      sizes.push((Math.max(width, height) + (pen.stroke === colour ? pen.width : 0)) * pen.scale);
    }
  }
  return sizes;
}
