import type { RegionInfo } from '../../../gateway/contract/region.ts';
import type { Say } from '../../locale/words.ts';
import type { MapWords } from '../../map/words.ts';
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
    unread: (missing) => say('map.unread', { layer: say(`map.layer.${missing}`) }),
    failed: (detail) => say('map.failed', { detail }),
    instead: { mapbox: say('map.instead.mapbox'), plain: say('map.instead.plain') },
  };
}
