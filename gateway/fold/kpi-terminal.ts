import type { TerminalEntity } from '../contract/entities.ts';
import { DEVICE_STATE_OF, TERMINAL_DEVICE_STATES, terminalDeviceId } from '../contract/kpi-terminal.ts';
import { table } from './contribution.ts';
import type { Contribution } from './kpi.ts';

const DEVICE = table(TERMINAL_DEVICE_STATES, terminalDeviceId);

/** What a terminal adds to the lane of devices while it is on duty; one that calls for help by the age of its fix. */
export function deviceContributions({
  onDuty,
  state,
  unheard,
}: Pick<TerminalEntity, 'onDuty' | 'state' | 'unheard'>): readonly Contribution[] {
  const device = onDuty ? DEVICE_STATE_OF[unheard ?? state] : null;
  return device === null ? [] : [DEVICE[device]];
}
