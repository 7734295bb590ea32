/** Every street of the demonstration's county, as its map names it. */
export const STREETS: readonly string[] = [
  '望江街道',
  '文澜街道',
  '金龙街道',
  '花溪街道',
  '松坪镇',
  '白石镇',
  '大河乡',
  '青泽乡',
  '菱湖乡',
  '炎山乡',
  '泊云乡',
];
