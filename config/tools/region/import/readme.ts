import type { Levels } from './generate/levels.ts';
import { LAYER_OF, LEVELS, WORD_OF } from './model.ts';

/** What the README of an imported pack tells. */
export interface ImportAccount {
  readonly name: string;
  readonly crs: string;
  readonly approval: string | null;
  /** File name by flag; no folders. */
  readonly sources: ReadonlyMap<string, string>;
  readonly levels: Levels;
  readonly warnings: readonly string[];
}

function sourceOf(areas: Levels[(typeof LEVELS)[number]]): string {
  if (areas.length === 0) return 'none';
  return areas.some(({ generated }) => generated)
    ? 'generated: borders, names and codes are made up'
    : 'given';
}

function levelRow(levels: Levels, level: (typeof LEVELS)[number]): string {
  const areas = levels[level];
  return `| \`${LAYER_OF[level]}\` | ${areas.length} | ${sourceOf(areas)} |`;
}

/** The README of an imported pack: where each layer comes from, what was generated, what did not fit. */
export function importReadme({ name, crs, approval, sources, levels, warnings }: ImportAccount): string {
  const files = [...sources].map(([flag, file]) => `- \`--${flag}\` ${file}`);
  return `# ${name}：导入的区域 / an imported region

Written by \`npm run region:import\`; do not edit by hand, import again. ${approval === null ? '**示意图 · 非测绘成果。**' : `审图号：${approval}`}

| layer | areas | source |
|---|---|---|
${LEVELS.map((level) => levelRow(levels, level)).join('\n')}

Every generated ${WORD_OF.grid}, village or street carries \`generated: true\`, and \`region.json\` names the levels.

## Sources (${crs}, converted once to WGS-84, five decimals)
${files.join('\n')}

The rights of these files are their owners'. Properties that the wall does not need were left out.

## Findings
${warnings.length === 0 ? 'None: neighbours fit without seams or overlaps above 0.005 km².' : warnings.map((w) => `- ${w}`).join('\n')}
`;
}
