import { LIMITS, type Sort } from './sort.ts';

const REPAIR = [LIMITS.workdays2(0.4), LIMITS.workdays5(0.35), LIMITS.workdays10(0.25)];
const USUAL = [LIMITS.hours24(0.08), LIMITS.workdays3(0.3), LIMITS.workdays7(0.37), LIMITS.workdays15(0.25)];
const REPAIR_NOTES = ['现场已设围挡和警示', '维修材料已到场', '维修班组已排期', '临时处置完成，待更换'];
const CHECK_NOTES = [
  '已下达整改通知',
  '现场复查，部分整改到位',
  '责任单位承诺限期整改',
  '已拍照留存现场情况',
];

const facility = (
  category: string,
  share: number,
  rest: Partial<Sort> & Pick<Sort, 'titles' | 'units'>,
): Sort => ({
  kind: 'FACILITY',
  category,
  share,
  limits: REPAIR,
  stands: 'road',
  risk: null,
  notes: REPAIR_NOTES,
  ...rest,
});

const hazard = (
  category: string,
  share: number,
  rest: Partial<Sort> & Pick<Sort, 'titles' | 'units'>,
): Sort => ({
  kind: 'HAZARD',
  category,
  share,
  limits: USUAL,
  stands: ['小区', '市场', '学校', '医院', '商业', '工业园'],
  risk: [0.07, 0.4, 0.53],
  notes: CHECK_NOTES,
  ...rest,
});

/** 治安隐患: facilities, hazards and public order. */
export const HAZARDS: readonly Sort[] = [
  facility('道路井盖', 3, {
    titles: ['井盖破损', '井盖松动异响', '井盖缺失', '雨水篦子损坏'],
    units: ['住建', '住房'],
    limits: [LIMITS.hours24(0.08), LIMITS.workdays2(0.52), LIMITS.workdays5(0.4)],
  }),
  facility('路灯照明', 2.8, { titles: ['路灯不亮', '路灯线路故障', '路灯杆倾斜'], units: ['住建', '住房'] }),
  facility('道路设施', 2.6, {
    titles: ['路面坑槽', '护栏损坏', '标志牌缺失', '人行道砖破损'],
    units: ['交通', '住建', '住房'],
  }),
  facility('公共设施', 1.6, {
    titles: ['健身器材损坏', '公交候车亭损坏', '公厕设施损坏'],
    units: ['综合执法', '执法', '住建'],
  }),
  hazard('消防通道', 2.5, { titles: ['消防通道占用', '疏散通道堆物', '安全出口上锁'], units: ['消防'] }),
  hazard('用电安全', 1.9, {
    titles: ['用电安全隐患', '私拉电线', '电动车楼道充电', '线路老化裸露'],
    units: ['应急', '消防'],
  }),
  hazard('燃气', 0.9, {
    titles: ['燃气软管老化', '燃气报警器未安装', '气瓶存放不规范'],
    units: ['住建', '住房'],
    risk: [0.14, 0.52, 0.34],
    limits: [LIMITS.hours2(0.08), ...USUAL],
  }),
  hazard('高空坠物', 0.6, { titles: ['外墙砖松动', '广告牌松动', '雨棚破损'], units: ['住建', '综合执法'] }),
  hazard('道路交通', 0.8, {
    titles: ['临水路段无护栏', '路口视线遮挡', '弯道反光镜损坏'],
    units: ['交通', 'town'],
    stands: 'road',
  }),
  hazard('地质边坡', 0.5, {
    titles: ['边坡落石', '挡墙开裂'],
    units: ['自然资源', '应急'],
    stands: 'road',
    risk: [0.16, 0.54, 0.3],
  }),
  hazard('水域安全', 0.4, {
    titles: ['水库警示标识缺失', '河道护栏破损'],
    units: ['水务', 'town'],
    stands: ['水库', '公园'],
  }),
  hazard('公共秩序', 0.7, {
    kind: 'PUBLIC_ORDER',
    titles: ['夜市秩序维护', '车辆乱停扰序', '犬只散放'],
    units: ['公安', '综合执法'],
    stands: ['市场', '商业', '广场', '小区'],
  }),
];
