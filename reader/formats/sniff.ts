import { type Decoded, decode } from './decode.ts';
import { type Refused, zipEntries } from './docxPackage.ts';
import { compoundFile, isCompoundFile } from './ole.ts';

/** What a reader exists for. */
export type Sniffed = 'pdf' | 'docx' | 'doc' | 'html' | 'akn4un' | 'json' | 'text';

/** Binary forms known by their first bytes, so that a refusal can say what the file is. */
const magics: readonly (readonly [string, string])[] = [
  ['89504e47', 'png'],
  ['ffd8ff', 'jpeg'],
  ['47494638', 'gif'],
  ['49492a00', 'tiff'],
  ['4d4d002a', 'tiff'],
  ['424d', 'bmp'],
  ['38425053', 'psd'],
  ['7f454c46', 'elf'],
  ['4d5a', 'executable'],
  ['1f8b', 'gzip'],
  ['425a68', 'bzip2'],
  ['377abcaf271c', '7z'],
  ['fd377a585a', 'xz'],
  ['28b52ffd', 'zstd'],
  ['526172211a07', 'rar'],
  ['ff575043', 'wordperfect'],
  ['4f676753', 'ogg'],
  ['494433', 'mp3'],
  ['53514c69746520', 'sqlite'],
  ['41542654464f524d', 'djvu'],
  ['c5d0d3c6', 'postscript'],
  ['25215053', 'postscript'],
];
/** Word before the compound file: known, and not read. */
const oldWord: readonly (readonly [string, string])[] = [
  ['dba5', 'winword-2'],
  ['9ba5', 'winword-1'],
  ['9ca5', 'winword-1'],
  ['31be0000', 'word-dos'],
  ['32be0000', 'word-dos'],
];

const not = (found: string): Refused => ({ refusal: 'not-a-document', values: { found } });
const latin = new TextDecoder('latin1');
/** The bytes as letters, one for one; right for all that ASCII has. */
const ascii = (bytes: Uint8Array): string => latin.decode(bytes);

const hexOfBytes: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes in lower-case hex. */
export function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += hexOfBytes[byte] ?? '';
  return hex;
}

function packed(bytes: Uint8Array): Sniffed | Refused {
  const names = (zipEntries(bytes) ?? []).map((entry) => entry.name.replaceAll('\\', '/').toLowerCase());
  if (names.some((name) => /^(?:word\/)?document\d*\.xml$/.test(name))) return 'docx';
  const has = (start: string): boolean => names.some((name) => name.startsWith(start));
  if (has('xl/')) return not('xlsx');
  if (has('ppt/')) return not('pptx');
  if (has('visio/')) return not('vsdx');
  const kind = names.includes('mimetype')
    ? ascii(bytes.subarray(30, 120)).match(/application\/[\w.+-]+/)?.[0]
    : undefined;
  if (kind !== undefined)
    return not(kind.replace(/^application\/(?:vnd\.oasis\.opendocument\.)?/, '').replace(/PK$/, ''));
  if (names.length === 0) return { refusal: 'damaged', values: { part: 'zip' } };
  return not('zip');
}

function compound(bytes: Uint8Array): Sniffed | Refused {
  const file = compoundFile(bytes);
  if (file === null) return { refusal: 'damaged', values: { part: 'OLE2' } };
  if (file.names.includes('WordDocument')) return 'doc';
  if (file.names.includes('EncryptedPackage')) return { refusal: 'encrypted', values: {} };
  if (file.names.includes('Workbook') || file.names.includes('Book')) return not('xls');
  if (file.names.includes('PowerPoint Document')) return not('ppt');
  if (file.names.some((name) => name.startsWith('__properties_version'))) return not('msg');
  return not('ole2');
}

/** By the first bytes, `null` where they decide nothing. */
function byMagic(bytes: Uint8Array): Sniffed | Refused | null {
  const head = ascii(bytes.subarray(0, 1024));
  if (head.includes('%PDF-')) return 'pdf';
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) return packed(bytes);
  if (isCompoundFile(bytes)) return compound(bytes);
  if (head.trimStart().startsWith('{\\rtf')) return not('rtf');
  const hex = hexOf(bytes.subarray(0, 8));
  const old = oldWord.find(([start]) => hex.startsWith(start));
  if (old !== undefined) return { refusal: 'unsupported-version', values: { found: old[1] } };
  const other = magics.find(([start]) => hex.startsWith(start));
  // Two letters alone may also begin a text.
  if (other !== undefined && (other[0].length > 4 || bytes.subarray(0, 512).includes(0))) return not(other[1]);
  if (head.startsWith('RIFF') || head.slice(4, 8) === 'ftyp') return not('media');
  return null;
}

const htmlStart =
  /^<(?:!doctype\s+html|html|head|body|title|meta|link|table|div|p|h[1-6]|ul|ol|article|section|main|header|center|font|span|style|script|pre|blockquote|dl|form)\b/i;
const blockTag = /<\/(?:p|div|td|tr|li|h[1-6]|table|body)\s*>|<br\s*\/?>/gi;

/** What a text is, by how it begins: comments, a declaration and a preface of `---` lines are looked past. */
function byText(text: string): Sniffed | Refused {
  const head = text.slice(0, 16_384);
  if (/<(?:[\w.-]{1,20}:)?akomaNtoso\b/.test(head)) return 'akn4un';
  const start = head.replace(/^\s*---\n[\s\S]{0,2000}?\n---\n/, '').replace(/^(?:\s|<!--[\s\S]{0,4000}?-->)+/, '');
  if (htmlStart.test(start) || /<html\b|<!doctype\s+html|<body\b/i.test(start.slice(0, 8192))) return 'html';
  if (/^<\?xml/.test(start)) {
    const root = /<([A-Za-z_][\w.:-]{0,60})/.exec(start.slice(5))?.[1] ?? 'xml';
    return /^(?:\w+:)?html$/i.test(root) ? 'html' : not(`xml ${root}`);
  }
  if (/^\{\s*"/.test(start)) return /"kind"\s*:\s*"publication"/.test(text) ? 'json' : not('json');
  if (/^MIME-Version:/i.test(start)) return not('mime');
  return (start.match(blockTag)?.length ?? 0) >= 5 ? 'html' : 'text';
}

/**
 * What a file is, by its content alone: never by a name that came with it.
 * The refusal says what was found instead of a document.
 */
export function sniff(bytes: Uint8Array): Sniffed | Refused {
  return sniffed(bytes).found;
}

/** What a file is, with its text where it had to be decoded to see that: nothing is decoded twice. */
export function sniffed(bytes: Uint8Array): { readonly found: Sniffed | Refused; readonly decoded: Decoded | null } {
  if (bytes.length === 0) return { found: { refusal: 'empty', values: {} }, decoded: null };
  const magic = byMagic(bytes);
  if (magic !== null) return { found: magic, decoded: null };
  const decoded = decode(bytes);
  const { text, encoding } = decoded;
  if (!/\S/.test(text)) return { found: { refusal: 'empty', values: {} }, decoded };
  if (!encoding.startsWith('utf-16') && binary(bytes)) return { found: not('binary'), decoded };
  return { found: byText(text), decoded };
}

/** Whether the bytes hold more control characters than any text does. */
function binary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 16_384);
  let controls = 0;
  for (let at = 0; at < sample.length; at += 1) {
    const byte = sample[at] ?? 0;
    if (byte < 32 && (byte < 9 || (byte > 13 && byte !== 27))) controls += 1;
  }
  return controls > 8 && controls / sample.length > 0.01;
}
