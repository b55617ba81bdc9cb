/** Bytes as text. */
export interface Decoded {
  /**
   * The text with every line break as one `\n`, and other control characters as blanks. This is the text that places in
   * plain text and XML point into: breaks are unified before anything is measured. Marks of direction and characters
   * without width stay in it, so that places hold; readers leave them out of paragraphs.
   */
  readonly text: string;
  /** Name of the encoding as the WHATWG standard writes it. */
  readonly encoding: string;
  /** Whether the encoding was inferred from how plausible the text is, without a mark or declaration. */
  readonly guessed: boolean;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that no text may hold
const control = /[\u0000-\u0008\u000e-\u001f\u007f]/g;

/** Line breaks unified; form feed stays, as it parts pages; what no text may hold becomes a blank of the same length. */
const tidied = (text: string): string =>
  text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?|[\v\u0085\u2028\u2029]/g, '\n')
    .replace(control, ' ');

function strictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const loosely = (bytes: Uint8Array, encoding: string): string =>
  new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);

/** Share of letters that a text in one of the languages may hold. */
function plausible(text: string): number {
  const sample = text.slice(0, 20_000);
  const good = sample.match(
    /[\t\n\f\r\u0020-\u007e\u00a0-\u017f\u0400-\u045f\u0600-\u06ff\u2010-\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/g,
  );
  return sample.length === 0 ? 0 : (good?.length ?? 0) / sample.length;
}

/** Text in two-byte units without a mark: every other byte is nearly always the same few. */
function wideWithoutMark(bytes: Uint8Array): string | null {
  const length = Math.min(bytes.length, 8192) & ~1;
  // Without a zero byte there are no two-byte units of a script that parts words by blanks.
  if (length < 8 || !bytes.subarray(0, length).includes(0)) return null;
  const high = [new Map<number, number>(), new Map<number, number>()];
  for (let at = 0; at < length; at += 1) {
    const counts = high[at & 1];
    counts?.set(bytes[at] ?? 0, (counts.get(bytes[at] ?? 0) ?? 0) + 1);
  }
  const zeros = high.map((counts) => counts.get(0) ?? 0);
  // Chinese has no zero bytes but in its breaks and digits, and is left to the check of plausibility.
  const distinct = high.map((counts) => counts.size);
  const little = (distinct[1] ?? 0) < (distinct[0] ?? 0) || (zeros[1] ?? 0) > (zeros[0] ?? 0);
  const encoding = little ? 'utf-16le' : 'utf-16be';
  const text = loosely(bytes.subarray(0, length), encoding);
  const controls = text.match(/[^\t\n\f\r\P{Cc}]/gu)?.length ?? 0;
  return plausible(text) > 0.95 && controls === 0 ? encoding : null;
}

/** How the letters of one alphabet stand in words: whole words of it count for, odd mixtures of case or alphabet against. */
function score(text: string, own: RegExp, odd: RegExp): number {
  let sum = 0;
  for (const word of text.match(/[\p{L}\p{M}]*[^\p{ASCII}][\p{L}\p{M}]*/gu) ?? []) {
    if (own.test(word)) sum += word.length > 2 ? 2 : 1;
    else if (odd.test(word)) sum -= 2;
    else sum -= 1;
  }
  return sum;
}

const arabicShare = (text: string): number => (text.match(/[\u0600-\u06ff]/g)?.length ?? 0) / Math.max(1, text.length);

/** The national encodings that UN texts came in, and how their words look when the guess is right. */
const national: readonly (readonly [string, RegExp, RegExp])[] = [
  [
    'windows-1252',
    /^(?:[A-Za-z]*[À-ÖØ-öø-ÿŒœ]{1,2}[a-zà-öø-ÿœ]+|[A-Za-z]+[À-öø-ÿœŒ]{1,2}[A-Za-z]*|[àéèÀÉÈÓóúyY])$/,
    /[À-ÿ]{3}/,
  ],
  ['windows-1251', /^(?:[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+)$/, /[а-яё][А-ЯЁ]|[A-Za-z][А-яЁё]|[А-яЁё][A-Za-z]/],
  ['koi8-r', /^(?:[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+)$/, /[а-яё][А-ЯЁ]|[A-Za-z][А-яЁё]|[А-яЁё][A-Za-z]/],
  ['windows-1256', /^[\u0621-\u0652]{2,}$/, /[A-Za-zÀ-ÿ][\u0621-\u0652]|[\u0621-\u0652][A-Za-zÀ-ÿ]|[پٹٺچگ]/],
  ['iso-8859-6', /^[\u0621-\u0652]{2,}$/, /[\u0621-\u0652][A-Za-z]|[A-Za-z][\u0621-\u0652]/],
];

/** Whether two-byte Chinese is meant: only then the letters are the common ones. */
function chinese(bytes: Uint8Array): boolean {
  let pairs = 0;
  let common = 0;
  for (let at = 0; at + 1 < bytes.length && pairs < 4000; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x81) continue;
    const trail = bytes[at + 1] ?? 0;
    if (trail < 0x30) return false;
    pairs += 1;
    if ((lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1) || lead === 0xa1 || lead === 0xa3) common += 1;
    at += 1;
  }
  return pairs > 1 && common / pairs > 0.85;
}

/** The national encoding whose words look best; Western where nothing tells. */
function guessed(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, 60_000);
  if (chinese(sample) && strictly(sample.subarray(0, sample.length & ~1), 'gb18030') !== null) return 'gb18030';
  if (chinese(sample) && arabicShare(loosely(sample, 'windows-1256')) < 0.3) return 'gb18030';
  let best = 'windows-1252';
  let most = Number.NEGATIVE_INFINITY;
  for (const [encoding, own, odd] of national) {
    const points = score(loosely(sample, encoding), own, odd);
    if (points > most) {
      best = encoding;
      most = points;
    }
  }
  return best;
}

/** The encoding that markup declares for itself. */
function declared(bytes: Uint8Array): string | null {
  const head = loosely(bytes.subarray(0, 2048), 'windows-1252');
  const found =
    /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})/i.exec(head) ??
    /<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(head);
  if (found?.[1] === undefined) return null;
  try {
    const { encoding } = new TextDecoder(found[1]);
    return encoding.startsWith('utf-16') ? null : encoding;
  } catch {
    return null;
  }
}

/** UTF-8 in which only a few letters are broken, as after a cut or a bad join. */
function nearlyUtf8(bytes: Uint8Array): boolean {
  const text = loosely(bytes.subarray(0, 200_000), 'utf-8');
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const sound = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0;
  return broken * 10 < sound;
}

/** Decodes a text: by its mark, as UTF-8, by its own declaration, else by plausibility. Never fails; bad bytes become U+FFFD. */
export function decode(bytes: Uint8Array): Decoded {
  const as = (encoding: string, inferred: boolean, from = bytes): Decoded => ({
    text: tidied(loosely(from, encoding)),
    encoding,
    guessed: inferred,
  });
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return as('utf-16le', false);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return as('utf-16be', false);
  const wide = wideWithoutMark(bytes);
  if (wide !== null) return as(wide, true);
  const utf8 = strictly(bytes, 'utf-8');
  if (utf8 !== null) return { text: tidied(utf8), encoding: 'utf-8', guessed: false };
  if (nearlyUtf8(bytes)) return as('utf-8', true);
  const own = declared(bytes);
  if (own !== null && own !== 'utf-8') return as(own, false);
  return as(guessed(bytes), true);
}
