import { annotated } from './annotate.ts';
import { timer } from './calendar.ts';
import { citer } from './citations.ts';
import { readAkn4un } from './formats/akn4un.ts';
import type { Block, Extract, Line } from './formats/block.ts';
import { type Decoded, decode } from './formats/decode.ts';
import { readDoc } from './formats/doc.ts';
import { readDocx } from './formats/docx.ts';
import { readHtml } from './formats/html.ts';
import { readPdf } from './formats/pdf.ts';
import { hexOf, sniffed } from './formats/sniff.ts';
import { readText } from './formats/text.ts';
import { invalidities, nothingIn } from './invariants.ts';
import { lexicons } from './languages/index.ts';
import { recognize } from './languages/recognize.ts';
import type { Finding, Format, Language, Publication, Reading, Refusal, Resolution, Source } from './model.ts';
import { paragraphs } from './paragraphs.ts';
import { structure } from './structure.ts';
import { readingFromJson } from './write/json.ts';

/** What the caller knows or wishes. All of it may be absent. */
export interface Hints {
  /** The language, where the caller knows it better than the text tells. */
  readonly language?: Language;
  /** Of a file with tracked changes: the text as changed, or as it was. */
  readonly view?: 'accepted' | 'original';
  /** Largest file that is read, in bytes. */
  readonly limit?: number;
}

const usualLimit = 256 * 1024 * 1024;

const refused = (refusal: Refusal, values: Readonly<Record<string, string | number>> = {}): Reading => ({
  kind: 'refused',
  refusal,
  values,
});

/** SHA-256 of the bytes in lower-case hex. */
async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return hexOf(new Uint8Array(digest));
}

/** What a format gives, before structure: blocks, or lines still to be joined. */
type Refused = Exclude<Reading, { kind: 'read' }>;
type Extracted =
  | { readonly kind: 'blocks'; readonly extract: Extract<Block> }
  | { readonly kind: 'lines'; readonly extract: Extract<Line> }
  | Refused;

/**
 * Reads any file as a publication. The one door of the reader: text, PDF, Word (old and new), HTML, AKN4UN and
 * our own JSON, decided by content. Never throws on what a file holds; a file that cannot be read is refused with
 * a reason.
 */
export async function read(bytes: Uint8Array, hints: Hints = {}): Promise<Reading> {
  if (bytes.length === 0) return refused('empty');
  const limit = hints.limit ?? usualLimit;
  if (bytes.length > limit) return refused('too-large', { bytes: bytes.length, limit });
  const own = new Uint8Array(bytes);
  const { found: format, decoded: text } = sniffed(own);
  if (typeof format !== 'string') return refused(format.refusal, format.values);
  // The digest is made while the file is read, and waited for only when that is done.
  const digest = sha256(own);
  const source: Source = { format, sha256: '', bytes: own.length, encoding: null, pages: null };
  const reading = await readingOf(format, own, text, source, hints);
  // What comes from our own JSON keeps the source it was first read from.
  if (reading.kind === 'refused' || format === 'json') return reading;
  const { publication } = reading;
  return {
    ...reading,
    publication: { ...publication, source: { ...publication.source, sha256: await digest } },
  };
}

async function readingOf(
  format: Format,
  bytes: Uint8Array<ArrayBuffer>,
  text: Decoded | null,
  source: Source,
  hints: Hints,
): Promise<Reading> {
  if (format === 'akn4un') return aknReading(decoded(bytes, text), source, hints);
  if (format === 'json') return jsonReading(decoded(bytes, text));
  const extracted = await extractOf(format, bytes, text, hints);
  if (extracted.kind === 'refused') return extracted;
  return structured(extracted, source, hints);
}

async function extractOf(
  format: Exclude<Format, 'akn4un' | 'json'>,
  bytes: Uint8Array<ArrayBuffer>,
  known: Decoded | null,
  hints: Hints,
): Promise<Extracted> {
  switch (format) {
    case 'pdf':
      return readPdf(bytes);
    case 'docx':
      return blocks(readDocx(bytes, { view: hints.view ?? 'accepted' }));
    case 'doc':
      return blocks(readDoc(bytes, { view: hints.view ?? 'accepted' }));
    case 'html': {
      const { text, encoding, findings } = decoded(bytes, known);
      const extract = readHtml(text, { view: hints.view ?? 'accepted' });
      if (extract.units.length === 0) return { kind: 'refused', refusal: 'empty', values: {} };
      return { kind: 'blocks', extract: { ...extract, encoding, findings: [...findings, ...extract.findings] } };
    }
    case 'text': {
      const { text, encoding, findings } = decoded(bytes, known);
      if (text.trim().length === 0) return { kind: 'refused', refusal: 'empty', values: {} };
      return { kind: 'lines', extract: { ...readText(text), encoding, findings } };
    }
  }
}

const blocks = (extract: Extract<Block> | Omit<Refused, 'kind'>): Extracted =>
  'units' in extract ? { kind: 'blocks', extract } : { kind: 'refused', ...extract };

interface Told {
  readonly text: string;
  readonly encoding: string;
  readonly findings: readonly Finding[];
}

/** The bytes as text, with a finding where the encoding is a guess; decoded here where that was not done before. */
function decoded(bytes: Uint8Array, known: Decoded | null): Told {
  const { text, encoding, guessed } = known ?? decode(bytes);
  return {
    text,
    encoding,
    findings: guessed ? [{ code: 'encoding-guessed', severity: 'warning', values: { encoding } }] : [],
  };
}

function structured(extracted: Exclude<Extracted, { kind: 'refused' }>, source: Source, hints: Hints): Reading {
  const { extract } = extracted;
  const recognized = hints.language ?? recognize(extract.text);
  const lexicon = lexicons[recognized ?? 'en'];
  const joined =
    extracted.kind === 'blocks'
      ? { blocks: extracted.extract.units, findings: [...extracted.extract.findings] }
      : paragraphs(extracted.extract, lexicon);
  const built = structure(joined.blocks, lexicon);
  const unknown: Finding[] = recognized === null ? [{ code: 'language-unknown', severity: 'warning', values: {} }] : [];
  const publication: Publication = {
    kind: 'publication',
    source: { ...source, encoding: extract.encoding, pages: extract.pages },
    language: recognized,
    masthead: built.masthead,
    contents: built.contents.map((item) => (item.kind === 'resolution' ? { ...item, language: recognized } : item)),
    notes: built.notes,
  };
  return {
    kind: 'read',
    publication: withAnnotations(publication),
    findings: [...unknown, ...joined.findings, ...built.findings],
    text: extract.text,
  };
}

/** Looks for citations and times, with what the cover says of organ, session and date. */
function withAnnotations(publication: Publication): Publication {
  const lexicon = lexicons[publication.language ?? 'en'];
  const { masthead } = publication;
  return annotated(publication, (resolution: Resolution | null) => {
    const organ = resolution?.organ ?? masthead.organ;
    const session = resolution?.session ?? masthead.session;
    const date = resolution?.date ?? masthead.date;
    return {
      citations: citer({
        lexicon,
        organ,
        symbol: resolution?.symbol ?? masthead.symbol,
        session: session?.number ?? null,
        date,
      }),
      times: timer({ lexicon, organ, session, adopted: date }),
    };
  });
}

function aknReading({ text, encoding, findings }: Told, source: Source, hints: Hints): Reading {
  const akn = readAkn4un(text);
  const publication: Publication = {
    kind: 'publication',
    source: { ...source, encoding },
    language: hints.language ?? akn.language,
    masthead: akn.masthead,
    contents: akn.contents,
    notes: akn.notes,
  };
  // A file that was cut before its text, or that is only metadata.
  if (nothingIn(publication)) return refused(akn.findings.length > 0 ? 'damaged' : 'empty', { found: 'akn4un' });
  return { kind: 'read', publication: withAnnotations(publication), findings: [...findings, ...akn.findings], text };
}

/** A publication as it was written, with its source and its findings; the text that its places lie in is not there. */
function jsonReading({ text, findings }: Told): Reading {
  const written = readingFromJson(text);
  if (written === null) return refused('not-a-document', { found: 'json' });
  const reading = { ...written, findings: [...findings, ...written.findings], text: '' };
  return invalidities(reading).length > 0 ? refused('damaged', { found: 'json' }) : { kind: 'read', ...reading };
}
