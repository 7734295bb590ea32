import { LIMITS, type Sort } from './sort.ts';

const USUAL = [LIMITS.workdays3(0.34), LIMITS.workdays5(0.34), LIMITS.workdays10(0.32)];
const NOTES = [
  '已联系反映单位了解情况',
  '现场核查完成',
  '已约定本周上门处理',
  '处理方案已告知',
  '正在协调相关单位',
];

const appeal = (
  category: string,
  share: number,
  rest: Partial<Sort> & Pick<Sort, 'titles' | 'units'>,
): Sort => ({
  kind: 'APPEAL',
  category,
  share,
  limits: USUAL,
  stands: 'village',
  risk: [0.01, 0.26, 0.73],
  notes: NOTES,
  ...rest,
});

const city = (
  category: string,
  share: number,
  rest: Partial<Sort> & Pick<Sort, 'titles' | 'units'>,
): Sort => ({
  ...appeal(category, share, rest),
  kind: 'CITY_EVENT',
  stands: rest.stands ?? ['市场', '商业', '广场', '车站'],
});

/** 群众诉求: appeals and city events. */
export const APPEALS: readonly Sort[] = [
  appeal('噪音扰民', 1.7, {
    titles: ['噪音扰民', '夜间施工噪音', '广场音响扰民'],
    units: ['生态环境', '综合执法'],
  }),
  appeal('供水供电', 1.3, { titles: ['水压不足', '停水未通知', '电压不稳'], units: ['水务', 'town'] }),
  appeal('停车管理', 1.1, {
    titles: ['小区停车难', '路侧停车位不足'],
    units: ['综合执法', 'town'],
    stands: ['小区', '医院', '学校'],
  }),
  appeal('环境卫生', 1, {
    titles: ['垃圾清运不及时', '沟渠异味', '公厕保洁不到位'],
    units: ['综合执法', 'town'],
  }),
  appeal('公共交通', 0.7, { titles: ['班车班次少', '公交站点调整诉求'], units: ['交通'] }),
  appeal('政策咨询', 0.5, { titles: ['医保报销咨询', '补贴发放咨询'], units: ['民政', '卫健', 'town'] }),
  appeal('油烟扰民', 0.8, {
    titles: ['餐饮油烟扰民', '烧烤油烟扰民'],
    units: ['生态环境', '综合执法'],
    stands: ['商业', '市场'],
  }),
  city('占道经营', 1.6, { titles: ['占道经营', '店外经营', '流动摊点占道'], units: ['综合执法', '执法'] }),
  city('市容环境', 1.4, {
    titles: ['暴露垃圾', '乱堆物料', '沿街晾晒', '垃圾满溢'],
    units: ['综合执法', '执法'],
  }),
  city('户外广告', 0.6, { titles: ['违规广告牌', '小广告清理'], units: ['综合执法', '执法'] }),
];
