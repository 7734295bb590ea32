import { type WallProfile, wallProfile } from '../../gateway/contract/wall.ts';
import { jsonFiles, readJson } from './files.ts';
import { ConfigurationError } from './problems.ts';

/** Profile that a page without `?wall=` gets. */
export const DEFAULT_WALL = 'hall-1080p';

/**
 * Reads `config/walls`: one profile per file, whose id is the file's name.
 * @throws {ConfigurationError} listing every error with file, path and what was expected.
 */
export function loadWalls(folder: string): ReadonlyMap<string, WallProfile> {
  const problems: string[] = [];
  const walls = new Map<string, WallProfile>();
  for (const [name, file] of jsonFiles(folder)) {
    const wall = readJson(file, wallProfile, problems);
    if (wall === null) continue;
    if (wall.id !== name)
      problems.push(`${file}: id is ${wall.id}; it must be ${name}, as the file is called`);
    walls.set(wall.id, wall);
  }
  if (!walls.has(DEFAULT_WALL) && problems.length === 0)
    problems.push(`${folder}: the profile ${DEFAULT_WALL} is missing`);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return walls;
}
