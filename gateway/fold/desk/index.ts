import type { Heard, TypeOf } from '../event.ts';
import type { DeviceWord } from '../measures/explanation.ts';
import { createDeviceShelvings } from './device-shelvings.ts';
import { createEpisodes } from './episodes.ts';
import { createFormerItems } from './former-items.ts';
import { createHealth } from './health.ts';
import { createLoad, type Load } from './load.ts';
import { createMaintenance } from './maintenance.ts';
import type { DeskRows, DeskWorld } from './port.ts';
import { createReplacements } from './replacements.ts';
import { createResponses, type Responses } from './responses.ts';
import { createTwins } from './twins.ts';

export type DeskImage = Readonly<Record<(typeof PARTS)[number], DeskRows>>;
const PARTS = ['replacements', 'maintenance', 'shelvings', 'twins', 'health', 'responses', 'load'] as const;

/** What alarms are to one another, to their devices and to items. */
export interface Desk {
  hear(heard: Heard<TypeOf<'alarm'>>): void;
  /** A command about an alarm. @throws {Error} when it cannot be done */
  operate(id: string, heard: Heard<TypeOf<'operation'>>): void;
  /** An item changed. */
  itemChanged(id: string): void;
  /** What people did about the conditions. */
  readonly responses: Responses;
  /** The last word of each device about itself. */
  devices(): Iterable<DeviceWord>;
  /** Alarms raised in the last minutes. */
  raises: Load['recent'];
  /** Time went on: after every tracker was looked at. */
  look(): void;
  image(): DeskImage;
  load(image: DeskImage): void;
}

/** Every way to an alarm's record goes through here, so that what alarms mean together is settled at each entry. */
export function createDesk(world: DeskWorld): Desk {
  const { alarms, store } = world;
  const parts = {
    replacements: createReplacements(world),
    maintenance: createMaintenance(world),
    shelvings: createDeviceShelvings(world),
    twins: createTwins(world),
    health: createHealth(world),
    responses: createResponses(world),
    load: createLoad(world),
  };
  const { replacements, maintenance, shelvings, twins, health, responses, load } = parts;
  const formerItems = createFormerItems(world, responses);
  const episodes = createEpisodes(world, load);
  const raised = (heard: Heard<'alarm.raised'>) => {
    replacements.raised(heard);
    for (const replaced of heard.data.replaces ?? []) twins.changed(replaced);
    maintenance.raised(heard.entry.subject);
  };
  /** An episode that began as one that another alarm stands for is no alarm of its own. */
  const began = (id: string, n: number) => {
    maintenance.began(id);
    shelvings.began(id, n);
    twins.raised(id);
    const { duplicateOf = null, raisedAt = 0 } = store.get('alarm', id) ?? {};
    if (duplicateOf === null) return;
    alarms.adjust(id, (record) => ({ ...record, apart: [...record.apart.slice(-APART_KEPT), raisedAt] }));
  };
  const cleared = (heard: Heard<'alarm.cleared'>) => {
    replacements.cleared(heard);
    for (const withdrawn of heard.data.withdraws ?? []) twins.changed(withdrawn);
  };
  return {
    hear(heard) {
      const id = heard.entry.subject;
      const concerned = [...concernedBy(heard)].map((each) => [each, episodes.of(each)] as const);
      alarms.hear(heard);
      if (heard.type === 'alarm.raised') raised(heard);
      if (heard.type === 'alarm.health_changed') health.changed(heard);
      if (heard.type === 'alarm.cleared') cleared(heard);
      if (episodes.isNew(id, concerned[0]?.[1] ?? [])) began(id, heard.entry.n);
      for (const [each, before] of concerned) episodes.settle(each, before);
      formerItems.heard(id);
      twins.changed(id);
    },
    operate(id, heard) {
      if (heard.type === 'operation.removed') maintenance.check(id, heard);
      alarms.operate(id, heard);
      if (heard.type === 'operation.removed' || heard.type === 'operation.restored') {
        maintenance.settled(id, alarms.record(id)?.outOfService ?? null);
      }
      shelvings.operated(id, heard);
      if (heard.type === 'operation.acknowledged') twins.acknowledged(id, heard);
      twins.changed(id);
    },
    itemChanged(id) {
      maintenance.itemChanged(id);
      formerItems.itemChanged(id);
    },
    responses,
    devices: health.devices,
    raises: load.recent,
    look() {
      for (const part of PARTS) parts[part].look();
    },
    image: () => ({
      replacements: replacements.image(),
      maintenance: maintenance.image(),
      shelvings: shelvings.image(),
      twins: twins.image(),
      health: health.image(),
      responses: responses.image(),
      load: load.image(),
    }),
    load(image) {
      for (const part of PARTS) parts[part].load(image[part]);
    },
  };
}

/** Episodes of an alarm of which it is remembered that another one stood for them. */
const APART_KEPT = 31;

/** The alarm of a report, and others that it speaks of. */
function concernedBy({ data, entry }: Heard<TypeOf<'alarm'>>): ReadonlySet<string> {
  const replaced = 'replaces' in data ? data.replaces : undefined;
  const withdrawn = 'withdraws' in data ? data.withdraws : undefined;
  return new Set([entry.subject, ...(replaced ?? []), ...(withdrawn ?? [])]);
}
