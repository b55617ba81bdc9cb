import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesOf } from './lines.ts';

async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, n = 0; at < bytes.length; n += 1) {
    const size = sizes[n % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const all = async (lines: AsyncIterable<Buffer>): Promise<Buffer[]> => {
  const gathered: Buffer[] = [];
  for await (const line of lines) gathered.push(Buffer.from(line));
  return gathered;
};

it('cuts bytes at line feeds, however they come', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a', 'b', '\n', '\r', 'é', '会')).map((signs) => Buffer.from(signs.join(''))),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      async (bytes, sizes) => {
        const lines = await all(linesOf(inPieces(bytes, sizes)));
        expect(Buffer.concat(lines)).toEqual(bytes);
        for (const [n, line] of lines.entries()) {
          expect(line.length).toBeGreaterThan(0);
          expect(line.indexOf(10)).toBe(n < lines.length - 1 || bytes.at(-1) === 10 ? line.length - 1 : -1);
        }
      },
    ),
  ));

it('refuses a line that has no end', async () => {
  await expect(all(linesOf(inPieces(Buffer.alloc(3000, 'x'), [100]), 1000))).rejects.toThrow('more than 1000 bytes');
});
