import { markOrder, ownPrefix } from '../formats/aknText.ts';
import { documentUrl, iriOfSymbol, segment } from '../iris.ts';
import type { Citation, Emphasis, Language, Note, NoteCall, Prose, Time } from '../model.ts';

/** Attributes of an element; those without a value are left out. */
export type Attributes = Readonly<Record<string, string | number | null | undefined>>;

/** Whether XML may hold a control character: tab, line ends and the second set of controls. */
const allowedControl = (letter: string): boolean =>
  letter === '\t' || letter === '\n' || letter === '\r' || letter > '~';

/**
 * Text that XML can hold: forms and lines that are fed and separators become blanks, other control characters and
 * halves of characters, for which nothing can stand, are left out.
 */
export const holdable = (text: string): string =>
  text
    .replace(/\p{Cc}/gu, (letter) =>
      allowedControl(letter) ? letter : /\s/.test(letter) || letter >= '\u001c' ? ' ' : '',
    )
    .replace(/[\p{Cs}\ufffe\uffff]/gu, '');

/** Text of an element. */
export const xmlText = (text: string): string =>
  holdable(text).replace(/[&<>\r]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[letter] ?? '&#13;');

const xmlValue = (text: string): string =>
  xmlText(text).replace(/["\n\t]/g, (letter) => (letter === '"' ? '&quot;' : letter === '\n' ? '&#10;' : '&#9;'));

/** An element with its content, which is XML already. */
export function element(name: string, attributes: Attributes, content = ''): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined && value !== null) tag += ` ${key}="${xmlValue(String(value))}"`;
  return content === '' ? `${tag}/>` : `${tag}>${content}</${name}>`;
}

/** Name of an attribute of our own namespace. */
export const own = (name: string): string => `${ownPrefix}:${name}`;

/**
 * A reference as the schema wants it. What is no safe address or name is escaped behind `#`, and stands as it was
 * beside it in our own attribute.
 */
export function reference(key: string, value: string | null | undefined, name = key): Attributes {
  if (value === null || value === undefined) return {};
  const safe =
    /^(?:https?:\/\/|mailto:|\/)[\w\-.~:/?@!$&'()*+,;=]*(?:%[0-9A-Fa-f]{2}[\w\-.~:/?@!$&'()*+,;=]*)*(?:#[\w\-.~/?!$&'()*+,;=]*)?$/.test(
      value,
    ) || /^#?[\w\-.~]+$/.test(value);
  return safe ? { [key]: value } : { [key]: `#${segment(value)}`, [own(name)]: value };
}

/** Hands out each eId of a document once; a second claim gets `_2`. */
export function eIds(): (wanted: string) => string {
  const given = new Map<string, number>();
  return (wanted) => {
    // Of a nesting that no text has, the whole way is not told again at each step.
    const plain = wanted.length > 160 ? 'deep' : holdable(wanted).replace(/\s+/g, '_') || 'x';
    for (;;) {
      const times = (given.get(plain) ?? 0) + 1;
      given.set(plain, times);
      const id = times === 1 ? plain : `${plain}_${times}`;
      if (times === 1 || !given.has(id)) {
        if (times > 1) given.set(id, 1);
        return id;
      }
    }
  };
}

/** The notes that a text may call, and which of them stand in the file already. */
export interface NoteUse {
  readonly notes: ReadonlyMap<string, Note>;
  readonly written: Map<string, string>;
}

export const noteUse = (notes: readonly Note[]): NoteUse => ({
  notes: new Map(notes.map((note) => [note.id, note])),
  written: new Map(),
});

/** What writing a text needs to know. */
export interface TextWriting {
  readonly language: Language | null;
  readonly eId: (wanted: string) => string;
  readonly use: NoteUse;
}

const emphasisElements: Readonly<Record<Emphasis, string>> = {
  italic: 'i',
  bold: 'b',
  underline: 'u',
  superscript: 'sup',
  subscript: 'sub',
  inserted: 'ins',
  deleted: 'del',
};

/** A stretch that becomes an element, cut where others cross it. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly order: number;
  readonly name: string;
  readonly attributes: Attributes;
  pieces: number;
  key: number;
}

/** More elements than this inside each other say nothing any more. */
const deepest = 60;

function citationOf(citation: Citation, language: Language | null): [string, Attributes] | null {
  if (citation.symbol === null) return null;
  const iri = iriOfSymbol(citation.symbol, citation.date);
  return ['ref', { href: iri === null ? documentUrl(citation.symbol, language) : `${iri}!main` }];
}

function timeOf(time: Time): [string, Attributes] | null {
  if (time.kind === 'date' && time.from !== null && time.from === time.to && /^\d{4}-\d{2}-\d{2}$/.test(time.from))
    return ['date', { date: time.from }];
  if (time.kind === 'session' && time.session)
    return ['session', { value: time.session.number, ...reference('refersTo', `#${time.session.organ}`) }];
  return null;
}

/** The offset itself, or behind the character that it would cut in two. */
const whole = (text: string, at: number): number =>
  /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '') ? at + 1 : at;

function stretchesOf(prose: Prose, language: Language | null): Stretch[] {
  const stretches: Stretch[] = [];
  const add = (span: { start: number; end: number }, made: [string, Attributes] | null, order: number) => {
    const start = whole(prose.text, Math.max(0, span.start));
    const end = whole(prose.text, Math.min(prose.text.length, span.end));
    if (made && start < end)
      stretches.push({ start, end, order, name: made[0], attributes: made[1], pieces: 0, key: 0 });
  };
  const inOrder = prose.marks.every(
    (mark, index) => index === 0 || markOrder(prose.marks[index - 1] ?? mark, mark) <= 0,
  );
  for (const [index, mark] of prose.marks.entries()) {
    const place: Attributes = inOrder ? {} : { [own('n')]: index };
    const made: [string, Attributes] =
      mark.kind === 'link'
        ? ['a', { ...reference('href', mark.href), ...place }]
        : [emphasisElements[mark.kind], place];
    add(mark, made, 1 + index / (prose.marks.length + 1));
  }
  for (const citation of prose.citations) add(citation, citationOf(citation, language), 0);
  for (const time of prose.times) add(time, timeOf(time), 0);
  return stretches.sort((one, other) => one.start - other.start || other.end - one.end || one.order - other.order);
}

type Piece =
  | { readonly kind: 'open' | 'close'; readonly stretch: Stretch }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'call'; readonly call: NoteCall };

/** Texts, opening and closing tags and calls in order, properly nested. */
function piecesOf(prose: Prose, stretches: readonly Stretch[]): Piece[] {
  const pieces: Piece[] = [];
  const open: Stretch[] = [];
  const calls = prose.notes
    .map((call) => ({ ...call, at: whole(prose.text, call.at) }))
    .sort((one, other) => one.at - other.at);
  let at = 0;
  let next = 0;
  let called = 0;
  const push = (stretch: Stretch) => {
    stretch.pieces += 1;
    open.push(stretch);
    pieces.push({ kind: 'open', stretch });
  };
  for (;;) {
    const upcoming = Math.min(
      stretches[next]?.start ?? prose.text.length,
      calls[called]?.at ?? prose.text.length,
      prose.text.length,
      ...open.map((stretch) => stretch.end),
    );
    if (upcoming > at) {
      pieces.push({ kind: 'text', text: prose.text.slice(at, upcoming) });
      at = upcoming;
    }
    const ending = open.findIndex((stretch) => stretch.end <= at);
    if (ending >= 0) {
      const cut = open.splice(ending);
      for (const stretch of cut.toReversed()) pieces.push({ kind: 'close', stretch });
      for (const stretch of cut) if (stretch.end > at) push(stretch);
      continue;
    }
    const call = calls[called];
    if (call && (call.at <= at || at >= prose.text.length)) {
      pieces.push({ kind: 'call', call });
      called += 1;
      continue;
    }
    const stretch = stretches[next];
    if (stretch && stretch.start <= at) {
      next += 1;
      if (open.length < deepest) push(stretch);
      continue;
    }
    if (at >= prose.text.length) return pieces;
  }
}

/** The text as inline XML: emphasis, links, citations, dates and notes in their places. */
export function inline(prose: Prose, writing: TextWriting): string {
  if (prose.marks.length + prose.notes.length + prose.citations.length + prose.times.length === 0)
    return lines(prose.text);
  const stretches = stretchesOf(prose, writing.language);
  const pieces = piecesOf(prose, stretches);
  let keys = 0;
  for (const stretch of stretches) if (stretch.pieces > 1) stretch.key = ++keys;
  let out = '';
  for (const piece of pieces) {
    if (piece.kind === 'text') out += lines(piece.text);
    else if (piece.kind === 'call') out += calling(piece.call, writing);
    else if (piece.kind === 'close') out += `</${piece.stretch.name}>`;
    else {
      const { name, attributes, key } = piece.stretch;
      out += element(name, key > 0 ? { ...attributes, [own('cut')]: key } : attributes).replace(/\/>$/, '>');
    }
  }
  return out;
}

const lines = (text: string): string => xmlText(text).replaceAll('\n', '<eol/>');

function calling(call: NoteCall, writing: TextWriting): string {
  const { use } = writing;
  const note = call.note === null ? undefined : use.notes.get(call.note);
  const before = call.note === null ? undefined : use.written.get(call.note);
  if (!note || before !== undefined)
    return element('noteRef', { href: `#${before ?? ''}`, marker: call.marker, [own('note')]: call.note });
  const eId = writing.eId(`authorialNote_${/\d+$/.exec(note.id)?.[0] ?? 'x'}`);
  use.written.set(note.id, eId);
  return element(
    'authorialNote',
    {
      eId,
      marker: call.marker,
      placement: 'bottom',
      [own('id')]: note.id,
      [own('marker')]: note.marker === call.marker ? undefined : note.marker,
    },
    element('p', {}, inline(note, writing)),
  );
}

/** Notes that nothing calls, for the metadata. */
export function looseNotes(notes: readonly Note[], writing: TextWriting, source: string): string {
  let content = '';
  for (const note of notes) {
    if (writing.use.written.has(note.id)) continue;
    const eId = writing.eId(`note_${/\d+$/.exec(note.id)?.[0] ?? 'x'}`);
    writing.use.written.set(note.id, eId);
    content += element(
      'note',
      { eId, marker: note.marker, [own('id')]: note.id },
      element('p', {}, inline(note, writing)),
    );
  }
  return content === '' ? '' : element('notes', { source }, content);
}
