import { child, type Element, elements, value } from './docxPackage.ts';
import { paragraphLook, type Styles } from './docxStyles.ts';
import type { ListInstance, ListLevel } from './listNumbers.ts';

const whole = (text: string | undefined, otherwise: number): number => {
  const number = Number.parseInt(text ?? '', 10);
  return Number.isFinite(number) && Math.abs(number) < 1_000_000 ? number : otherwise;
};

function levelOf(element: Element): ListLevel {
  // A custom format of newer files stands in a choice before the plain one.
  const format =
    child(element, 'w:numFmt') ?? child(child(child(element, 'mc:AlternateContent'), 'mc:Fallback'), 'w:numFmt');
  const restart = value(element, 'w:lvlRestart');
  const legal = value(element, 'w:isLgl');
  const style = value(element, 'w:pStyle');
  const indent = paragraphLook(child(element, 'w:pPr')).indent;
  return {
    start: whole(value(element, 'w:start'), 1),
    numeral: format?.attributes['w:val'] ?? 'decimal',
    text: value(element, 'w:lvlText') ?? '',
    legal: legal !== undefined && !/^(?:0|false|off)$/.test(legal),
    ...(restart === undefined ? {} : { restart: whole(restart, 0) }),
    ...(style === undefined ? {} : { style }),
    ...(indent === undefined ? {} : { indent }),
  };
}

function levelsOf(list: Element | undefined): ListLevel[] {
  const levels: ListLevel[] = [];
  for (const element of elements(list))
    if (element.name === 'w:lvl') {
      const at = whole(element.attributes['w:ilvl'], -1);
      if (at >= 0 && at <= 8) levels[at] = levelOf(element);
    }
  for (let at = 0; at < 9; at += 1) levels[at] ??= { start: 1, numeral: 'none', text: '', legal: false };
  return levels;
}

/** The lists of `numbering.xml` by their `w:numId`. */
export function listsOf(root: Element | null, styles: Styles): ReadonlyMap<string, ListInstance> {
  const lists = new Map<string, Element>();
  const instances = new Map<string, Element>();
  for (const element of elements(root)) {
    const list = element.attributes['w:abstractNumId'];
    const id = element.attributes['w:numId'];
    if (element.name === 'w:abstractNum' && list !== undefined) lists.set(list, element);
    if (element.name === 'w:num' && id !== undefined) instances.set(id, element);
  }
  const listFor = (id: string, steps: number): [string, Element] | null => {
    const list = value(instances.get(id), 'w:abstractNumId');
    const found = list === undefined ? undefined : lists.get(list);
    if (list === undefined || found === undefined) return null;
    // A list may only name a style, whose own list is meant.
    const link = value(found, 'w:numStyleLink');
    const linked = link === undefined ? undefined : styles.of(link).paragraph.list;
    return linked === undefined || linked === id || steps > 8
      ? [list, found]
      : (listFor(linked, steps + 1) ?? [list, found]);
  };
  const out = new Map<string, ListInstance>();
  for (const [id, element] of instances) {
    const found = listFor(id, 0);
    if (found === null) continue;
    const levels = levelsOf(found[1]);
    const starts = new Map<number, number>();
    for (const change of elements(element)) {
      const at = whole(change.attributes['w:ilvl'], -1);
      if (change.name !== 'w:lvlOverride' || at < 0 || at > 8) continue;
      const level = child(change, 'w:lvl');
      if (level !== undefined) levels[at] = levelOf(level);
      const start = value(change, 'w:startOverride');
      if (start !== undefined) starts.set(at, whole(start, 1));
    }
    out.set(id, { id, list: found[0], levels, starts });
  }
  return out;
}
