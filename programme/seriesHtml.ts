import type { IsoDate, Language } from '../reader/model.ts';
import type { Change } from '../reader/wordChanges.ts';
import { attributes, escaped, hypertext, publishedAt } from '../reader/write/hypertext.ts';
import { bodyName } from '../reader/write/mandateRows.ts';
import { columnsOf, inkStyle, latestOf, markSvg } from './lanes.ts';
import { renewalOf, type Series } from './series.ts';
import { type SeriesWords, seriesWords } from './seriesWords.ts';
import type { Stale } from './stale.ts';
import { fates, type Occurrence, type Thread, type Threads } from './threads.ts';

/** All that the page tells. */
export interface SeriesPage {
  readonly series: Series;
  readonly told: Threads;
  readonly stale: readonly Stale[];
  readonly today: IsoDate;
}

interface Scope {
  readonly words: SeriesWords;
  readonly language: Language | null;
  readonly columns: readonly string[];
  /** Anchors of the lanes by the address of their paragraphs in the latest text. */
  readonly anchors: ReadonlyMap<string, string>;
}

const bdi = (text: string): string => `<bdi>${escaped(text)}</bdi>`;
const addressesHtml = (addresses: readonly string[]): string =>
  addresses.map((id) => `<bdi dir="ltr">${escaped(id)}</bdi>`).join(' + ');
const said = (text: string): string => `<span class="said">${escaped(text)}</span>`;

function textsHtml({ series }: SeriesPage, { words, language }: Scope): string {
  const rows = series.steps.map((step) => {
    const href = step.symbol === null ? null : publishedAt(step.symbol, language);
    const name = href === null ? bdi(step.name) : `<a href="${escaped(href)}">${bdi(step.name)}</a>`;
    const found = renewalOf(series, step.name);
    const why =
      found === null ? '' : `${bdi(found.older)}: ${escaped(found.why.map((each) => words.reasons[each]).join(' · '))}`;
    const date = step.date === null ? '' : `<time datetime="${escaped(step.date)}">${bdi(step.date)}</time>`;
    return `<tr><th scope="row">${name}</th><td>${date}</td><td>${why}</td></tr>`;
  });
  const head = [words.text, words.date, words.joined].map((each) => `<th scope="col">${escaped(each)}</th>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

const legendHtml = ({ words }: Scope): string =>
  `<ul class="legend">${fates.map((fate) => `<li>${markSvg(fate)} ${escaped(words.fates[fate])}</li>`).join('')}</ul>`;

/** What happened, in words: "op7 amended", "word for word (3 texts)". */
function fateText({ fate, unchanged, successor }: Occurrence, words: SeriesWords): string {
  const count = fate === 'verbatim' ? ` (${unchanged} ${words.inTexts})` : '';
  return `${words.fates[fate]}${count}${successor === null ? '' : ` (${words.successor} ${successor})`}`;
}

/** Words that went or came, said as such to who does not see the line; blanks alone are no change. */
function changeHtml({ op, text }: Change, words: SeriesWords): string {
  const content = escaped(text).replaceAll('\n', '<br>');
  if (op === 'equal') return content;
  if (text.trim() === '') return op === 'insert' ? content : '';
  const [tag, label] = op === 'insert' ? (['ins', words.inserted] as const) : (['del', words.deleted] as const);
  return `<${tag}>${said(`${label} `)}${content}${said(` ${words.end} `)}</${tag}>`;
}

const paragraphHtml = (text: string, content: string, language: Language | null): string =>
  `<p${attributes(language, text)}>${content}</p>`;

/** The wording of a paragraph at a session; where it has not changed, only that. */
function wordingHtml(occurrence: Occurrence, scope: Scope): string {
  const { words, language, columns } = scope;
  const { at, text, changes, losses, addresses } = occurrence;
  const head = `<h3>${bdi(columns[at] ?? '')} ${addressesHtml(addresses)} <span class="kind ${occurrence.fate}">${escaped(fateText(occurrence, words))}</span></h3>`;
  if (occurrence.fate === 'verbatim' || addresses.length === 0) return head;
  const content =
    changes.length === 0
      ? escaped(text).replaceAll('\n', '<br>')
      : changes.map((each) => changeHtml(each, words)).join('');
  const lost = losses.map((loss) => `<li>${escaped(words.leftOut)}: <q>${escaped(loss.words)}</q></li>`);
  return `${head}${paragraphHtml(text, content, language)}${lost.length === 0 ? '' : `<ul class="losses">${lost.join('')}</ul>`}`;
}

/** Who is asked in the latest wording, and by when. */
function mandatesHtml(thread: Thread, { words, language }: Scope): string {
  const rows = (latestOf(thread)?.mandates ?? []).flatMap(({ addressees, due }) => {
    const who = [...new Set(addressees.flatMap(({ ids }) => ids.map((id) => bodyName(id, language))))];
    if (who.length === 0) return [];
    const when = due.flatMap(({ from, to }) => (to === null ? [] : [`${from ?? '…'} – ${to}`]));
    const dues = when.length === 0 ? '' : `; ${escaped(words.due)}: ${when.map(bdi).join(', ')}`;
    return [`<li>${escaped(words.asked)}: ${escaped(who.join(', '))}${dues}</li>`];
  });
  return rows.length === 0 ? '' : `<ul class="mandates">${rows.join('')}</ul>`;
}

function laneHtml(thread: Thread, scope: Scope): string {
  const { words, columns, language } = scope;
  const byText = new Map(thread.occurrences.map((each) => [each.at, each]));
  const cells = columns.map((_, at) => {
    const there = byText.get(at);
    if (there === undefined) return '<span class="cell"></span>';
    const before = byText.get(at - 1);
    const line = before !== undefined && before.addresses.length > 0 ? ' joined' : '';
    return `<span class="cell ${there.fate}${line}">${markSvg(there.fate)}<small>${addressesHtml(there.addresses)}</small></span>`;
  });
  const story = thread.occurrences.map((each) => `${columns[each.at]}: ${fateText(each, words)}`).join('; ');
  const text = latestOf(thread)?.text ?? '';
  const id = scope.anchors.get(thread.id) ?? thread.id;
  const lost = thread.occurrences.some(({ losses }) => losses.length > 0)
    ? ` <span class="kind dropped">${escaped(words.leftOut)}</span>`
    : '';
  return `<details class="lane" id="${escaped(id)}"><summary><span class="id"><bdi dir="ltr">${escaped(thread.id)}</bdi></span>${said(` ${story}. `)}<span class="strip" aria-hidden="true">${cells.join('')}</span><span class="first"${attributes(language, text)}>${escaped(text.slice(0, 400))}${lost}</span></summary>
<div class="life">${thread.occurrences.map((each) => wordingHtml(each, scope)).join('\n')}${mandatesHtml(thread, scope)}</div></details>`;
}

/** The values of a stale fact that a reader can use. */
function factsOf({ from, to, deliverable: _, body, ...rest }: Stale['values'], language: Language | null): string[] {
  const window = [from, to].filter((each) => each !== undefined).join(' – ');
  const named = body === undefined ? '' : bodyName(String(body), language);
  return [named, window, ...Object.values(rest).map(String)].filter(Boolean);
}

function staleHtml({ stale, today }: SeriesPage, { words, language, anchors }: Scope): string {
  const shown = stale.filter(({ code }) => code !== 'unchanged');
  const items = shown.map(({ code, paragraph, words: quoted, values }) => {
    const to = anchors.get(paragraph) ?? paragraph;
    const facts = factsOf(values, language).map(bdi);
    return `<li><a class="address" href="#${encodeURIComponent(to)}"><bdi dir="ltr">${escaped(paragraph)}</bdi></a> <strong>${escaped(words.codes[code])}</strong> <q${attributes(language, quoted)}>${escaped(quoted)}</q>${facts.length === 0 ? '' : ` (${facts.join(', ')})`}</li>`;
  });
  const body = items.length === 0 ? `<p>${escaped(words.noneStale)}</p>` : `<ul>${items.join('\n')}</ul>`;
  return `<section><h2>${escaped(words.stale)} <time datetime="${escaped(today)}">${bdi(today)}</time></h2>${body}</section>`;
}

/** All that the lanes show, as a table. */
function tableHtml({ told }: SeriesPage, { words, columns }: Scope): string {
  const head = [words.paragraph, ...columns].map((each) => `<th scope="col">${bdi(each)}</th>`).join('');
  const rows = told.threads.map(({ id, occurrences }) => {
    const byText = new Map(occurrences.map((each) => [each.at, each]));
    const cells = columns.map((_, at) => {
      const there = byText.get(at);
      if (there === undefined) return '<td></td>';
      const lost = there.losses.map((loss) => `<br>${escaped(words.leftOut)}: <q>${escaped(loss.words)}</q>`).join('');
      return `<td>${addressesHtml(there.addresses)} ${escaped(fateText(there, words))}${lost}</td>`;
    });
    return `<tr><th scope="row"><bdi dir="ltr">${escaped(id)}</bdi></th>${cells.join('')}</tr>`;
  });
  return `<details class="all"><summary><h2>${escaped(words.table)}</h2></summary><div class="scroll" role="group" tabindex="0" aria-label="${escaped(words.table)}"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div></details>`;
}

const style = (columns: number): string => `main{max-width:82rem}${inkStyle}
.legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;font:.88rem/1.6 system-ui,sans-serif}.mark{vertical-align:-.2em}
.heads,summary{display:grid;grid-template-columns:5.5rem calc(${columns} * 6.5rem) minmax(12rem,1fr);align-items:center;gap:.5rem}.strip,.heads .strip{display:grid;grid-template-columns:repeat(${columns},6.5rem)}
.heads{font:600 .78rem/1.3 system-ui,sans-serif;position:sticky;top:0;background:#fff;border-bottom:1px solid #888;padding:.4rem 0;z-index:1}.heads .strip span{text-align:center;overflow-wrap:anywhere}
.lanes{overflow-x:auto}.lane{border-bottom:1px solid #ccc;scroll-margin-top:4rem}.lane summary{cursor:pointer;list-style:none;padding:.2rem 0}.lane summary::-webkit-details-marker{display:none}.lane summary:focus-visible{outline:2px solid #0b4f8a}
.id{font:.8rem/1.4 ui-monospace,monospace}.id::before{content:"+ "}details[open]>summary .id::before{content:"− "}.first{font-size:.9rem;overflow:hidden;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical}
.cell{position:relative;text-align:center;min-height:2.3rem}.cell .mark{position:relative;z-index:1;display:block;margin:.25rem auto 0;background:#fff;border-radius:50%}.cell small{font:.68rem/1.2 ui-monospace,monospace;color:#555}.joined::before{content:"";position:absolute;top:.75rem;inset-inline:-50% 50%;border-top:2px solid #999}
.verbatim .mark{background:none}.life{padding:.3rem 0 1rem 1rem;padding-inline:1.5rem 0;max-width:52rem}.life h3{font-size:.92rem;margin:.9rem 0 .3rem}.life p{margin:.2rem 0}.kind{font:600 .78rem/1.5 system-ui,sans-serif;padding:0 .55em;border:1px solid;border-radius:1em;color:var(--ink)}
.losses,.mandates{font-size:.9rem}ins{background:#dff3e4;color:#0b4a22;text-decoration:underline}del{background:#fbe3e1;color:#7d1616;text-decoration:line-through}
.all summary{display:block;cursor:pointer}.all h2{display:inline}.scroll{overflow-x:auto;font-size:.85rem}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;user-select:none}
@media(max-width:44rem){main{padding:1rem}.heads,summary{grid-template-columns:4.5rem calc(${columns} * 4.5rem);}.strip,.heads .strip{grid-template-columns:repeat(${columns},4.5rem)}.first{grid-column:1/-1}}
@media(prefers-color-scheme:dark){.heads,.cell .mark{background:#161616}.cell small{color:#bbb}.lane{border-color:#444}ins{background:#12381f;color:#b5ecc6}del{background:#451a1a;color:#f7bdb8}.lane summary:focus-visible{outline-color:#8ec7ff}}
@media print{main{max-width:none;padding:0}.heads{position:static}details::details-content{content-visibility:visible;block-size:auto}.lane{break-inside:avoid}ins,del,.mark{print-color-adjust:exact}.address{display:inline;color:inherit}}`;

function anchorsOf({ threads, texts }: Threads): Map<string, string> {
  const anchors = new Map(threads.map(({ id }) => [id, id]));
  for (const { id, occurrences } of threads)
    for (const { at, addresses } of occurrences)
      if (at === texts.length - 1) for (const address of addresses) anchors.set(address, id);
  return anchors;
}

/**
 * A series as one page that needs nothing else: its texts and why they belong together, what is out of date, and the life of
 * each paragraph as a lane over the texts that opens to its wordings. All text is escaped.
 */
export function toSeriesHtml(page: SeriesPage): string {
  const { told, series } = page;
  const { language } = told;
  const words = seriesWords(language);
  const columns = columnsOf(told);
  const scope: Scope = { words, language, columns, anchors: anchorsOf(told) };
  const title = told.texts.at(-1)?.resolution.title ?? series.steps.at(-1)?.title ?? words.untitled;
  const missing = told.missing.map(({ name }) => bdi(name)).join(', ');
  const heads = columns.map((name) => `<span>${bdi(name)}</span>`).join('');
  const main = [
    `<header><h1>${escaped(title)}</h1></header>`,
    `<section><h2>${escaped(words.texts)}</h2>${textsHtml(page, scope)}${missing === '' ? '' : `<p>${escaped(words.missing)}: ${missing}</p>`}</section>`,
    staleHtml(page, scope),
    `<section><h2>${escaped(words.lanes)}</h2>${legendHtml(scope)}`,
    `<div class="lanes"><div class="heads" aria-hidden="true"><span></span><span class="strip">${heads}</span><span></span></div>`,
    ...told.threads.map((thread) => laneHtml(thread, scope)),
    '</div></section>',
    tableHtml(page, scope),
  ];
  return hypertext({ language, title, main: main.join('\n'), style: style(columns.length) });
}
