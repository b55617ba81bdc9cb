import type { ComparedText, Comparison, Link, LinkKind } from '../compare.ts';
import type { Language } from '../model.ts';
import {
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
  sideOf,
} from './comparisonRows.ts';
import { type ComparisonWords, comparisonWords } from './comparisonWords.ts';
import { attributes, claims, escaped, hypertext, publishedAt } from './hypertext.ts';

/** What all parts of the page need to know. */
interface Scope {
  readonly a: ComparedText;
  readonly b: ComparedText;
  readonly words: ComparisonWords;
  /** Between the older and the newer, in the direction of the page. */
  readonly arrow: string;
  /** Anchors of the paragraphs of both texts. */
  readonly anchors: Readonly<Record<'a' | 'b', ReadonlyMap<string, string>>>;
  /** Paragraphs that a pointer stands for; the others have their anchor at their row. */
  readonly pointed: ReadonlySet<string>;
}

const told = (text: string): string => `<span class="said">${escaped(text)}</span>`;

/** Words that went or came, said as such to who does not see the line. */
function marked(op: Piece['op'], content: string, words: ComparisonWords): string {
  if (op === 'equal') return content;
  const [tag, label] = op === 'insert' ? (['ins', words.inserted] as const) : (['del', words.deleted] as const);
  return `<${tag}>${told(`${label} `)}${content}${told(` ${words.end} `)}</${tag}>`;
}

function pieceHtml({ op, what, text }: Piece, words: ComparisonWords): string {
  switch (what) {
    case 'words':
      return text.trim() === '' ? escaped(text) : marked(op, escaped(text), words);
    case 'number':
      return `<span class="number">${marked(op, escaped(text), words)}</span> `;
    case 'break':
      return `${marked(op, '¶', words)}<br>`;
  }
}

const textHtml = (pieces: readonly Piece[], row: Row, language: Language | null, { words }: Scope): string => {
  const heading = (row.b[0] ?? row.a[0])?.kind === 'heading' ? ' class="title"' : '';
  const sample = pieces.map(({ text }) => text).join('');
  return `<p${heading}${attributes(language, sample)}>${pieces.map((piece) => pieceHtml(piece, words)).join('')}</p>`;
};

/** One paragraph of both texts, in one and side by side: the style of the page shows one of the two. */
function viewsHtml(row: Row, scope: Scope): string {
  const { pieces, a, b } = row;
  const { words } = scope;
  const column = (side: 'a' | 'b', op: 'delete' | 'insert', label: string): string => {
    const empty = (side === 'a' ? a : b).length === 0;
    const texts = sideOf(pieces, op).map((each) => textHtml(each, row, scope[side].language, scope));
    return `<div class="column"><span class="which">${escaped(label)}</span>${empty ? '<p aria-hidden="true">–</p>' : texts.join('')}</div>`;
  };
  const language = (b.length > 0 ? scope.b : scope.a).language;
  return `<div class="inline">${textHtml(inOne(pieces), row, language, scope)}</div>
<div class="pair">${column('a', 'delete', words.older)}${column('b', 'insert', words.newer)}</div>`;
}

const addressHtml = (id: string): string => `<bdi dir="ltr">${escaped(id)}</bdi>`;

function linkTo(side: 'a' | 'b', id: string, { anchors, words }: Scope): string {
  const label = `${words.address} ${id} (${side === 'a' ? words.older : words.newer})`;
  return `<a class="address" href="#${encodeURIComponent(anchors[side].get(id) ?? '')}" aria-label="${escaped(label)}">${addressHtml(id)}</a>`;
}

/** Addresses on both sides, each leading to its paragraph; once where they are the same. */
function addressesHtml({ a, b }: Pick<Link, 'a' | 'b'>, scope: Scope): string {
  const list = (side: 'a' | 'b', ids: readonly string[]): string =>
    ids.map((id) => linkTo(side, id, scope)).join(' + ');
  if (a.join() === b.join() || a.length === 0) return list('b', b);
  return b.length === 0 ? list('a', a) : `${list('a', a)} ${scope.arrow} ${list('b', b)}`;
}

/** The anchor that stands for a whole row. */
const anchorOf = ({ a, b }: Pick<Link, 'a' | 'b'>, { anchors }: Scope): string =>
  (b[0] === undefined ? anchors.a.get(a[0] ?? '') : anchors.b.get(b[0])) ?? '';

/** Anchors of the paragraphs of a row that have none of their own on the page. */
function otherAnchors({ link }: Row, scope: Scope): string {
  const own = anchorOf(link, scope);
  const all = (['a', 'b'] as const).flatMap((side) => link[side].map((id) => scope.anchors[side].get(id) ?? ''));
  return all
    .filter((id) => id !== own && !scope.pointed.has(id))
    .map((id) => `<span id="${escaped(id)}"></span>`)
    .join('');
}

function rowHtml(row: Row, scope: Scope): string {
  const { link } = row;
  const { words } = scope;
  const id = escaped(anchorOf(link, scope));
  const addresses = `${otherAnchors(row, scope)}${addressesHtml(link, scope)}`;
  if (link.kind === 'same') {
    const note = isMarked(row) ? ` <span class="why">${escaped(words.punctuation)}</span>` : '';
    return `<div class="row same" id="${id}"><p class="head">${addresses}${note}</p>${viewsHtml(row, scope)}</div>`;
  }
  const why = (link.alterations ?? []).map((each) => words.alterations[each]).join(' · ');
  const said = why === '' ? '' : ` <span class="why">${escaped(why)}</span>`;
  return `<section class="row change ${link.kind}" id="${id}"><h3 class="head">${addresses} <span class="kind">${escaped(words.kinds[link.kind])}</span>${said}</h3>
${viewsHtml(row, scope)}</section>`;
}

function pointerHtml({ link, side, id }: Pointer, scope: Scope): string {
  const { words, anchors } = scope;
  const other = side === 'a' ? 'b' : 'a';
  const to = link[other].map((each) => linkTo(other, each, scope)).join(' + ');
  return `<p class="pointer" id="${escaped(anchors[side].get(id) ?? '')}"><span class="range">${addressHtml(id)}</span> ${escaped(words.kinds[link.kind])}: ${escaped(words.see)} ${to}</p>`;
}

function foldHtml(fold: Fold, scope: Scope): string {
  const { words, arrow } = scope;
  const { a, b } = endsOf(fold);
  const range = (ids: readonly string[]): string => ids.map(addressHtml).join(' – ');
  const addresses = a.join() === b.join() ? range(b) : `${range(a)} ${arrow} ${range(b)}`;
  const otherwise = fold.rows.filter(isMarked).length;
  const note = otherwise === 0 ? '' : ` (${otherwise}: ${escaped(words.punctuation)})`;
  return `<details class="fold"><summary><span class="range">${addresses}</span> ${fold.rows.length} ${escaped(words.kinds.same)}${note}</summary>
${fold.rows.map((row) => rowHtml(row, scope)).join('\n')}</details>`;
}

function itemHtml(item: Row | Pointer | Fold, scope: Scope): string {
  switch (item.kind) {
    case 'row':
      return rowHtml(item, scope);
    case 'pointer':
      return pointerHtml(item, scope);
    case 'fold':
      return foldHtml(item, scope);
  }
}

function textFacts(label: string, { symbol, title, language, date }: ComparedText, words: ComparisonWords): string {
  const href = symbol === null ? null : publishedAt(symbol, language);
  const name = symbol === null ? '' : `<bdi>${escaped(symbol)}</bdi>`;
  const facts = [
    href === null ? name : `<a href="${escaped(href)}">${name}</a>`,
    date === null ? '' : `<time datetime="${escaped(date)}"><bdi>${escaped(date)}</bdi></time>`,
    `<span${attributes(language, title ?? words.untitled)}>${escaped(title ?? words.untitled)}</span>`,
  ];
  return `<div><dt>${escaped(label)}</dt><dd>${facts.filter(Boolean).join(' · ')}</dd></div>`;
}

/** How many of each kind, with a way to each of them. */
function summaryHtml(counts: readonly (readonly [LinkKind, readonly Link[]])[], scope: Scope): string {
  const { words } = scope;
  const rows = counts.map(([kind, links]) => {
    const [first] = links;
    const count = `<a href="#${encodeURIComponent(first === undefined ? '' : anchorOf(first, scope))}" aria-label="${links.length} ${escaped(words.kinds[kind])}">${links.length}</a>`;
    const places =
      kind === 'same' ? '' : links.map((link) => `<span class="place">${addressesHtml(link, scope)}</span>`).join(' ');
    return `<tr class="${kind}"><th scope="row"><span class="kind">${escaped(words.kinds[kind])}</span></th><td>${count}</td><td>${places}</td></tr>`;
  });
  const head = [words.change, words.count, words.paragraphs].map((each) => `<th scope="col">${escaped(each)}</th>`);
  return `<table class="summary"><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

const toolsHtml = (words: ComparisonWords): string => `<div class="tools">
<fieldset><legend>${escaped(words.view)}</legend>
<label><input type="radio" name="view" id="view-inline" checked> ${escaped(words.inline)}</label>
<label><input type="radio" name="view" id="view-pair"> ${escaped(words.sideBySide)}</label></fieldset>
<p class="jump" hidden><button type="button" value="-1">${escaped(words.previous)} <kbd>p</kbd></button> <button type="button" value="1">${escaped(words.next)} <kbd>n</kbd></button></p>
</div>`;

const style = `main{max-width:76rem}h1{margin-top:0}.texts{margin:0 0 1rem}.texts div{display:flex;gap:0 .75em;flex-wrap:wrap}.texts dt{font-weight:600;min-width:8.5em}.texts dd{margin:0;flex:1 1 20rem;min-width:0}
.summary{width:100%;font-size:.95rem}.summary td:nth-child(2){text-align:end;font-variant-numeric:tabular-nums}.summary td:last-child{width:100%}.place{display:inline-block;margin-inline-end:1em}
.address,.range{font:.8rem/1.9 ui-monospace,monospace}.address{margin:0;white-space:nowrap}.head{font-size:.9rem;font-weight:400;margin:0 0 .35rem;color:#555}.head .address{font-weight:600}
.kind{display:inline-block;font:600 .78rem/1.5 system-ui,sans-serif;padding:0 .55em;border:1px solid;border-radius:1em;white-space:nowrap;color:var(--ink)}.why{font:.82rem/1.5 system-ui,sans-serif}
.row{border-inline-start:4px solid var(--ink);padding-block:.5rem;padding-inline-start:1rem;margin:1.1rem 0;scroll-margin-top:4.5rem}.row p{margin:0 0 .4rem}.row .head{margin-bottom:.35rem}.title{font-weight:700}
.row:focus{outline:2px solid var(--ink);outline-offset:4px}.same{--ink:#666}.edited{--ink:#8a5a00}.moved{--ink:#7a2a8c}.split,.merged{--ink:#0b4f8a}.new{--ink:#0b5a2a}.dropped{--ink:#8f1d1d}
.number{font-weight:400;color:#555}ins{background:#dff3e4;color:#0b4a22;text-decoration:underline}del{background:#fbe3e1;color:#7d1616;text-decoration:line-through}.new ins,.dropped del{text-decoration:none}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;user-select:none}
.fold{border-block:1px dotted #888;margin:.8rem 0}.fold summary,.pointer{font-size:.9rem;color:#555;padding:.25rem 0}.fold summary{cursor:pointer}.pointer{margin:.3rem 0;scroll-margin-top:4.5rem}
.tools{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;align-items:center;padding:.5rem 0;background:#fff;border-bottom:1px solid #888;font:.88rem/1.6 system-ui,sans-serif}
.tools fieldset{border:0;margin:0;padding:0;display:flex;gap:1em;flex-wrap:wrap}.tools legend{float:inline-start;margin-inline-end:1em;padding:0}.jump{margin:0}.tools button{font:inherit;padding:.15em .7em}kbd{border:1px solid;border-radius:.25em;padding:0 .35em;font-size:.85em}.inline p{max-width:46rem}
.pair{display:none;grid-template-columns:1fr 1fr;gap:1.5rem}body:has(#view-pair:checked) .pair{display:grid}body:has(#view-pair:checked) .inline{display:none}.column{position:relative;min-width:0}.row p{overflow-wrap:anywhere}
.which{font:600 .75rem/1.5 system-ui,sans-serif;color:#555;display:block}
@media(max-width:44rem){main{padding:1rem}.pair{grid-template-columns:1fr;gap:.3rem}.tools{position:static}.row{scroll-margin-top:1rem;padding-inline-start:.7rem}.texts dt{min-width:0;width:100%}.texts div{margin-bottom:.5rem}.kind{white-space:normal}}
@media(prefers-color-scheme:dark){.tools{background:#161616}.head,.number,.which,.fold summary,.pointer{color:#bbb}.same{--ink:#999}.edited{--ink:#e8b45a}.moved{--ink:#d79be6}.split,.merged{--ink:#8ec7ff}.new{--ink:#8fd8a8}.dropped{--ink:#f2a5a0}ins{background:#12381f;color:#b5ecc6}del{background:#451a1a;color:#f7bdb8}}
@media print{.tools{display:none}.address{display:inline;color:inherit}.row{break-inside:avoid}main{max-width:none;padding:0}ins,del{print-color-adjust:exact}}`;

/** Goes to the next or the last change before what stands at the top; the page is whole without it. */
const script = `(()=>{const rows=[...document.querySelectorAll('.change')];if(!rows.length)return;
for(const row of rows)row.tabIndex=-1;const top=row=>row.getBoundingClientRect().top-parseFloat(getComputedStyle(row).scrollMarginTop);
const go=by=>{const at=rows.indexOf(document.activeElement);
const to=at>=0?rows[at+by]:by>0?rows.find(row=>top(row)>4):rows.findLast(row=>top(row)<-4);
if(to){to.focus({preventScroll:true});to.scrollIntoView({block:'start'})}};
const jump=document.querySelector('.jump');jump.hidden=false;
let last=null;jump.addEventListener('pointerdown',()=>{last=document.activeElement});
jump.addEventListener('click',event=>{const button=event.target.closest('button');if(!button)return;if(rows.includes(last))last.focus({preventScroll:true});go(Number(button.value));last=document.activeElement});
document.addEventListener('keydown',event=>{if(event.ctrlKey||event.metaKey||event.altKey||event.isComposing)return;
if(event.code==='KeyN')go(1);else if(event.code==='KeyP')go(-1)})})();`;

/** Hands an anchor to every paragraph: those of the newer text have their address, those of the older one `older.` before it. */
function anchorsOf({ a, b }: Comparison): Scope['anchors'] {
  const claim = claims();
  claim('view-inline');
  claim('view-pair');
  const own = ({ paragraphs }: ComparedText, prefix: string) =>
    new Map(paragraphs.map(({ id }) => [id, claim(prefix + id)]));
  return { b: own(b, ''), a: own(a, 'older.') };
}

/**
 * A comparison as one page that needs nothing else: both texts in one or side by side, what was deleted and inserted marked
 * by line, colour and words, every count a way to the paragraphs it counts, and moved paragraphs linked from where they
 * stood. A small script only adds keys to go from change to change. All text is escaped.
 */
export function toComparisonHtml(comparison: Comparison): string {
  const { a, b } = comparison;
  const words = comparisonWords(b.language);
  const items = itemsOf(comparison);
  const anchors = anchorsOf(comparison);
  const arrow = b.language === 'ar' ? '←' : '→';
  const pointed = new Set(
    items.flatMap((item) => (item.kind === 'pointer' ? [anchors[item.side].get(item.id) ?? ''] : [])),
  );
  const scope: Scope = { a, b, words, arrow, anchors, pointed };
  const [older, newer] = [a.symbol ?? words.older, b.symbol ?? words.newer];
  const counts = countsOf(comparison);
  const same = sameness(comparison);
  const said = counts.length === 0 ? words.nothing : same === null ? '' : words[same];
  const main = [
    `<header><h1>${escaped(words.comparison)}: <bdi>${escaped(older)}</bdi> ${arrow} <bdi>${escaped(newer)}</bdi></h1>`,
    `<dl class="texts">${textFacts(words.older, a, words)}${textFacts(words.newer, b, words)}`,
    `<div><dt>${escaped(words.alike)}</dt><dd><bdi dir="ltr">${percent(comparison.similarity)}</bdi></dd></div></dl>`,
    said === '' ? '' : `<p class="verdict">${escaped(said)}</p>`,
    counts.length === 0 ? '' : summaryHtml(counts, scope),
    '</header>',
    counts.length === 0 ? '' : toolsHtml(words),
    `<h2 class="said">${escaped(words.paragraphs)}</h2>`,
    ...folded(items).map((item) => itemHtml(item, scope)),
  ];
  return hypertext({
    language: b.language,
    title: `${words.comparison}: ${older} ${arrow} ${newer}`,
    main: main.filter(Boolean).join('\n'),
    style,
    ...(same === null && counts.length > 0 ? { script } : {}),
  });
}
