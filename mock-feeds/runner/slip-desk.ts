import { pause } from '../ways/backoff.ts';
import type { Gateway } from '../ways/gateway.ts';
import type { SlipDesk } from '../world/slips.ts';

const LOOK_MS = 5_000;

/**
 * Looks at the warnings again and again until the signal, and does what is due. Warnings are the gateway's own findings:
 * nobody can know them beforehand. What somebody else did meanwhile is refused, and seen at the next look.
 */
export async function runSlipDesk(
  desk: SlipDesk,
  gateway: Pick<Gateway, 'warnings' | 'command'>,
  now: () => number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const told = await gateway.warnings();
    for (const command of desk.commands(told, now())) {
      if (signal.aborted) return;
      await gateway.command(command);
    }
    await pause(LOOK_MS, signal);
  }
}
