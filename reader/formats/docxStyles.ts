import { child, type Element, elements, value } from './docxPackage.ts';
import { emphases } from './galley.ts';

/** Properties of a run; absent is not said. */
export interface RunLook {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly boldComplex?: boolean;
  readonly italicComplex?: boolean;
  readonly complex?: boolean;
  readonly underline?: boolean;
  readonly raised?: 'superscript' | 'subscript' | 'baseline';
  readonly hidden?: boolean;
  readonly font?: string;
}

/** Properties of a paragraph that matter here, lengths in points. */
export interface ParagraphLook {
  readonly align?: string;
  readonly indent?: number;
  readonly outline?: number;
  readonly list?: string;
  readonly listLevel?: number;
}

interface Style {
  readonly name: string;
  readonly based: string | undefined;
  readonly run: RunLook;
  readonly paragraph: ParagraphLook;
  readonly borders: Element | undefined;
}

/** A style with all it inherits. */
export interface ResolvedStyle {
  readonly names: readonly string[];
  readonly ids: readonly string[];
  readonly run: RunLook;
  readonly paragraph: ParagraphLook;
  /** The style in the chain that names the list. */
  readonly listStyle: string | null;
  readonly borders: Element | undefined;
}

const off = /^(?:0|false|off|none)$/i;

function toggle(of: Element, name: string): boolean | undefined {
  const given = value(of, name);
  return given === undefined ? undefined : !off.test(given);
}

const defined = <Shape extends object>(shape: { [Key in keyof Shape]: Shape[Key] | undefined }): Shape => {
  const out: Partial<Shape> = {};
  for (const key in shape) if (shape[key] !== undefined) out[key] = shape[key];
  return out as Shape;
};

/** What a `w:rPr` says. */
export function runLook(properties: Element | undefined): RunLook {
  if (properties === undefined || properties.children.length === 0) return {};
  const underline = value(properties, 'w:u');
  const vertical = value(properties, 'w:vertAlign');
  const fonts = child(properties, 'w:rFonts')?.attributes;
  return defined<RunLook>({
    bold: toggle(properties, 'w:b'),
    italic: toggle(properties, 'w:i'),
    boldComplex: toggle(properties, 'w:bCs'),
    italicComplex: toggle(properties, 'w:iCs'),
    complex: toggle(properties, 'w:rtl') ?? toggle(properties, 'w:cs'),
    underline: underline === undefined ? undefined : !off.test(underline),
    raised: vertical === 'superscript' || vertical === 'subscript' || vertical === 'baseline' ? vertical : undefined,
    hidden: toggle(properties, 'w:vanish') || toggle(properties, 'w:webHidden'),
    font: fonts?.['w:ascii'] ?? fonts?.['w:hAnsi'],
  });
}

const points = (twips: string | undefined): number | undefined => {
  const number = Number.parseFloat(twips ?? '');
  return Number.isFinite(number) && Math.abs(number) < 100_000 ? number / 20 : undefined;
};

const whole = (text: string | undefined): number | undefined => {
  const number = Number.parseInt(text ?? '', 10);
  return Number.isFinite(number) ? number : undefined;
};

/** What a `w:pPr` says. */
export function paragraphLook(properties: Element | undefined): ParagraphLook {
  if (properties === undefined) return {};
  const indent = child(properties, 'w:ind')?.attributes;
  const list = child(properties, 'w:numPr');
  return defined<ParagraphLook>({
    align: value(properties, 'w:jc'),
    indent: points(indent?.['w:left'] ?? indent?.['w:start']),
    outline: whole(value(properties, 'w:outlineLvl')),
    list: value(list, 'w:numId'),
    listLevel: whole(value(list, 'w:ilvl')),
  });
}

/** The styles of a document: `of(id)` gives a style with all it inherits, `defaults` what holds without any. */
export interface Styles {
  of(id: string | undefined): ResolvedStyle;
  readonly defaultParagraph: string | undefined;
  readonly defaults: RunLook;
}

export function stylesOf(root: Element | null): Styles {
  const styles = new Map<string, Style>();
  let defaultParagraph: string | undefined;
  for (const element of elements(root)) {
    const id = element.attributes['w:styleId'];
    if (element.name !== 'w:style' || id === undefined) continue;
    if (element.attributes['w:type'] === 'paragraph' && /^(?:1|true|on)$/.test(element.attributes['w:default'] ?? ''))
      defaultParagraph = id;
    styles.set(id, {
      name: value(element, 'w:name') ?? id,
      based: value(element, 'w:basedOn'),
      run: runLook(child(element, 'w:rPr')),
      paragraph: paragraphLook(child(element, 'w:pPr')),
      borders: child(child(element, 'w:tblPr'), 'w:tblBorders'),
    });
  }
  const resolved = new Map<string, ResolvedStyle>();
  const none: ResolvedStyle = { names: [], ids: [], run: {}, paragraph: {}, listStyle: null, borders: undefined };
  const resolve = (id: string | undefined): ResolvedStyle => {
    if (id === undefined) return none;
    const known = resolved.get(id);
    if (known !== undefined) return known;
    const chain: [string, Style][] = [];
    for (let at: string | undefined = id; at !== undefined && chain.length < 30; ) {
      const style: Style | undefined = styles.get(at);
      if (style === undefined || chain.some(([seen]) => seen === at)) break;
      chain.push([at, style]);
      at = style.based;
    }
    const out: ResolvedStyle = {
      names: chain.map(([, style]) => style.name),
      ids: chain.map(([each]) => each),
      run: Object.assign({}, ...chain.map(([, style]) => style.run).reverse()),
      paragraph: Object.assign({}, ...chain.map(([, style]) => style.paragraph).reverse()),
      listStyle: chain.find(([, style]) => style.paragraph.list !== undefined)?.[0] ?? null,
      borders: chain.find(([, style]) => style.borders !== undefined)?.[1].borders,
    };
    resolved.set(id, out);
    return out;
  };
  return {
    of: resolve,
    defaultParagraph,
    defaults: runLook(child(child(child(root, 'w:docDefaults'), 'w:rPrDefault'), 'w:rPr')),
  };
}

/** What holds for a run: its own word first, then its styles, of which two that both switch a face on switch it off. */
export function emphasisOf(own: RunLook, character: RunLook, paragraph: RunLook, defaults: RunLook): number {
  const complex = own.complex ?? character.complex ?? false;
  const face = (plain: 'bold' | 'italic', forComplex: 'boldComplex' | 'italicComplex'): boolean => {
    const key = complex ? forComplex : plain;
    return own[key] ?? ((character[key] ?? false) !== (paragraph[key] ?? false) || (defaults[key] ?? false));
  };
  const raised = own.raised ?? character.raised ?? paragraph.raised;
  return (
    (face('bold', 'boldComplex') ? emphases.bold : 0) |
    (face('italic', 'italicComplex') ? emphases.italic : 0) |
    ((own.underline ?? character.underline ?? paragraph.underline) ? emphases.underline : 0) |
    (raised === 'superscript' ? emphases.superscript : raised === 'subscript' ? emphases.subscript : 0)
  );
}

const unHeadings: Readonly<Record<string, number>> = { m: 1, ch: 1, '1': 2, '23': 3, '4': 4, '56': 5 };

/** Level of a heading style by its name: Word's own, and those of the United Nations' templates. */
export function headingLevel(names: readonly string[]): number | undefined {
  for (const name of names) {
    const usual = /^(?:heading|titre|título|заголовок|标题|عنوان)\s*([1-9])/iu.exec(name)?.[1];
    if (usual !== undefined) return Number(usual);
    const united = /^_?\s*H_?\s*_?(Ch|M|1|23|4|56)(?:_G|GA)?$/i.exec(name)?.[1];
    if (united !== undefined) return unHeadings[united.toLowerCase()];
  }
  return undefined;
}
