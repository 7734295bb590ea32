/** Every closed list of words the wire uses. Sources: decisions D5–D8, D15; states and channels after the trade's own practice. */

/** Kinds of item. The four kinds on the screen group them, see `SCREEN_KINDS`. */
export const CASE_KINDS = [
  'DISPUTE',
  'FACILITY',
  'HAZARD',
  'PUBLIC_ORDER',
  'APPEAL',
  'CITY_EVENT',
  'ALARM_CASE',
] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** What the screen calls an item: 矛盾纠纷 · 治安隐患 · 群众诉求. */
export const SCREEN_KINDS = ['DISPUTES', 'HAZARDS', 'APPEALS'] as const;
export type ScreenKind = (typeof SCREEN_KINDS)[number];

/** Which of the three contents shows an item; an alarm that became an item is a hazard. */
export const SCREEN_KIND_OF: Readonly<Record<CaseKind, ScreenKind>> = {
  DISPUTE: 'DISPUTES',
  FACILITY: 'HAZARDS',
  HAZARD: 'HAZARDS',
  PUBLIC_ORDER: 'HAZARDS',
  ALARM_CASE: 'HAZARDS',
  APPEAL: 'APPEALS',
  CITY_EVENT: 'APPEALS',
};

/** States of an item's life; the words on the screen are the stage vocabulary's. */
export const CASE_STATES = [
  'RECEIVED',
  'VERIFYING',
  'JOINT_REVIEW',
  'GUIDED',
  'DISPATCHED',
  'ACCEPTED',
  'IN_PROGRESS',
  'SUSPENDED',
  'LEGAL_TRACK',
  'FEEDBACK',
  'CALLBACK',
  'FULFILMENT',
  'REWORK',
  'CLOSED',
  'ARCHIVED',
  'MERGED',
  'VOID',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** States in which nobody has anything left to do. */
export const FINAL_CASE_STATES: readonly CaseState[] = ['GUIDED', 'CLOSED', 'ARCHIVED', 'MERGED', 'VOID'];

/** Final states that no KPI counts, neither as received nor as closed. */
export const UNCOUNTED_CASE_STATES: readonly CaseState[] = ['GUIDED', 'MERGED', 'VOID'];

/** The five steps 受理 分流 处置 反馈 回访 that a stage funnel shows. */
export const STAGES = ['INTAKE', 'DISPATCH', 'HANDLING', 'FEEDBACK', 'CALLBACK'] as const;
export type Stage = (typeof STAGES)[number];

/** The step a state belongs to; null for a final state. */
export const STAGE_OF: Readonly<Record<CaseState, Stage | null>> = {
  RECEIVED: 'INTAKE',
  VERIFYING: 'INTAKE',
  JOINT_REVIEW: 'DISPATCH',
  GUIDED: null,
  DISPATCHED: 'DISPATCH',
  ACCEPTED: 'HANDLING',
  IN_PROGRESS: 'HANDLING',
  SUSPENDED: 'HANDLING',
  LEGAL_TRACK: 'HANDLING',
  REWORK: 'HANDLING',
  FEEDBACK: 'FEEDBACK',
  CALLBACK: 'CALLBACK',
  FULFILMENT: 'CALLBACK',
  CLOSED: null,
  ARCHIVED: null,
  MERGED: null,
  VOID: null,
};

/** Ways in which an item reached the centre. */
export const CHANNELS = [
  'GRID_WORKER',
  'GRID_APP',
  'WALK_IN',
  'HOTLINE',
  'HOTLINE_12345',
  'WECHAT',
  'MINI_PROGRAM',
  'MEDIATION_APP',
  'PETITION',
  'POLICE_110',
  'COURT',
  'DEPARTMENT',
  'SUPERIOR',
  'VIDEO_PATROL',
  'VIDEO_AI',
  'IOT',
  'PATROL_TERMINAL',
  'MEDIA',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** Risk 风险等级 of an item. A facility item carries none (`null`) and is counted as 部件. */
export const LEVELS = ['HIGH', 'MEDIUM', 'LOW', 'UNDETERMINED'] as const;
export type Level = (typeof LEVELS)[number];

/** Urgency 紧急程度 of an item; not an alarm's priority. */
export const URGENCIES = ['U1', 'U2', 'U3', 'U4', 'U5', 'LEGAL'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Level of handling 首调 · 会调 · 联调. */
export const HANDLING_LEVELS = ['VILLAGE', 'TOWNSHIP', 'COUNTY'] as const;
export type HandlingLevel = (typeof HANDLING_LEVELS)[number];

/** How an item ended. */
export const OUTCOMES = ['RESOLVED', 'PARTIAL', 'UNRESOLVED', 'WITHDRAWN', 'LEGAL', 'NOT_FOUND'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Where a time limit comes from; the wall writes 法定 only for a confirmed statute. */
export const BASIS_KINDS = ['STATUTE', 'REGULATION', 'INTERNAL', 'EXAMPLE'] as const;
export type BasisKind = (typeof BASIS_KINDS)[number];

/** Where an open or closed item stands against its deadline. */
export const SLA_STATES = [
  'NONE',
  'NORMAL',
  'DUE_SOON',
  'OVERDUE',
  'OVERDUE_REASONED',
  'PAUSED',
  'DONE_ON_TIME',
  'DONE_LATE',
] as const;
export type SlaState = (typeof SLA_STATES)[number];

/** `closedAt ≤ dueAt`, for an open item now ≤ `dueAt`; null without a deadline. */
export type Verdict = 'ONTIME' | 'OVERDUE' | null;

/** An alarm's priority only; P1 is the highest. */
export const ALARM_PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;
export type AlarmPriority = (typeof ALARM_PRIORITIES)[number];

/** Conditions that an alarming device can report. */
export const ALARM_TYPES = [
  'SMOKE',
  'GAS',
  'ELECTRIC_FIRE',
  'HYDRANT',
  'WATER_LEVEL',
  'WATERLOGGING',
  'MANHOLE',
  'DOOR_OPEN_TOO_LONG',
  'DOOR_FORCED',
  'TAMPER',
  'ELEVATOR',
  'EBIKE_IN_LIFT',
  'SLOPE',
  'SOS',
  'TEMPERATURE',
] as const;
export type AlarmType = (typeof ALARM_TYPES)[number];

/** Health of an alarming device: its own lane, never an operational alarm. */
export const DEVICE_HEALTHS = ['OK', 'OFFLINE', 'LOW_BATTERY', 'FAULT'] as const;
export type DeviceHealth = (typeof DEVICE_HEALTHS)[number];

/** What a patrol terminal is to the duty officer now; age of the fix decides between the first three. */
export const TERMINAL_STATES = [
  'ONLINE',
  'STALE',
  'OFFLINE',
  'OFF_DUTY',
  'LOW_BATTERY',
  'BUSY',
  'SOS',
] as const;
export type TerminalState = (typeof TERMINAL_STATES)[number];

/** How far a called terminal has come: 已呼叫 → 赶赴中 → 已到场 → 已完成. */
export const DISPATCH_STATES = ['CALLED', 'ON_THE_WAY', 'ARRIVED', 'DONE'] as const;
export type DispatchState = (typeof DISPATCH_STATES)[number];

/** What an algorithm may look for: places and things, never who somebody is. */
export const VIDEO_TYPES = [
  'STREET_OCCUPY',
  'OUT_OF_STORE',
  'HAWKER',
  'GARBAGE',
  'BIN_OVERFLOW',
  'PILE',
  'DRYING',
  'ILLEGAL_AD',
  'PARKING_CAR',
  'PARKING_BIKE',
  'FIRE_LANE_BLOCKED',
  'SMOKE_FIRE',
  'WATERLOGGING',
  'FALLING_OBJECT',
  'EBIKE_IN_LIFT',
  'CROWD_DENSITY',
  'INTRUSION',
  'KITCHEN_NO_CAP',
  'KITCHEN_NO_MASK',
  'KITCHEN_SMOKING',
  'KITCHEN_PHONE',
  'KITCHEN_RODENT',
  'KITCHEN_BIN_OPEN',
  'KITCHEN_UNATTENDED_FIRE',
  'CAMERA_FAULT',
] as const;
export type VideoType = (typeof VIDEO_TYPES)[number];

/** A lead until a person has judged it. */
export const VIDEO_STATES = ['LEAD', 'VERIFIED', 'FALSE', 'DUPLICATE', 'LAPSED'] as const;
export type VideoState = (typeof VIDEO_STATES)[number];

/**
 * What a department may report as a number about an area and a period. The list is closed on purpose:
 * a free kind is how lists of people come in (decisions D5).
 */
export const INDICATOR_KINDS = [
  'WINDOW_RECEPTIONS',
  'WINDOW_WAITING',
  'BOOKINGS_MADE',
  'BOOKINGS_KEPT',
  'BOOKINGS_MISSED',
  'UNITS_PRESENT',
  'REPORTS',
  'SERVICE_VISITS_DUE',
  'SERVICE_VISITS_DONE',
  'SERVICE_VISITS_LATE',
  'PATROLS',
  'CAMPAIGNS',
  'TRAININGS',
  'ESTATES_PASSED',
  'DEVICES_ONLINE',
  'GRID_STAFF',
  'DATA_SYNC_ROWS',
] as const;
export type IndicatorKind = (typeof INDICATOR_KINDS)[number];

/** Units of an indicator's value. */
export const INDICATOR_UNITS = ['COUNT', 'PERSON_TIMES', 'MINUTES', 'PERCENT', 'ROWS', 'KILOMETRES'] as const;
export type IndicatorUnit = (typeof INDICATOR_UNITS)[number];

/** Networks a source sits on: 政务外网 · 视频专网 · 互联网. */
export const NETWORKS = ['GOVERNMENT', 'VIDEO', 'INTERNET'] as const;
export type Network = (typeof NETWORKS)[number];

/** Coordinate systems a way in may declare. Inside everything is WGS-84; CGCS2000 is equal to it at this scale. */
export const CRS = ['WGS84', 'CGCS2000', 'GCJ02', 'BD09'] as const;
export type Crs = (typeof CRS)[number];

/** Whether a fact is about the world. `exercise` and `test` never reach a KPI, a timer or a count. */
export const REALITIES = ['actual', 'simulated', 'exercise', 'test'] as const;
export type Reality = (typeof REALITIES)[number];

/** Realities that count. */
export const COUNTED_REALITIES: readonly Reality[] = ['actual', 'simulated'];

/** Levels of the region's areas: 区县 · 镇街 · 村(社区) · 网格. */
export const AREA_LEVELS = ['county', 'street', 'village', 'grid'] as const;
export type AreaLevel = (typeof AREA_LEVELS)[number];

/** Server-side views of one state. `wall` and `leader` are reserved for the roles that bring them. */
export const PROJECTIONS = ['operator', 'visitor'] as const;
export type Projection = (typeof PROJECTIONS)[number];

/**
 * How sure an acknowledged entry is to survive: on disk · on a replica · in the system's page cache
 * (survives a process crash, not a power cut) · in memory only.
 */
export const DURABILITIES = ['fsync', 'replica', 'os', 'memory'] as const;
export type Durability = (typeof DURABILITIES)[number];

/** What ingest found odd about an accepted event; shown, never hidden. */
export const FLAGS = [
  'outside_region',
  'unknown_area',
  'clock_skew',
  'stale_epoch',
  'renumbered',
  'position_dropped',
  'stuck_fix',
  'inaccurate',
  'erased',
] as const;
export type Flag = (typeof FLAGS)[number];
