/** Branded ids: a string that has passed the schema of its kind and cannot be confused with another kind's. */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Subject of a case event, unique in the site. */
export type CaseId = Branded<'CaseId'>;
/** Subject of an alarm event. */
export type AlarmId = Branded<'AlarmId'>;
/** Subject of a terminal event: a device, never its holder. */
export type TerminalId = Branded<'TerminalId'>;
/** Subject of a video event. */
export type VideoId = Branded<'VideoId'>;
/** Area id of the region pack (county 区县, street 镇街, village 村社区, grid 网格). */
export type AreaId = Branded<'AreaId'>;
/** Unit id of `units.json`. */
export type UnitId = Branded<'UnitId'>;
/** Site id: names the log, its streams and its hash slot. */
export type SiteId = Branded<'SiteId'>;
/** Lower-case hex SHA-256 of a picture. */
export type MediaHash = Branded<'MediaHash'>;

/** `kind:id`, as in `data-entity` on the page and in a command's subject. */
export function entityRef(kind: string, id: string): string {
  return `${kind}:${id}`;
}
