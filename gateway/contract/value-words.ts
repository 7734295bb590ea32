import type { z } from 'zod';
import type { ShelveReason } from './alarms.ts';
import type { operationVerified } from './events/operation.ts';
import type {
  AlarmPriority,
  AlarmType,
  BasisKind,
  CaseKind,
  CaseState,
  Channel,
  Crs,
  DeviceHealth,
  Flag,
  HandlingLevel,
  IndicatorKind,
  IndicatorUnit,
  Level,
  Network,
  Outcome,
  Reality,
  Urgency,
  VideoType,
} from './vocabulary.ts';

type Words<Value extends string> = Readonly<Record<Value, string>>;
type Finding = z.infer<typeof operationVerified>['result'];

/** A closed list of the wire in Chinese: its title, and each value. */
export interface ValueList {
  readonly title: string;
  readonly words: Readonly<Record<string, string>>;
}

const list = <Value extends string>(title: string, words: Words<Value>): ValueList => ({ title, words });

/** Every closed list that a producer or a console meets, in the order in which documents show them. */
export const VALUE_LISTS: readonly ValueList[] = [
  list<CaseKind>('事项种类', {
    DISPUTE: '矛盾纠纷',
    FACILITY: '部件设施',
    HAZARD: '安全隐患',
    PUBLIC_ORDER: '治安隐患',
    APPEAL: '群众诉求',
    CITY_EVENT: '城市管理事件',
    ALARM_CASE: '告警转事项',
  }),
  list<CaseState>('事项状态', {
    RECEIVED: '已受理',
    VERIFYING: '核实中',
    JOINT_REVIEW: '联合研判',
    GUIDED: '引导至他处',
    DISPATCHED: '待签收',
    ACCEPTED: '已签收',
    IN_PROGRESS: '办理中',
    SUSPENDED: '停表',
    LEGAL_TRACK: '转法律途径',
    FEEDBACK: '待复核',
    CALLBACK: '待回访',
    FULFILMENT: '履行中',
    REWORK: '重办',
    CLOSED: '办结',
    ARCHIVED: '归档',
    MERGED: '并案',
    VOID: '作废',
  }),
  list<Channel>('来源渠道', {
    GRID_WORKER: '网格员上报',
    GRID_APP: '网格 App',
    WALK_IN: '来访',
    HOTLINE: '中心热线',
    HOTLINE_12345: '12345 热线',
    WECHAT: '微信',
    MINI_PROGRAM: '小程序',
    MEDIATION_APP: '调解平台',
    PETITION: '信访',
    POLICE_110: '110 分流',
    COURT: '法院委派',
    DEPARTMENT: '部门转来',
    SUPERIOR: '上级交办',
    VIDEO_PATROL: '视频巡查',
    VIDEO_AI: '视频 AI',
    IOT: '物联设备',
    PATROL_TERMINAL: '巡防终端',
    MEDIA: '媒体',
  }),
  list<Level>('风险等级', { HIGH: '高', MEDIUM: '中', LOW: '低', UNDETERMINED: '待定级' }),
  list<Urgency>('紧急程度', {
    U1: '特急',
    U2: '紧急',
    U3: '较急',
    U4: '一般',
    U5: '缓办',
    LEGAL: '按法定时限',
  }),
  list<HandlingLevel>('处置层级', { VILLAGE: '首调', TOWNSHIP: '会调', COUNTY: '联调' }),
  list<Outcome>('办结结果', {
    RESOLVED: '解决',
    PARTIAL: '部分解决',
    UNRESOLVED: '未解决',
    WITHDRAWN: '撤回',
    LEGAL: '转法律途径',
    NOT_FOUND: '查无此事',
  }),
  list<BasisKind>('时限依据', { STATUTE: '法定', REGULATION: '规定', INTERNAL: '内部', EXAMPLE: '示例' }),
  list<AlarmPriority>('告警优先级', { P1: '最高', P2: '高', P3: '中', P4: '低' }),
  list<AlarmType>('告警类型', {
    SMOKE: '烟感',
    GAS: '燃气',
    ELECTRIC_FIRE: '电气火灾',
    HYDRANT: '消火栓',
    WATER_LEVEL: '水位',
    WATERLOGGING: '内涝',
    MANHOLE: '井盖',
    DOOR_OPEN_TOO_LONG: '门未关',
    DOOR_FORCED: '门被破坏',
    TAMPER: '设备被拆动',
    ELEVATOR: '电梯',
    EBIKE_IN_LIFT: '电动车进梯',
    SLOPE: '边坡',
    SOS: '求助',
    TEMPERATURE: '温度',
  }),
  list<ShelveReason>('暂停提醒的理由', {
    KNOWN_CAUSE: '原因已知',
    CHATTERING: '抖动',
    WORK_ON_SITE: '现场作业',
    TESTING: '设备测试',
    OTHER: '其他',
  }),
  list<DeviceHealth>('设备健康', { OK: '正常', OFFLINE: '离线', LOW_BATTERY: '电量低', FAULT: '故障' }),
  list<VideoType>('线索类型', {
    STREET_OCCUPY: '占道',
    OUT_OF_STORE: '店外经营',
    HAWKER: '流动摊点',
    GARBAGE: '暴露垃圾',
    BIN_OVERFLOW: '垃圾满溢',
    PILE: '乱堆物料',
    DRYING: '沿街晾晒',
    ILLEGAL_AD: '违规广告',
    PARKING_CAR: '机动车乱停',
    PARKING_BIKE: '非机动车乱停',
    FIRE_LANE_BLOCKED: '消防通道被占',
    SMOKE_FIRE: '烟火',
    WATERLOGGING: '积水',
    FALLING_OBJECT: '高空抛物',
    EBIKE_IN_LIFT: '电动车进梯',
    CROWD_DENSITY: '人群密集（只计密度）',
    INTRUSION: '区域闯入',
    KITCHEN_NO_CAP: '后厨未戴帽',
    KITCHEN_NO_MASK: '后厨未戴口罩',
    KITCHEN_SMOKING: '后厨吸烟',
    KITCHEN_PHONE: '后厨使用手机',
    KITCHEN_RODENT: '后厨鼠患',
    KITCHEN_BIN_OPEN: '后厨垃圾桶未盖',
    KITCHEN_UNATTENDED_FIRE: '后厨动火离人',
    CAMERA_FAULT: '摄像机故障',
  }),
  list<IndicatorKind>('指标种类', {
    WINDOW_RECEPTIONS: '窗口接待',
    WINDOW_WAITING: '窗口等候',
    BOOKINGS_MADE: '预约数',
    BOOKINGS_KEPT: '履约数',
    BOOKINGS_MISSED: '爽约数',
    UNITS_PRESENT: '进驻单位',
    REPORTS: '镇街上报数',
    SERVICE_VISITS_DUE: '应走访',
    SERVICE_VISITS_DONE: '已走访',
    SERVICE_VISITS_LATE: '逾期走访',
    PATROLS: '巡逻',
    CAMPAIGNS: '宣传活动',
    TRAININGS: '培训',
    ESTATES_PASSED: '小区达标项',
    DEVICES_ONLINE: '设备在线',
    GRID_STAFF: '网格力量',
    DATA_SYNC_ROWS: '数据同步行数',
  }),
  list<IndicatorUnit>('指标单位', {
    COUNT: '个',
    PERSON_TIMES: '人次',
    MINUTES: '分钟',
    PERCENT: '百分比',
    ROWS: '行',
    KILOMETRES: '公里',
  }),
  list<Network>('网络', { GOVERNMENT: '政务外网', VIDEO: '视频专网', INTERNET: '互联网' }),
  list<Crs>('坐标系', { WGS84: 'WGS-84', CGCS2000: '国家大地 2000', GCJ02: '火星坐标', BD09: '百度坐标' }),
  list<Reality>('真实性', { actual: '真实', simulated: '模拟', exercise: '演练', test: '测试' }),
  list<Finding>('核实结果', { TRUE: '属实', FALSE: '误报', DUPLICATE: '重复' }),
  list<Flag>('接收时的标记', {
    outside_region: '位置在本区域之外：列出，不上图',
    unknown_area: '区域编号不认识：改由位置求出',
    clock_skew: 'time 比网关时钟快 1 分钟以上',
  }),
];

/** The list that has exactly these values, or null. */
export function listOfValues(values: readonly unknown[]): ValueList | null {
  return (
    VALUE_LISTS.find(
      ({ words }) =>
        Object.keys(words).length === values.length && values.every((value) => String(value) in words),
    ) ?? null
  );
}
