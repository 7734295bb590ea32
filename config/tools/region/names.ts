import type { TownRole } from './plan.ts';
import type { Pt } from './plane.ts';

/** An invented town name and where from the county seat (km east, north) it is usually given. */
export interface TownName {
  name: string;
  role: TownRole;
  towards: Pt;
}

const CORE = ['望江街道', '文澜街道', '金龙街道', '玉屏街道'];
const FRINGE = ['花溪街道'];
const RURAL: readonly [string, number, number][] = [
  ['松坪镇', -18, 10],
  ['白石镇', 4, 22],
  ['大河乡', -22, 26],
  ['青泽乡', -12, 42],
  ['菱湖乡', 14, 38],
  ['炎山乡', 20, 18],
  ['泊云乡', 20, 50],
  ['石桥镇', 22, 2],
  ['鹿鸣乡', -6, 32],
  ['长岭镇', 2, 48],
  ['松烟乡', -26, 2],
  ['新甸镇', 12, 8],
  ['雾坪乡', -22, 50],
  ['磨盘乡', 26, 30],
  ['归云镇', -10, -10],
  ['红岩乡', 12, -10],
  ['东篱镇', 28, 44],
  ['竹沟乡', -28, 38],
  ['盐井镇', 8, 30],
  ['羊街乡', -14, 20],
];

/** Invented town names, the most usual first in each role. */
export const TOWN_NAMES: readonly TownName[] = [
  ...CORE.map((name): TownName => ({ name, role: 'core', towards: [0, 0] })),
  ...FRINGE.map((name): TownName => ({ name, role: 'fringe', towards: [0, 10] })),
  ...RURAL.map(([name, x, y]): TownName => ({ name, role: 'rural', towards: [x, y] })),
];

/** In pinyin, with what a town is in English; an invented name that is not listed has none. */
const PINYIN: Readonly<Record<string, string>> = {
  望江: 'Wangjiang',
  文澜: 'Wenlan',
  金龙: 'Jinlong',
  玉屏: 'Yuping',
  花溪: 'Huaxi',
  松坪: 'Songping',
  白石: 'Baishi',
  大河: 'Dahe',
  青泽: 'Qingze',
  菱湖: 'Linghu',
  炎山: 'Yanshan',
  泊云: 'Boyun',
  石桥: 'Shiqiao',
  鹿鸣: 'Luming',
  长岭: 'Changling',
  松烟: 'Songyan',
  新甸: 'Xindian',
  雾坪: 'Wuping',
  磨盘: 'Mopan',
  归云: 'Guiyun',
  红岩: 'Hongyan',
  东篱: 'Dongli',
  竹沟: 'Zhugou',
  盐井: 'Yanjing',
  羊街: 'Yangjie',
};
/** `Wangjiang` for 望江街道, as short as its table has room for; null for a name that is not one of these. */
export function englishTownName(name: string): string | null {
  return PINYIN[name.replace(/(?:街道|镇|乡)$/u, '')] ?? null;
}

/** Urban communities, without the ending 社区. */
export const COMMUNITY_STEMS: readonly string[] = (
  '东门 西门 南门 北门 文澜 望江 玉林 学府 朝晖 和顺 工农 新苑 光华 文庙 鼓楼 钟楼 南桥 北桥 河滨 滨江 ' +
  '城西 城东 书院 状元 金龙 龙泉 凤鸣 翠湖 迎春 长青 安居 康宁 福兴 永安 锦绣 桃园 梅园 兰苑 竹苑 ' +
  '菊苑 银杏 香樟 梧桐 紫薇 海棠 芙蓉 石榴 站前 车站 盐店 米市 布市 马市 柴市 丝街 铁匠 染坊 印月 ' +
  '花溪 溪口 溪畔 云溪 双溪 清溪 碧溪 映山 玉屏 秀屏'
).split(' ');

/** Two halves of village names, without the ending 村. */
export const VILLAGE_FIRST: readonly string[] = Array.from(
  '石松竹桃梨柳杨桂茶麦稻荷菱青白黄红龙凤马牛羊鹿鹤燕云雾雪月星高长深浅清甘古新双三九',
);
export const VILLAGE_SECOND: readonly string[] = Array.from(
  '坪坝冲湾岭塘箐坡溪沟井桥田庄屯寨营堡潭泉树林洞坎',
);

/** Village names that must exist, by town. */
export const KNOWN_VILLAGES: ReadonlyMap<string, readonly string[]> = new Map([
  ['望江街道', ['望江', '北门', '玉林']],
  ['文澜街道', ['文澜', '南门', '城西']],
  ['金龙街道', ['金龙', '东门', '站前']],
  ['玉屏街道', ['玉屏', '西门']],
  ['花溪街道', ['花溪', '溪口']],
  ['松坪镇', ['松坪', '大兴']],
  ['白石镇', ['白石', '小街']],
  ['大河乡', ['大河']],
  ['青泽乡', ['青泽']],
  ['菱湖乡', ['菱湖']],
  ['炎山乡', ['炎山']],
  ['泊云乡', ['泊云']],
]);
