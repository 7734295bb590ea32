import type { Unit } from '../../gateway/contract/index.ts';
import type { Cell, Pack } from './pack.ts';

/** Says which unit must act on an item: an id of `units.json`, or a plain name when the pack has no units. */
export type FindHolder = (words: readonly string[], cell: Cell) => string;

function department(units: readonly Unit[], word: string): Unit | undefined {
  return units.find(({ kind, name, shortName }) => {
    return kind === 'department' && (shortName.includes(word) || name.includes(word));
  });
}

/** `words` in order of preference: `village`, `town`, or part of a department's name. */
export function findHolders({ units }: Pack): FindHolder {
  const local = (kind: Unit['kind'], area: string | null) =>
    units.find((unit) => unit.kind === kind && unit.area === area);
  return (words, cell) => {
    for (const word of words) {
      if (word === 'village') {
        const unit = local('village', cell.id);
        if (unit) return unit.id;
      } else if (word === 'town') {
        const unit = local('town', cell.townId);
        if (unit) return unit.id;
      } else {
        const unit = department(units, word);
        if (unit) return unit.id;
      }
    }
    const plain = words.find((word) => word !== 'village' && word !== 'town');
    return plain === undefined ? `${cell.town || cell.name}综治中心` : `${plain}部门`;
  };
}
