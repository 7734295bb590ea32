/** What a camera's own words may say, and no screen may repeat of a lead that nobody has verified (decisions D8). */
export const NAMED = ['锦绣花园', '惠民超市', '3号楼'];

/** The longest waiting leads stand first in their lane. */
export const LEAD_WAITED_MS = 6 * 3_600_000;

/** A lead whose own words name an estate, a business and a camera. */
export const namedLead = (id: string, time: string) => ({
  specversion: '1.0',
  id,
  source: 'urn:yitu:example',
  type: 'video.lead_raised',
  subject: id,
  time,
  sequence: 1,
  data: {
    type: 'BIN_OVERFLOW',
    title: '锦绣花园3号楼惠民超市门口垃圾满溢',
    address: '锦绣花园3号楼惠民超市',
    camera: '锦绣花园3号楼东侧',
    location: { lng: 103.82, lat: 25.6 },
  },
});
