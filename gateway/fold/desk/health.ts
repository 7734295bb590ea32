import { DEVICE_HEALTHS, type DeviceHealth } from '../../contract/vocabulary.ts';
import { counts, type Heard } from '../event.ts';
import type { DeviceWord } from '../measures/explanation.ts';
import type { DeskPart, DeskWorld } from './port.ts';

interface Row {
  readonly health: DeviceHealth;
  readonly at: number;
  /** The entry that said so. */
  readonly n: number;
}

const DEVICES_KEPT = 20_000;

export interface Health extends DeskPart {
  devices(): Iterable<DeviceWord>;
  changed(heard: Heard<'alarm.health_changed'>): void;
}

/** The lane of the devices themselves: the last word of each about its own health, apart from every alarm. */
export function createHealth({ ledger, counters }: DeskWorld): Health {
  const devices = ledger.table<Row>('device health');
  const count = new Map<DeviceHealth, number>();
  const tally = (health: DeviceHealth | undefined, by: 1 | -1) => {
    if (health === undefined) return;
    count.set(health, (count.get(health) ?? 0) + by);
  };
  const publish = () => {
    for (const health of DEVICE_HEALTHS) counters.set(`device.${health}`, count.get(health) ?? 0);
  };
  const put = (key: string, row: Row) => {
    tally(devices.get(key)?.health, -1);
    tally(row.health, 1);
    devices.put(key, row);
    const oldest = devices.size > DEVICES_KEPT ? devices.ids().next().value : undefined;
    if (oldest === undefined) return;
    tally(devices.get(oldest)?.health, -1);
    devices.delete(oldest);
  };
  return {
    changed({ data: { health, device }, entry }) {
      if (!counts(entry.reality)) return;
      const key = `${entry.source} ${device ?? entry.subject}`;
      const former = devices.get(key);
      if (former !== undefined && former.at > entry.time) return;
      put(key, { health, at: entry.time, n: entry.n });
      publish();
    },
    devices: () => Array.from(devices.entries(), ([device, { health, n }]) => ({ device, health, n })),
    look: publish,
    image: () => [...devices.entries()],
    load(rows) {
      for (const [key, row] of rows) put(key, row as Row);
    },
  };
}
