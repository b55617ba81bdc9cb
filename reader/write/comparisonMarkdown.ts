import type { ComparedText, Comparison } from '../compare.ts';
import {
  addressOf,
  countsOf,
  endsOf,
  type Fold,
  folded,
  inOne,
  isMarked,
  itemsOf,
  type Piece,
  type Pointer,
  percent,
  type Row,
  sameness,
} from './comparisonRows.ts';
import { type ComparisonWords, comparisonWords } from './comparisonWords.ts';
import { anchor, emphasized, escaped, lineSafe } from './markdown.ts';

const emphases = { equal: [], insert: ['inserted'], delete: ['deleted'] } as const;

/** Words of both texts in one line, what is gone struck out; paragraphs of one side parted by a pilcrow. */
const inline = (pieces: readonly Piece[]): string =>
  lineSafe(
    inOne(pieces)
      .map(({ op, what, text }) => {
        const shown = emphasized(escaped(what === 'break' ? '¶' : text), emphases[op]);
        return what === 'words' ? shown : `${shown} `;
      })
      .join('')
      .trim(),
  );

const address = (text: string): string => `\`${text.replace(/[`\s]+/g, ' ')}\``;

const linked = (text: string, id: string): string => `[${address(text)}](<#${encodeURIComponent(id.toWellFormed())}>)`;

/** Where a link stands on the page. */
const placeOf = ({ a, b }: Pick<Row['link'], 'a' | 'b'>): string => b[0] ?? `older.${a[0]}`;

function textLine(label: string, { symbol, title, date }: ComparedText, words: ComparisonWords): string {
  const facts = [symbol, date, title ?? words.untitled].filter((fact) => fact !== null);
  return `- ${label}: ${escaped(facts.join(', '))}`;
}

function summary(comparison: Comparison, words: ComparisonWords): string {
  const rows = countsOf(comparison).map(([kind, links]) => {
    const places = kind === 'same' ? '' : links.map((link) => linked(addressOf(link), placeOf(link))).join(', ');
    return `| ${words.kinds[kind]} | ${links.length} | ${places} |`;
  });
  return [`| ${words.change} | ${words.count} | ${words.paragraphs} |`, '|---|--:|---|', ...rows].join('\n');
}

function block(item: Row | Pointer | Fold, words: ComparisonWords): string {
  if (item.kind === 'pointer') {
    const { link, id, side } = item;
    const own = anchor(side === 'a' ? `older.${id}` : id);
    return `${own}${address(id)} *${words.kinds[link.kind]}: ${words.see}* ${linked(addressOf(link), placeOf(link))}`;
  }
  if (item.kind === 'fold') {
    const otherwise = item.rows.filter(isMarked).length;
    const said = otherwise === 0 ? '' : ` (${otherwise}: ${words.punctuation})`;
    return `${address(addressOf(endsOf(item), ' – '))} *${item.rows.length} ${words.kinds.same}${said}*`;
  }
  const { link, pieces } = item;
  const said = [words.kinds[link.kind], ...(link.alterations ?? []).map((each) => words.alterations[each])];
  return `### ${anchor(placeOf(link))}${address(addressOf(link))} ${said.join(' · ')}\n\n${inline(pieces)}`;
}

/**
 * A comparison as Markdown: what became of how many paragraphs with links to them, and paragraph by paragraph the words
 * that went and came. Unchanged paragraphs are only counted unless all are wanted.
 */
export function toComparisonMarkdown(comparison: Comparison, full: boolean): string {
  const { a, b } = comparison;
  const words = comparisonWords(b.language);
  const same = sameness(comparison);
  const items = itemsOf(comparison);
  const said = comparison.links.length === 0 ? words.nothing : same === null ? '' : words[same];
  const blocks = [
    `# ${words.comparison}: ${escaped(`${a.symbol ?? words.older} → ${b.symbol ?? words.newer}`)}`,
    [
      textLine(words.older, a, words),
      textLine(words.newer, b, words),
      `- ${words.alike}: ${percent(comparison.similarity)}`,
    ].join('\n'),
    comparison.links.length === 0 ? '' : summary(comparison, words),
    said,
    ...(full ? items : folded(items)).map((item) => block(item, words)),
  ];
  return `${blocks.filter((each) => each.trim() !== '').join('\n\n')}\n`;
}
