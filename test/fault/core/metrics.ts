import type { GatewayProcess } from './gateway-process.ts';

/** Sum over all label sets of one figure of `/metrics`; 0 when it is not there yet. */
export async function metricOf(gateway: GatewayProcess, name: string): Promise<number> {
  const text = await (await gateway.get('/metrics')).text();
  const lines = text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
