import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CalendarYear } from '../../gateway/contract/calendar.ts';
import type { RetentionRules } from '../../gateway/contract/retention.ts';
import type { Rules } from '../../gateway/contract/rules.ts';
import type { WallProfile } from '../../gateway/contract/wall.ts';
import { calendarsOver } from './calendars.ts';
import type { Environment } from './environment.ts';
import { type Hall, loadHall } from './hall.ts';
import { ConfigurationError } from './problems.ts';
import { exampleUnits, loadRegion, type RegionPack } from './region.ts';
import { loadRetention } from './retention.ts';
import { type RuleFolder, ruleFolders } from './rule-folders.ts';
import { loadRules } from './rules.ts';
import { loadTiles, type TileSetting } from './tiles.ts';
import { unknownUnits } from './unit-references.ts';
import { loadWalls } from './walls.ts';

/** Everything that an installation changes, loaded and checked. */
export interface Installation {
  readonly rules: Rules;
  /** Folders whose files stand for the shipped rules of the same name, the last on top. */
  readonly ownRules: readonly RuleFolder[];
  /** Years of the working calendar, in order. */
  readonly calendars: readonly CalendarYear[];
  readonly walls: ReadonlyMap<string, WallProfile>;
  readonly hall: Hall;
  readonly retention: RetentionRules;
  readonly pack: RegionPack;
  /** Sources of tiles, from below to above. */
  readonly tiles: readonly TileSetting[];
  /** Names the log: `YITU_SITE`, else the region's id. */
  readonly site: string;
  /** Of the product. */
  readonly version: string;
}

/**
 * Reads rules, walls, hall, retention and region from `config` below `root`.
 * @param worldRules folder with the rules of the simulated world, while it speaks here
 * @throws {ConfigurationError} with the faults of all of them together.
 */
export function loadInstallation(
  environment: Environment,
  root: string,
  worldRules: string | null = null,
): Installation {
  const folder = (name: string) => join(root, 'config', name);
  const problems: string[] = [];
  const attempt = <Value>(load: () => Value): Value | null => {
    try {
      return load();
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      problems.push(...error.problems);
      return null;
    }
  };
  const siteRules = environment.YITU_RULES ?? null;
  const over = [worldRules, siteRules].filter((each) => each !== null);
  const rules = attempt(() => loadRules(folder('rules'), over));
  const calendars = attempt(() =>
    calendarsOver([folder('rules'), ...over].map((each) => join(each, 'calendars'))),
  );
  const walls = attempt(() => loadWalls(folder('walls')));
  const hall = attempt(() => loadHall(folder('hall.json')));
  const retention = attempt(() => loadRetention(folder('retention.json')));
  const tiles = attempt(() => loadTiles(environment.YITU_TILES ?? folder('tiles.json')));
  const pack = attempt(() => loadRegion(environment.YITU_REGION, folder('region')));
  if (rules !== null && pack !== null)
    problems.push(
      ...unknownUnits(rules, {
        shipped: folder('rules'),
        simulated: worldRules,
        own: siteRules,
        units: pack.info.units,
        examples: exampleUnits(folder('region')),
      }),
    );
  if (
    rules === null ||
    calendars === null ||
    walls === null ||
    hall === null ||
    retention === null ||
    tiles === null ||
    pack === null ||
    problems.length > 0
  )
    throw new ConfigurationError(problems);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const site = environment.YITU_SITE ?? pack.info.id;
  const ownRules = ruleFolders(worldRules, siteRules);
  return { rules, ownRules, calendars, walls, hall, retention, tiles, pack, site, version };
}
