import { Tokenizer } from 'htmlparser2';
import type { Finding } from '../model.ts';
import type { Block, Extract } from './block.ts';
import { placed, type View, withTypedNotes } from './galley.ts';
import { builder, deepest, type Item } from './htmlBlocks.ts';
import { withLinkedNotes } from './htmlNotes.ts';

export interface HtmlOptions {
  /** Which text `<ins>` and `<del>` leave; usually the one with all changes accepted. */
  readonly view?: View;
}
/** Feeds the builder from the tokenizer of htmlparser2; its parser is not used, as it searches all open elements for each end tag. */
function tokenized(source: string, to: ReturnType<typeof builder>): void {
  let tag = '';
  let attributes: Record<string, string> = {};
  let name = '';
  let value = '';
  let plain = '';
  let endTagName = 0;
  const flushText = (): void => {
    if (plain === '') return;
    if (to.inStyle()) to.styleText(plain);
    else to.characters(plain);
    plain = '';
  };
  const opened = (selfClosing: boolean): void => {
    if (tag !== '') to.open(tag, attributes, selfClosing);
    tag = '';
    attributes = {};
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (start, end) => {
        // An end tag that is never closed swallows the text behind its name: the tokenizer gives no start for it.
        plain += source.slice(start < 0 ? endTagName : start, end);
      },
      ontextentity: (code) => {
        plain += String.fromCodePoint(code);
      },
      onopentagname: (start, end) => {
        flushText();
        tag = source.slice(start, Math.min(end, start + 60)).toLowerCase();
        attributes = {};
      },
      onattribname: (start, end) => {
        name = source.slice(start, Math.min(end, start + 60)).toLowerCase();
        value = '';
      },
      onattribdata: (start, end) => {
        if (value.length < 4000) value += source.slice(start, Math.min(end, start + 4000));
      },
      onattribentity: (code) => {
        value += String.fromCodePoint(code);
      },
      onattribend: () => {
        if (!(name in attributes)) attributes[name] = value;
      },
      onopentagend: () => opened(false),
      onselfclosingtag: () => opened(true),
      onclosetag: (start, end) => {
        flushText();
        endTagName = end;
        const closing = source
          .slice(start, Math.min(end, start + 60))
          .toLowerCase()
          .trim();
        if (closing === 'style') to.styleEnd();
        to.close(closing);
      },
      oncdata: (start, end) => {
        plain += source.slice(start, end);
      },
      oncomment: () => flushText(),
      ondeclaration: () => undefined,
      onprocessinginstruction: () => undefined,
      onend: () => flushText(),
    },
  );
  tokenizer.write(source);
  tokenizer.end();
}
/** Page numbers that were left between the paragraphs: bare numbers that count up through the whole text. */
function withoutPageNumbers(items: readonly Item[]): { readonly items: readonly Item[]; readonly removed: number } {
  const pages = items.flatMap(({ piece }, index) =>
    piece.kind === 'paragraph' && piece.number === undefined && /^\d{1,4}$/.test(piece.text)
      ? [{ index, page: Number(piece.text) }]
      : [],
  );
  const first = pages[0];
  const counts = first !== undefined && pages.every(({ page }, index) => page === first.page + index);
  if (pages.length < 3 || !counts) return { items, removed: 0 };
  const gone = new Set(pages.map(({ index }) => index));
  return { items: items.filter((_, index) => !gone.has(index)), removed: pages.length };
}

/** Only what stands in `<main>`, where the page says so and most of its text is there. */
function mainOnly(items: Item[]): Item[] {
  const size = (list: readonly Item[]): number =>
    list.reduce((sum, { piece }) => sum + (piece.kind === 'table' ? 100 : piece.text.length), 0);
  const main = items.filter((item) => item.main);
  return size(main) > 0.4 * size(items) || size(main) > 2000 ? main : items;
}

/**
 * HTML as blocks in reading order. Scripts, navigation and hidden parts are left out; numbers of lists stand in `number`;
 * notes are found by the links to them. `Extract.text` is the text of the blocks, a paragraph a line, not the markup.
 */
export function readHtml(source: string, options: HtmlOptions = {}): Extract<Block> {
  const to = builder(options.view ?? 'accepted');
  tokenized(source.replace(/^\s*---\n[\s\S]{0,2000}?\n---\n/, ''), to);
  const { items, removed } = withoutPageNumbers(mainOnly(to.finish()));
  const pieces = withTypedNotes(withLinkedNotes(items));
  const { insertions, deletions, repaired } = to.seen;
  const findings: Finding[] = [];
  if (insertions + deletions > 0)
    findings.push({ code: 'changes-tracked', severity: 'note', values: { insertions, deletions } });
  if (repaired > 0) findings.push({ code: 'markup-repaired', severity: 'warning', values: { deepest } });
  if (removed > 0)
    findings.push({ code: 'furniture-removed', severity: 'note', values: { kind: 'page-number', count: removed } });
  const { units, text } = placed(pieces);
  return { units, text, encoding: null, pages: null, findings };
}
