import { LIMITS, type Sort } from './sort.ts';

const USUAL = [LIMITS.days20(0.76), LIMITS.workdays10(0.18), LIMITS.days30(0.06)];
const NOTES = [
  '已约双方到村(社区)调解室面谈',
  '上门了解情况，双方愿意继续协商',
  '第一次调解，分歧缩小',
  '联合司法所现场释法',
  '调解方案已送双方考虑',
  '补充材料已收齐',
];

const dispute = (
  category: string,
  share: number,
  rest: Partial<Sort> & Pick<Sort, 'titles' | 'units'>,
): Sort => ({
  kind: 'DISPUTE',
  category,
  share,
  limits: USUAL,
  stands: 'village',
  risk: [0.03, 0.3, 0.67],
  notes: NOTES,
  ...rest,
});

/** 矛盾纠纷. */
export const DISPUTES: readonly Sort[] = [
  dispute('邻里纠纷', 3, {
    titles: ['邻里纠纷', '相邻采光纠纷', '滴水排水纠纷', '院墙边界纠纷', '楼道堆物引发争执'],
    units: ['village', 'town'],
    risk: [0.01, 0.24, 0.75],
  }),
  dispute('劳动人事', 2.1, {
    titles: ['欠薪纠纷', '工程款结算引发欠薪', '加班费争议', '工伤待遇协商'],
    units: ['人社', '人力资源', 'town'],
    risk: [0.09, 0.55, 0.36],
    money: [6_000, 260_000],
    notes: [...NOTES, '已核对工资表，首笔款项约定本周支付', '用工单位承诺分期支付'],
  }),
  dispute('土地权属', 1.5, {
    titles: ['土地边界纠纷', '承包地流转纠纷', '宅基地边界纠纷', '林地权属争议'],
    units: ['自然资源', '农业农村', 'town'],
    risk: [0.06, 0.45, 0.49],
    notes: [...NOTES, '现场测量界址，待双方确认', '已调取承包合同底档'],
  }),
  dispute('物业服务', 1.7, {
    titles: ['物业服务纠纷', '物业费收缴争议', '公共收益公示争议', '电梯停用协商'],
    units: ['住建', '住房', 'town'],
  }),
  dispute('婚姻家庭', 1.1, {
    titles: ['家庭赡养纠纷', '家庭财产纠纷', '家庭关系调解'],
    units: ['village', '妇联'],
  }),
  dispute('合同纠纷', 0.9, {
    titles: ['房屋租赁纠纷', '装修合同纠纷', '农资购销纠纷'],
    units: ['司法', 'town'],
    money: [2_000, 90_000],
  }),
  dispute('消费维权', 0.8, {
    titles: ['预付卡退费纠纷', '售后维修纠纷', '培训退费纠纷'],
    units: ['市场监管', 'town'],
    money: [300, 20_000],
  }),
  dispute('征地补偿', 0.4, {
    titles: ['青苗补偿争议', '征地补偿协商'],
    units: ['自然资源', 'town'],
    risk: [0.14, 0.6, 0.26],
  }),
  dispute('损害赔偿', 0.5, {
    titles: ['交通事故赔偿协商', '施工损坏房屋赔偿'],
    units: ['司法', '交通', 'town'],
  }),
];
