import type { RegionInfo } from '../../../gateway/contract/region.ts';
import type { Say } from '../../locale/words.ts';
import type { MapWords } from '../../map/words.ts';
import { faultId } from '../../shell/fault-id.ts';
import { mapNotice } from '../../state/notice.ts';

/** What the map itself writes, in the language of the page. */
export function mapWords(region: RegionInfo, say: Say): MapWords {
  return {
    title: say('panel.map'),
    urban: say('map.urban'),
    whole: say('map.whole'),
    layers: { online: say('map.online'), onDuty: say('map.onDuty'), named: say.named },
    notice: mapNotice(region, say) ?? say('map.sketch'),
    waiting: {
      shapes: say('map.waiting.shapes'),
      engine: say('map.waiting.engine'),
      picture: say('map.waiting.picture'),
    },
    unread: (missing) =>
      say('map.unread', { layer: say(`map.layer.${missing}`), id: faultId(`map ${missing}`) }),
    partly: (lacking) =>
      say('map.partly', { layers: lacking.map((layer) => say(`map.layer.${layer}`)).join(say('list.and')) }),
    failed: (detail) => say('map.failed', { detail, id: faultId(`map ${detail}`) }),
    instead: { mapbox: say('map.instead.mapbox'), plain: say('map.instead.plain') },
  };
}
