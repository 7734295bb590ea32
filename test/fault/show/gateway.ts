import { readEnvironment } from '../../../config/runtime/environment.ts';
import { startGateway } from '../../../gateway/main.ts';
import { createLogger } from '../../../gateway/ops/logger.ts';

/** The product's gateway with the show's rules: `gateway.ts ROOT ENGINE`, everything else from the environment. */
const [, , root = '', engine = ''] = process.argv;
const gateway = await startGateway({
  environment: readEnvironment(process.env),
  logger: createLogger(),
  forcedEngine: engine === 'redis' ? 'redis' : 'sqlite',
  presetReality: 'simulated',
  worldRules: 'mock-feeds/rules',
  root,
});
const stop = () => gateway.stop().then(() => process.exit(0));
process.once('SIGTERM', stop);
// The show was killed and cannot say stop any more.
process.once('disconnect', stop);
