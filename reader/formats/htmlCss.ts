import { emphases } from './galley.ts';

/** What a declaration of style means for text: emphasis it adds or takes away, and how it is set. */
export interface Declared {
  readonly on: number;
  readonly off: number;
  readonly align?: 'center' | 'right' | 'left';
  readonly hidden?: true;
  readonly block?: true;
  /** Size of the letters in points or pixels. */
  readonly size?: number;
}

const none: Declared = { on: 0, off: 0 };

/** Reads the declarations of a style attribute or of a rule. */
export function declarations(css: string): Declared {
  let on = 0;
  let off = 0;
  let align: Declared['align'];
  let hidden = false;
  let block = false;
  let size: number | undefined;
  for (const line of css.slice(0, 4000).toLowerCase().split(';')) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const value = line
      .slice(colon + 1)
      .replace('!important', '')
      .trim();
    const face = (bit: number, is: boolean): void => {
      if (is) on |= bit;
      else off |= bit;
    };
    switch (line.slice(0, colon).trim()) {
      case 'font-style':
        face(emphases.italic, value === 'italic' || value === 'oblique');
        break;
      case 'font-weight':
        face(emphases.bold, value === 'bold' || value === 'bolder' || Number(value) >= 600);
        break;
      case 'text-decoration':
      case 'text-decoration-line':
        if (value.includes('underline')) on |= emphases.underline;
        else if (value === 'none') off |= emphases.underline;
        break;
      case 'vertical-align':
        if (value === 'super') on |= emphases.superscript;
        else if (value === 'sub') on |= emphases.subscript;
        break;
      case 'font-size': {
        const number = /^([\d.]{1,8})(?:pt|px)?$/.exec(value)?.[1];
        if (number !== undefined && Number(number) > 0) size = Number(number);
        break;
      }
      case 'text-align':
        if (value === 'center' || value === 'right' || value === 'left') align = value;
        break;
      case 'display':
        if (value === 'none') hidden = true;
        else if (value === 'block') block = true;
        break;
      case 'visibility':
        if (value === 'hidden') hidden = true;
        break;
    }
  }
  if (on === 0 && off === 0 && align === undefined && !hidden && !block && size === undefined) return none;
  return {
    on,
    off,
    ...(align === undefined ? {} : { align }),
    ...(hidden ? { hidden: true as const } : {}),
    ...(block ? { block: true as const } : {}),
    ...(size === undefined ? {} : { size }),
  };
}

/** Rules for single classes, as programs write them that make HTML from other formats. Anything more clever is passed over. */
export function classRules(sheet: string, into: Map<string, Declared>): void {
  let at = 0;
  while (into.size < 5000) {
    const open = sheet.indexOf('{', at);
    const close = open < 0 ? -1 : sheet.indexOf('}', open);
    if (close < 0) return;
    // A rule inside a rule (for some media only) begins behind the last brace.
    const inner = sheet.lastIndexOf('{', close);
    const selectors = sheet.slice(Math.max(at, inner - 400, inner === open ? at : open + 1), inner);
    for (const selector of selectors.split(',')) {
      const name = /^\s*[a-z]*\.([\w-]{1,80})\s*$/i.exec(selector)?.[1];
      const declared = name === undefined ? none : declarations(sheet.slice(inner + 1, close));
      if (name !== undefined && declared !== none && inner === open) into.set(name, declared);
    }
    at = close + 1;
  }
}
