import { shallowRef } from 'vue';
import type {
  AlarmEntity,
  CaseEntity,
  TerminalEntity,
  VideoEntity,
} from '../../../../gateway/contract/entities.ts';
import type { WarningEntity } from '../../../../gateway/contract/warnings.ts';
import type { Collections } from '../../../../screen/state/port.ts';
import { mapOf } from './entities.ts';

/** What a wall holds, as far as a card looks at it. */
export interface Parts {
  readonly alarms?: readonly AlarmEntity[];
  readonly cases?: readonly CaseEntity[];
  readonly videos?: readonly VideoEntity[];
  readonly terminals?: readonly TerminalEntity[];
  readonly warnings?: readonly WarningEntity[];
}

export function collections({
  alarms = [],
  cases = [],
  videos = [],
  terminals = [],
  warnings = [],
}: Parts): Collections {
  return {
    alarm: shallowRef(mapOf(...alarms)),
    case: shallowRef(mapOf(...cases)),
    video: shallowRef(mapOf(...videos)),
    feed: shallowRef(new Map()),
    kpi: shallowRef(new Map()),
    series: shallowRef(new Map()),
    warning: shallowRef(mapOf(...warnings)),
    instruction: shallowRef(new Map()),
    indicator: shallowRef(new Map()),
    terminal: shallowRef(mapOf(...terminals)),
  };
}
