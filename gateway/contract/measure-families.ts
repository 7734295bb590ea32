import type { ResolutionTrack } from './life.ts';
import { RESOLUTION_TRACKS } from './life.ts';
import type { Words } from './measures.ts';
import { VIDEO_CLASSES, type VideoClass } from './video.ts';
import { ALARM_PRIORITIES, type AlarmPriority, CHANNELS, type Channel } from './vocabulary.ts';

/** Channels in the words of a chart. */
export const CHANNEL_WORDS: Readonly<Record<Channel, Words>> = {
  GRID_WORKER: { zh: '网格员', en: 'grid workers' },
  GRID_APP: { zh: '网格 App', en: 'grid app' },
  WALK_IN: { zh: '窗口来访', en: 'walk-in' },
  HOTLINE: { zh: '中心热线', en: 'hotline' },
  HOTLINE_12345: { zh: '12345 热线', en: '12345 hotline' },
  WECHAT: { zh: '公众号', en: 'WeChat' },
  MINI_PROGRAM: { zh: '小程序', en: 'mini program' },
  MEDIATION_APP: { zh: '掌上调解', en: 'mediation app' },
  PETITION: { zh: '信访', en: 'petitions' },
  POLICE_110: { zh: '110 流转', en: '110 transfers' },
  COURT: { zh: '法院委派', en: 'court' },
  DEPARTMENT: { zh: '部门推送', en: 'departments' },
  SUPERIOR: { zh: '上级交办', en: 'superior office' },
  VIDEO_PATROL: { zh: '视频巡查', en: 'video patrol' },
  VIDEO_AI: { zh: 'AI 线索', en: 'AI leads' },
  IOT: { zh: '物联感知', en: 'sensors' },
  PATROL_TERMINAL: { zh: '巡护终端', en: 'patrol terminals' },
  MEDIA: { zh: '舆情', en: 'media' },
};

/** Ways on which a matter is resolved, in the words of a chart. */
export const TRACK_WORDS: Readonly<Record<ResolutionTrack, Words>> = {
  PEOPLE_MEDIATION: { zh: '人民调解', en: 'people’s mediation' },
  ADMIN_MEDIATION: { zh: '行政调解', en: 'administrative mediation' },
  JUDICIAL_MEDIATION: { zh: '司法调解', en: 'judicial mediation' },
  INDUSTRY_MEDIATION: { zh: '行业调解', en: 'industry mediation' },
  SETTLEMENT: { zh: '协商和解', en: 'settlement' },
  ARBITRATION: { zh: '仲裁', en: 'arbitration' },
  ADMIN_ADJUDICATION: { zh: '行政裁决', en: 'administrative adjudication' },
  ADMIN_REVIEW: { zh: '行政复议', en: 'administrative review' },
  LITIGATION: { zh: '诉讼', en: 'litigation' },
};

/** From where a dispute was handed to mediation: 警调 · 访调 · 诉调, and everything else. */
export const TRACK_SOURCES = ['POLICE', 'PETITION', 'COURT', 'OTHER'] as const;
export type TrackSource = (typeof TRACK_SOURCES)[number];

const SOURCE_WORDS: Readonly<Record<TrackSource, Words>> = {
  POLICE: { zh: '警调', en: 'police' },
  PETITION: { zh: '访调', en: 'petitions' },
  COURT: { zh: '诉调', en: 'court' },
  OTHER: { zh: '其他来源', en: 'other sources' },
};

/** Bands of a rating 1 to 5: 4 and 5 满意, 3 基本满意, 1 and 2 不满意. */
export const SCORE_BANDS = ['SATISFIED', 'FAIR', 'DISSATISFIED'] as const;
export type ScoreBand = (typeof SCORE_BANDS)[number];

const BAND_WORDS: Readonly<Record<ScoreBand, Words>> = {
  SATISFIED: { zh: '满意（4–5 分）', en: 'satisfied (4–5)' },
  FAIR: { zh: '基本满意（3 分）', en: 'fairly satisfied (3)' },
  DISSATISFIED: { zh: '不满意（1–2 分）', en: 'dissatisfied (1–2)' },
};

type Family<Id extends string> = Readonly<Record<Id, Words>>;

function family<Id extends string>(ids: readonly Id[], words: (id: Id) => Words): Family<Id> {
  return Object.fromEntries(ids.map((id) => [id, words(id)])) as Family<Id>;
}

type ChannelMeasure = `channel.${Channel}`;
type TrackMeasure = `track.${TrackSource}.${ResolutionTrack}`;
type BandMeasure = `rated.${ScoreBand}`;
type PriorityMeasure = `alarms.${AlarmPriority}`;
type LeadMeasure = `${LeadFamily}.${VideoClass}`;

/** Of the leads of each class: those raised, judged true or false, and judged true. */
export const LEAD_FAMILIES = ['leads', 'judgedLeads', 'verifiedLeads'] as const;
export type LeadFamily = (typeof LEAD_FAMILIES)[number];

const LEAD_WORDS: Readonly<Record<LeadFamily, Words>> = {
  leads: { zh: '期内发生的 AI 线索', en: 'leads raised in the period' },
  judgedLeads: { zh: '期内判为属实或误报的 AI 线索', en: 'leads judged true or false in the period' },
  verifiedLeads: { zh: '期内判为属实的 AI 线索', en: 'leads judged true in the period' },
};

/** Classes of leads in the words of a chart. */
export const VIDEO_CLASS_WORDS: Readonly<Record<VideoClass, Words>> = {
  SAFETY: { zh: '安全生产', en: 'safety' },
  KITCHEN: { zh: '明厨亮灶', en: 'kitchens' },
  PUBLIC: { zh: '社会面', en: 'public places' },
  DEVICE: { zh: '摄像机故障', en: 'camera faults' },
};

const ofChannel = (channel: Channel): ChannelMeasure => `channel.${channel}`;
const ofTrack = (source: TrackSource, track: ResolutionTrack): TrackMeasure => `track.${source}.${track}`;
const ofBand = (band: ScoreBand): BandMeasure => `rated.${band}`;

const CHANNEL_IDS = Object.fromEntries(CHANNELS.map((each) => [each, ofChannel(each)]));
const SOURCE_OF: Readonly<Partial<Record<Channel, TrackSource>>> = {
  POLICE_110: 'POLICE',
  PETITION: 'PETITION',
  COURT: 'COURT',
};

/** Measure of items received by a channel. */
export function channelMeasure(channel: Channel): ChannelMeasure {
  return CHANNEL_IDS[channel] as ChannelMeasure;
}

/** Measure of disputes received from where `channel` stands for, by the way on which they are resolved. */
export function trackMeasure(channel: Channel | null, track: ResolutionTrack): TrackMeasure {
  return ofTrack((channel === null ? undefined : SOURCE_OF[channel]) ?? 'OTHER', track);
}

/** Measure of items closed with a rating of 1 to 5. */
export function bandMeasure(score: number): BandMeasure {
  if (score >= 4) return 'rated.SATISFIED';
  return score === 3 ? 'rated.FAIR' : 'rated.DISSATISFIED';
}

/** Measure of alarms raised with a priority. */
export function priorityMeasure(priority: AlarmPriority): PriorityMeasure {
  return `alarms.${priority}`;
}

/** Measure of the leads of a class. */
export function leadMeasure(family: LeadFamily, name: VideoClass): LeadMeasure {
  return `${family}.${name}`;
}

const pairs = TRACK_SOURCES.flatMap((source) => RESOLUTION_TRACKS.map((track) => [source, track] as const));

/** Short names of the families, as a chart labels them. */
export const CHANNEL_NAMES = family(CHANNELS.map(ofChannel), (id) => CHANNEL_WORDS[rest(id) as Channel]);
/** The same of the bands of a rating. */
export const BAND_NAMES = family(SCORE_BANDS.map(ofBand), (id) => BAND_WORDS[rest(id) as ScoreBand]);
/** The same of source and way of a dispute. */
export const TRACK_NAMES = Object.fromEntries(
  pairs.map(([source, track]) => {
    const [from, way] = [SOURCE_WORDS[source], TRACK_WORDS[track]];
    return [ofTrack(source, track), { zh: `${from.zh}·${way.zh}`, en: `${from.en}, ${way.en}` }];
  }),
) as Family<TrackMeasure>;

/** The same of the priorities of alarms. */
export const PRIORITY_NAMES = family(ALARM_PRIORITIES.map(priorityMeasure), (id) => ({
  zh: rest(id),
  en: rest(id),
}));
const LEAD_MEASURES = Object.fromEntries(
  LEAD_FAMILIES.flatMap((each) =>
    VIDEO_CLASSES.map((name) => {
      const [what, { zh, en }] = [LEAD_WORDS[each], VIDEO_CLASS_WORDS[name]];
      return [leadMeasure(each, name), { zh: `${what.zh}：${zh}`, en: `${what.en}: ${en}` }];
    }),
  ),
) as Family<LeadMeasure>;

function rest(id: string): string {
  return id.slice(id.indexOf('.') + 1);
}

function told<Id extends string>(names: Family<Id>, zh: string, en: string): Family<Id> {
  const rows = Object.entries<Words>(names).map(([id, name]) => [
    id,
    { zh: `${zh}：${name.zh}`, en: `${en}: ${name.en}` },
  ]);
  return Object.fromEntries(rows) as Family<Id>;
}

type FamilyMeasure = ChannelMeasure | TrackMeasure | BandMeasure | PriorityMeasure | LeadMeasure;

/**
 * Measures that come in families: one for each channel, source and track of a dispute, band of a rating, priority of an
 * alarm, class of leads.
 */
export const FAMILY_MEASURES: Family<FamilyMeasure> = {
  ...told(PRIORITY_NAMES, '期内发生的告警', 'alarms raised in the period'),
  ...LEAD_MEASURES,
  ...told(CHANNEL_NAMES, '期内受理的事项，来自', 'items received in the period by'),
  ...told(TRACK_NAMES, '期内受理的矛盾纠纷，来源与途径', 'disputes received in the period, source and way'),
  ...told(BAND_NAMES, '期内办结、有评价的事项', 'rated items closed in the period'),
};
