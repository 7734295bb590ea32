import type { TerminalEntity } from '../contract/entities.ts';
import { DEVICE_STATE_OF, TERMINAL_DEVICE_STATES, terminalDeviceId } from '../contract/kpi-terminal.ts';
import { table } from './contribution.ts';
import type { Contribution } from './kpi.ts';

const DEVICE = table(TERMINAL_DEVICE_STATES, terminalDeviceId);

/** What a terminal adds to the lane of devices while it is on duty. */
export function deviceContributions({
  onDuty,
  state,
}: Pick<TerminalEntity, 'onDuty' | 'state'>): readonly Contribution[] {
  const device = onDuty ? DEVICE_STATE_OF[state] : null;
  return device === null ? [] : [DEVICE[device]];
}
