import type { ProducerEventType } from '../event-types.ts';
import { at, type EventExample, EXAMPLE_MEDIA, example, type Told } from './telling.ts';

/** A later step of the example item, the unpaid wages of four workers. */
function step(type: ProducerEventType, sequence: number, told: Pick<Told, 'zh' | 'says' | 'time' | 'data'>) {
  return example(type, { ...told, subject: 'example-wages', sequence });
}

/** The life of an item from its reception to its rating, and two items that end otherwise. */
export const CASE_EXAMPLES: Readonly<Record<Extract<ProducerEventType, `case.${string}`>, EventExample>> = {
  'case.received': step('case.received', 1, {
    zh: '受理',
    says: '事项进入中心。只有 title 与 kind 必填；只写人数，不写是谁。',
    time: '09:05',
    data: {
      title: '工地拖欠工资 4人',
      kind: 'DISPUTE',
      channel: 'WALK_IN',
      category: '劳资',
      location: { lng: 103.81, lat: 25.61, crs: 'WGS84' },
      address: '望江街道 在建工地',
      level: 'MEDIUM',
      urgency: 'U2',
      receivedAt: at('09:02'),
      dueAt: '2026-11-24T18:00:00+08:00',
      basis: { kind: 'EXAMPLE', text: '示例时限：2个工作日' },
      amount: { owed: 33000 },
      people: 4,
      firstUnit: 'dept-zzzx',
      link: 'https://mediation.example/records/20261120-17',
    },
  }),
  'case.verified': step('case.verified', 2, {
    zh: '核实',
    says: '席位核对过地点、既往与事实。',
    time: '09:20',
    data: { state: 'VERIFYING', note: '与工地、班组分别核对，欠款属实' },
  }),
  'case.dispatched': step('case.dispatched', 3, {
    zh: '派发',
    says: '交给承办单位；holder 写 units.json 的单位编号或名称。',
    time: '09:40',
    data: { state: 'DISPATCHED', holder: 'dept-xfj', handlingLevel: 'TOWNSHIP', urgency: 'U2' },
  }),
  'case.signed': step('case.signed', 4, {
    zh: '签收',
    says: '承办单位接下。',
    time: '09:52',
    data: { state: 'ACCEPTED', startAt: at('09:52') },
  }),
  'case.returned': step('case.returned', 5, {
    zh: '退回',
    says: '承办单位不接，写明理由；随后会再派发。',
    time: '10:05',
    data: { state: 'RECEIVED', holder: null, reason: '不属本单位职责' },
  }),
  'case.started': step('case.started', 6, {
    zh: '开始办理',
    says: '现场或会商开始。',
    time: '10:30',
    data: { state: 'IN_PROGRESS', holder: 'dept-fy' },
  }),
  'case.progressed': step('case.progressed', 7, {
    zh: '办理进展',
    says: '有了新情况、金额或照片。照片先以 POST /v1/media 上传。',
    time: '11:10',
    data: { note: '当场支付一部分', amount: { owed: 33000, paid: 15000 }, photos: [EXAMPLE_MEDIA] },
  }),
  'case.suspended': step('case.suspended', 8, {
    zh: '停表',
    says: '经批准暂停计时。',
    time: '11:20',
    data: { state: 'SUSPENDED', reason: '等待对账单，经批准停表', approver: '值班长岗' },
  }),
  'case.resumed': step('case.resumed', 9, {
    zh: '恢复计时',
    says: '停表结束。',
    time: '11:50',
    data: { state: 'IN_PROGRESS' },
  }),
  'case.extended': step('case.extended', 10, {
    zh: '延期',
    says: '经批准改变到期时刻；原到期时刻由网关记住。',
    time: '12:00',
    data: { dueAt: '2026-11-26T18:00:00+08:00', reason: '经批准延期' },
  }),
  'case.fedback': step('case.fedback', 11, {
    zh: '反馈',
    says: '承办单位报结果，等待复核。',
    time: '13:00',
    data: {
      state: 'FEEDBACK',
      note: '余款约定分期支付',
      amount: { owed: 33000, paid: 15000, promised: 18000 },
    },
  }),
  'case.calledback': step('case.calledback', 12, {
    zh: '回访',
    says: '已向来访方核实结果。',
    time: '13:30',
    data: { state: 'CALLBACK', callback: 'PASSED', note: '来访方认可' },
  }),
  'case.fulfilment_started': step('case.fulfilment_started', 13, {
    zh: '进入履行',
    says: '结果有待兑现（如分期付款），看到兑现为止。',
    time: '13:40',
    data: { state: 'FULFILMENT', startAt: at('13:40') },
  }),
  'case.reworked': step('case.reworked', 14, {
    zh: '重办',
    says: '结果不被认可，退回重办。',
    time: '14:00',
    data: { state: 'REWORK', reason: '余款未按约支付' },
  }),
  'case.closed': step('case.closed', 15, {
    zh: '办结',
    says: '事项结束。',
    time: '14:30',
    data: { outcome: 'RESOLVED', closedAt: at('14:28'), amount: { owed: 33000, paid: 33000 } },
  }),
  'case.reopened': step('case.reopened', 16, {
    zh: '重开',
    says: '办结之后又起。',
    time: '14:50',
    data: { state: 'IN_PROGRESS', reason: '另有2人来访' },
  }),
  'case.merged': example('case.merged', {
    zh: '并案',
    says: '并入另一事项；into 写那个事项的 subject。',
    subject: 'example-wages-copy',
    sequence: 2,
    time: '10:00',
    data: { into: 'example-wages', note: '同一工地重复登记' },
  }),
  'case.voided': example('case.voided', {
    zh: '作废',
    says: '登记有误，不计入统计。',
    subject: 'example-mistake',
    sequence: 2,
    time: '10:01',
    data: { state: 'VOID', reason: '误登记' },
  }),
  'case.rated': step('case.rated', 17, {
    zh: '评价',
    says: '回访评价 1（很不满意）至 5（很满意），不收评价文字。',
    time: '15:00',
    data: { score: 4 },
  }),
};
