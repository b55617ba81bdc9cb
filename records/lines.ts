/** More bytes than any line of ours has: what is longer was not written by this program. */
const longestLine = 64 * 2 ** 20;

export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

/** A line as it stands, with the line feed that ends it; the last one may have none. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>, longest = longestLine): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    const piece = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, from)) {
      yield begun.length === 0 ? piece.subarray(from, at + 1) : Buffer.concat([...begun, piece.subarray(from, at + 1)]);
      begun = [];
      length = 0;
      from = at + 1;
    }
    if (from < piece.length) begun.push(piece.subarray(from));
    length += piece.length - from;
    if (length > longest) throw new LineTooLong(`A line has more than ${longest} bytes.`);
  }
  if (begun.length > 0) yield Buffer.concat(begun);
}
