import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escaped, isRoot, textsIn } from './bucketXml.ts';

const page = (contents: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${contents}</ListBucketResult>`;

describe('an answer of a store', () => {
  it('gives back any text that was put into it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const keys = texts.map((text) => `<Contents><Key>${escaped(text)}</Key><Size>1</Size></Contents>`);
        expect(textsIn(page(keys.join('\n')), 'Key')).toEqual(texts);
      }),
    );
  });

  it.each([
    ['a&amp;b', 'a&b'],
    ['&lt;&gt;&quot;&apos;', '<>"\''],
    ['&#x1F4DC;&#233;', '📜é'],
    ['&amp;lt;', '&lt;'],
    ['&other; &#x110000; &', '&other; &#x110000; &'],
  ])('reads %s as %s', (written, text) => {
    expect(textsIn(`<Key>${written}</Key>`, 'Key')).toEqual([text]);
  });

  it('has no elements of a name that only begins alike', () => {
    expect(textsIn('<KeyCount>2</KeyCount><Key>a</Key><Keys/>', 'Key')).toEqual(['a']);
  });

  it.each([
    [page(''), true],
    ['<ListBucketResult></ListBucketResult>\n', true],
    [page('').slice(0, -5), false],
    ['<ListBucketResultOther></ListBucketResultOther>', false],
    ['<!doctype html><ListBucketResult></ListBucketResult>', false],
    ['', false],
  ])('%j is a whole list: %s', (xml, isWhole) => {
    expect(isRoot(xml, 'ListBucketResult')).toBe(isWhole);
  });
});
