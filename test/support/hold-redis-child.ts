import { startRedisChild } from '../../gateway/log/redis/child.ts';

/** A stand-in for a gateway: starts the private Redis server of the folder given as argument and waits to be killed. */
const logger = { debug() {}, info() {}, warn() {}, error() {} };
const { pid, url } = await startRedisChild({ dataDir: process.argv[2] ?? '', logger });
process.stdout.write(`${JSON.stringify({ pid, url })}\n`);
setInterval(() => {}, 60_000);
