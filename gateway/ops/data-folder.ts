import { accessSync, constants, mkdirSync } from 'node:fs';
import { ConfigurationError } from '../../config/runtime/problems.ts';
import { runningInstance } from './instance.ts';
import { AddressError } from './listen.ts';

/**
 * Makes the data folder if it is not there, before anything is started that would need it.
 * @throws {ConfigurationError} naming the folder and why it cannot be written.
 */
export function ensureDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new ConfigurationError([
      `YITU_DATA_DIR=${dataDir} is not a folder that can be written (${(error as Error).message}); choose another one, or give this user the right to write there`,
    ]);
  }
}

/**
 * The data folder for this process alone.
 * @throws {ConfigurationError} when it cannot be written
 * @throws {AddressError} when another gateway runs on it
 */
export function claimDataFolder(dataDir: string): void {
  ensureDataFolder(dataDir);
  const running = runningInstance(dataDir);
  if (running === null || running.pid === process.pid) return;
  throw new AddressError(
    `已在运行 · already running on this data folder: ${running.url} (pid ${running.pid})`,
  );
}
