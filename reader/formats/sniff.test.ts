import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { sniff } from './sniff.ts';

const zip = (...names: string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8('<x/>')])));
const bytes = (hex: string, length = 600): Uint8Array => {
  const out = new Uint8Array(length);
  out.set(hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? []);
  return out;
};

const known: readonly (readonly [string, Uint8Array, string])[] = [
  ['PDF behind junk', strToU8('junk\n%PDF-1.4\n'), 'pdf'],
  ['a Word package', zip('[Content_Types].xml', 'word/document.xml'), 'docx'],
  ['a page', strToU8('\n<!-- x --><!DOCTYPE html><p>x'), 'html'],
  ['a fragment behind a preface', strToU8('---\nlayout: default\n---\n\n<table class="t"><tr><td>x'), 'html'],
  ['a page declared as XML', strToU8('<?xml version="1.0"?><html xmlns="x"><body/>'), 'html'],
  ['AKN', strToU8('<?xml version="1.0"?><akomaNtoso xmlns="x">'), 'akn4un'],
  ['AKN behind junk', strToU8('x?? <an:akomaNtoso'), 'akn4un'],
  ['a publication of our own', strToU8('{"contents":[],\n"kind": "publication"}'), 'json'],
  ['text', strToU8('The General Assembly,\n\nRecalling its resolution <1>'), 'text'],
  [
    'text in Cyrillic of one byte',
    new Uint8Array([...'\xc3\xe5\xed\xe5\xf0\xe0\xeb\xfc\xed\xe0\xff'].map((letter) => letter.charCodeAt(0))),
    'text',
  ],
];
test.each(known)('%s', (_, file, expected) => {
  expect(sniff(file)).toBe(expected);
});

const refused: readonly (readonly [string, Uint8Array, string, string | undefined])[] = [
  ['nothing', new Uint8Array(), 'empty', undefined],
  ['blanks', strToU8(' \n\t'), 'empty', undefined],
  ['a spreadsheet', zip('xl/workbook.xml'), 'not-a-document', 'xlsx'],
  ['slides', zip('ppt/presentation.xml'), 'not-a-document', 'pptx'],
  ['any other package', zip('a.txt'), 'not-a-document', 'zip'],
  ['RTF', strToU8('{\\rtf1 x}'), 'not-a-document', 'rtf'],
  ['an image', bytes('89504e470d0a1a0a'), 'not-a-document', 'png'],
  ['a program', bytes('7f454c46'), 'not-a-document', 'elf'],
  ['Word of 1991', bytes('dba52d00'), 'unsupported-version', 'winword-2'],
  ['other XML', strToU8('<?xml version="1.0"?><svg/>'), 'not-a-document', 'xml svg'],
  ['other JSON', strToU8('{"a": 1}'), 'not-a-document', 'json'],
  ['noise', Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 251), 'not-a-document', 'binary'],
];
test.each(refused)('%s is refused', (_, file, refusal, found) => {
  expect(sniff(file)).toMatchObject({ refusal, values: found === undefined ? {} : { found } });
});
