import type { VideoEntity } from '../contract/entities.ts';
import type { VideoState } from '../contract/vocabulary.ts';
import type { Context } from './context.ts';
import { equal } from './equal.ts';
import { type Heard, millis } from './event.ts';
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
}

export interface VideoRecord extends RecordBase {
  readonly cells: Cells<VideoFields>;
  readonly judgement: Judgement | null;
  readonly item: string | null;
}

const STATE_OF = { TRUE: 'VERIFIED', FALSE: 'FALSE', DUPLICATE: 'DUPLICATE' } as const;
const NO_PERSON_ACTS_ON: ReadonlySet<string> = new Set(['version']);

/** Video leads: what an algorithm believes it saw, until a person has judged it. The last judgement stands. */
export const videoModel: Model<'video', VideoRecord> = {
  kind: 'video',
  idOf: ({ entry }) => entry.subject,
  hear: (record, heard) => ({
    ...baseAfter(record, heard),
    cells: merged(record?.cells ?? {}, leadPatch(heard), heard.stamp),
    judgement: record?.judgement ?? null,
    item: record?.item ?? null,
  }),
  operate(record, { type, data, entry }) {
    if (type !== 'operation.verified') return record;
    const by = seatOf(entry);
    const judgement = { state: STATE_OF[data.result], at: entry.time, by, heardAt: entry.receivedAt };
    return { ...record, heardAt: entry.receivedAt, judgement };
  },
  build,
  leavesAt({ judgement }, _entity, { setting }) {
    return judgement === null ? null : judgement.heardAt + setting.rules.live.finishedAlarmsForS * 1_000;
  },
  turnsAt: () => null,
  actedOn: (before, after) => !equal(before, after, NO_PERSON_ACTS_ON),
};

function build(id: string, record: VideoRecord, { setting }: Context): VideoEntity | null {
  const { cells, judgement } = record;
  if (cells.title === undefined || cells.type === undefined || cells.raisedAt === undefined) return null;
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
    item: record.item,
  };
}

function leadPatch({ data, entry }: Heard<'video.lead_raised'>): Patch<VideoFields> {
  const { title, type, camera, algorithm, confidence, media } = data;
  const raisedAt = millis(data.raisedAt, entry.time);
  return { title, type, camera, algorithm, confidence, media, raisedAt, ...placePatch(data, entry) };
}
