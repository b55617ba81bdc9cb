import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode } from './decode.ts';

/** The bytes of a text in an encoding of one or two bytes, by asking the decoder for each. */
function encoded(text: string, encoding: string): Uint8Array {
  const table = new Map<string, readonly number[]>();
  for (let lead = 0; lead < 256; lead += 1) {
    table.set(new TextDecoder(encoding).decode(new Uint8Array([lead])), [lead]);
    if (encoding === 'gb18030' && lead >= 0xa1)
      for (let trail = 0xa1; trail < 0xff; trail += 1)
        table.set(new TextDecoder(encoding).decode(new Uint8Array([lead, trail])), [lead, trail]);
  }
  return new Uint8Array([...text].flatMap((letter) => table.get(letter) ?? [63]));
}
const wide = (text: string, little: boolean): Uint8Array => {
  const out = new Uint8Array(text.length * 2);
  const view = new DataView(out.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), little);
  return out;
};

const french = 'L’Assemblée générale, rappelant sa résolution précédente, décide de rester saisie à sa session.';
const spanish =
  'La Asamblea General, recordando también el párrafo anterior, decide que los años próximos sean de cooperación.';
const russian = 'Генеральная Ассамблея, ссылаясь на свою резолюцию, постановляет включить пункт в повестку дня.';
const arabic = 'إن الجمعية العامة، إذ تشير إلى قرارها السابق، تقرر أن تبقي المسألة قيد النظر.';
const chinese = '大会，回顾其以往决议，决定将该项目列入临时议程，并请秘书长提出报告。';
const cases: readonly (readonly [string, string])[] = [
  ['windows-1252', french],
  ['windows-1252', spanish],
  ['windows-1251', russian],
  ['koi8-r', russian],
  ['windows-1256', arabic],
  ['gb18030', chinese],
];
test.each(cases)('%s is recognized', (encoding, text) => {
  expect(decode(encoded(text, encoding))).toEqual({ text, encoding, guessed: true });
});

test.each([french, spanish, russian, arabic, chinese])('UTF-8 and UTF-16 with and without a mark: %s', (text) => {
  expect(decode(new TextEncoder().encode(text))).toEqual({ text, encoding: 'utf-8', guessed: false });
  expect(decode(new TextEncoder().encode(`\ufeff${text}`)).text).toBe(text);
  expect(decode(wide(`\ufeff${text}`, true))).toEqual({ text, encoding: 'utf-16le', guessed: false });
  expect(decode(wide(`\ufeff${text}`, false))).toEqual({ text, encoding: 'utf-16be', guessed: false });
  if (/[\u0020-\u007f]/.test(text)) expect(decode(wide(`${text}\n`, true)).text).toBe(`${text}\n`);
});

test('breaks become one, controls become blanks, invisible marks stay', () => {
  expect(decode(new TextEncoder().encode('a\r\nb\rc\u0085d\u0000e\u200f\fx')).text).toBe('a\nb\nc\nd e\u200f\fx');
});

test('a declaration is believed where the bytes are not UTF-8', () => {
  const bytes = encoded('<meta charset="windows-1251"><p>Ж', 'windows-1251');
  expect(decode(bytes)).toMatchObject({ encoding: 'windows-1251', guessed: false });
});

test('UTF-8 that was cut is still UTF-8', () => {
  const bytes = new TextEncoder().encode(russian.repeat(3));
  expect(decode(bytes.subarray(0, bytes.length - 2))).toMatchObject({ encoding: 'utf-8', guessed: true });
});

test('any bytes give text without controls, and decoding again changes nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const { text } = decode(bytes);
      expect(/[^\t\n\f\P{Cc}]/u.test(text.replace(/[\u0080-\u009f]/g, ''))).toBe(false);
    }),
  );
});
