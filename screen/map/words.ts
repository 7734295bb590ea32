/** Words that the map itself writes, in the language of the page. */
export interface MapWords {
  /** Accessible name of the map. */
  readonly title: string;
  /** Heading of the town-centre inset, such as 城区放大. */
  readonly urban: string;
  /** The way back to the whole county. */
  readonly whole: string;
  /** 审图号, or what the map is, such as 示意图 · 非测绘成果. */
  readonly notice: string;
}
