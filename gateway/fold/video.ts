import type { VideoEntity } from '../contract/entities.ts';
import type { VideoState } from '../contract/vocabulary.ts';
import type { Context, Setting } from './context.ts';
import { equal } from './equal.ts';
import { type Heard, happenedAt } from './event.ts';
import { baseAfter, type Model, type RecordBase, seatOf, trackedBy } from './model.ts';
import { flagsBy, type PlaceFields, placedBy, placePatch } from './place.ts';
import { type Cells, merged, type Patch } from './stamp.ts';

type VideoFields = Pick<
  VideoEntity,
  'title' | 'type' | 'camera' | 'algorithm' | 'confidence' | 'media' | 'raisedAt'
> &
  PlaceFields;

interface Judgement {
  readonly state: VideoState;
  readonly at: number;
  readonly by: string;
  readonly heardAt: number;
  readonly duplicateOf?: string;
}

export interface VideoRecord extends RecordBase {
  readonly cells: Cells<VideoFields>;
  readonly judgement: Judgement | null;
  readonly item: string | null;
  readonly linkedAt: number | null;
}

const STATE_OF = { TRUE: 'VERIFIED', FALSE: 'FALSE', DUPLICATE: 'DUPLICATE' } as const;
const NO_PERSON_ACTS_ON: ReadonlySet<string> = new Set(['version']);

/**
 * Video leads: what an algorithm believes it saw, until a person has judged it or its picture goes. The last judgement
 * stands; once an item was made of the lead, it is verified for good.
 */
export const videoModel: Model<'video', VideoRecord> = {
  kind: 'video',
  owned: true,
  isAnew: ({ type }) => type === 'video.lead_raised',
  idOf: ({ entry }) => entry.subject,
  hear: (record, heard) => ({
    ...baseAfter(record, heard),
    cells: merged(record?.cells ?? {}, leadPatch(heard), heard.stamp),
    judgement: record?.judgement ?? null,
    item: record?.item ?? null,
    linkedAt: record?.linkedAt ?? null,
  }),
  operate(record, { type, data, entry }) {
    if (type !== 'operation.verified') return record;
    const by = seatOf(entry);
    const { result, duplicateOf } = data;
    const of = duplicateOf === undefined ? {} : { duplicateOf };
    const judgement = { state: STATE_OF[result], at: entry.time, by, heardAt: entry.receivedAt, ...of };
    return { ...record, heardAt: entry.receivedAt, judgement };
  },
  build,
  leavesAt(record, _entity, { setting }) {
    const endedAt = record.judgement?.heardAt ?? lapsesAt(record, setting);
    return endedAt === null ? null : endedAt + setting.rules.live.finishedAlarmsForS * 1_000;
  },
  turnsAt: (record, entity, { setting }) => (entity.state === 'LEAD' ? lapsesAt(record, setting) : null),
  actedOn: (before, after) => !equal(before, after, NO_PERSON_ACTS_ON),
};

/** A lead that nobody judges goes when its picture goes, counted from when it was last heard of; null: never. */
function lapsesAt({ judgement, heardAt }: VideoRecord, { unjudgedLeadMs }: Setting): number | null {
  return judgement === null && unjudgedLeadMs !== null ? heardAt + unjudgedLeadMs : null;
}

function build(id: string, record: VideoRecord, { setting, now }: Context): VideoEntity | null {
  const { cells, judgement } = record;
  if (cells.title === undefined || cells.type === undefined || cells.raisedAt === undefined) return null;
  const due = lapsesAt(record, setting);
  const lapsed = due !== null && due <= now ? ({ state: 'LAPSED', lapsedAt: due } as const) : null;
  return {
    ...trackedBy(id, record, flagsBy(cells.placeFlags?.v, record.skewed)),
    ...placedBy(cells, setting),
    title: cells.title.v,
    type: cells.type.v,
    camera: cells.camera?.v ?? null,
    algorithm: cells.algorithm?.v ?? null,
    confidence: cells.confidence?.v ?? null,
    media: cells.media?.v ?? null,
    raisedAt: cells.raisedAt.v,
    state: judgement?.state ?? 'LEAD',
    judgedAt: judgement?.at ?? null,
    judgedBy: judgement?.by ?? null,
    ...(judgement?.duplicateOf === undefined ? {} : { duplicateOf: judgement.duplicateOf }),
    item: record.item,
    ...(record.linkedAt === null ? {} : { linkedAt: record.linkedAt }),
    ...lapsed,
  };
}

function leadPatch({ data, entry }: Heard<'video.lead_raised'>): Patch<VideoFields> {
  const { title, type, camera, algorithm, confidence, media } = data;
  const raisedAt = happenedAt(data.raisedAt, entry);
  return { title, type, camera, algorithm, confidence, media, raisedAt, ...placePatch(data, entry) };
}
