import type { EntityOf } from '../contract/entities.ts';
import type { DraftEntry } from '../contract/entry.ts';
import { GatewayError } from '../contract/errors.ts';
import type { EventData } from '../contract/event-types.ts';
import { linkRefused, removalRefused, type Unbound, verdictRefused } from '../fold/bindings.ts';
import type { StateView } from '../fold/port.ts';

/** Why a command that binds something to an item cannot be carried out, with the way to mend it; null when it can. */
export function bindingRefused(
  draft: Pick<DraftEntry, 'type' | 'data'>,
  entity: EntityOf[keyof EntityOf],
  view: Pick<StateView, 'get'>,
): GatewayError | null {
  const refusal = refusalOf(draft, entity, view);
  if (refusal === null) return null;
  const { path, detail, outrun } = refusal;
  return new GatewayError(outrun ? 'stale_seen' : 'invalid_command', detail, { path });
}

function refusalOf(
  { type, data }: Pick<DraftEntry, 'type' | 'data'>,
  entity: EntityOf[keyof EntityOf],
  view: Pick<StateView, 'get'>,
): Unbound | null {
  const item = typeof data.item === 'string' ? view.get('case', data.item) : undefined;
  if (type === 'operation.linked')
    return linkRefused(entity as EntityOf['alarm' | 'video' | 'warning'], item);
  if (type === 'operation.removed' && item !== undefined)
    return removalRefused(entity as EntityOf['alarm'], item);
  if (type === 'operation.verified' && 'algorithm' in entity)
    return verdictRefused(entity, data as unknown as EventData<'operation.verified'>);
  return null;
}
