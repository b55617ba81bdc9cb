// The law of the AKN4UN writer over files: what is written is valid, and read again it is the same tree.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, XmlValidateError, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import { type AknReading, readAkn4un } from '../reader/formats/akn4un.ts';
import type { Publication } from '../reader/model.ts';
import { toAkn4un } from '../reader/write/akn4un.ts';

const schema = join(import.meta.dirname, '..', '..', 'shared', 'schema');

/** Whether the schema is at hand; without it validity cannot be tested. */
export const hasSchema = existsSync(join(schema, 'akomantoso30.xsd'));

/** Serves the schema that the schema imports from the folder, so that nothing is fetched. */
function offline(): void {
  const open = new Map<number, { bytes: Uint8Array; at: number }>();
  let next = 1;
  xmlRegisterInputProvider({
    match: (name) => name.endsWith('xml.xsd'),
    open: () => {
      open.set(next, { bytes: readFileSync(join(schema, 'xml.xsd')), at: 0 });
      return next++;
    },
    read: (handle, buffer) => {
      const file = open.get(handle);
      if (!file) return -1;
      const piece = file.bytes.subarray(file.at, file.at + buffer.byteLength);
      buffer.set(piece);
      file.at += piece.byteLength;
      return piece.byteLength;
    },
    close: (handle) => open.delete(handle),
  });
}

/** A function that tells why an XML text is not valid; `null` where it is. */
export function validator(): (xml: string) => string | null {
  offline();
  const document = XmlDocument.fromBuffer(readFileSync(join(schema, 'akomantoso30.xsd')), { url: 'akomantoso30.xsd' });
  const xsd = XsdValidator.fromDoc(document);
  return (xml) => {
    let parsed: XmlDocument | null = null;
    try {
      parsed = XmlDocument.fromString(xml);
      xsd.validate(parsed);
      return null;
    } catch (error) {
      if (error instanceof XmlValidateError)
        return error.details
          .map((detail) => detail.message)
          .slice(0, 3)
          .join(' | ');
      return String(error);
    } finally {
      parsed?.dispose();
    }
  };
}

/** All XML files below a folder. */
export function xmlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.xml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A publication of what was read. */
export const publicationOf = (reading: AknReading): Publication => ({
  kind: 'publication',
  source: { format: 'akn4un', sha256: '', bytes: 0, encoding: null, pages: null },
  language: reading.language,
  masthead: reading.masthead,
  contents: reading.contents,
  notes: reading.notes,
});

/** The tree without what the law disregards. */
export const essence = (publication: Publication): unknown =>
  JSON.parse(
    JSON.stringify(publication, (key, value) =>
      key === 'place' || key === 'source' || key === 'citations' || key === 'times' ? undefined : value,
    ),
  );

/** Where two trees differ first, as a path. */
export function difference(one: unknown, other: unknown, path = ''): string | null {
  if (one === other) return null;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return `${path}: ${JSON.stringify(one)?.slice(0, 200)} / ${JSON.stringify(other)?.slice(0, 200)}`;
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = difference(
      (one as Record<string, unknown>)[key],
      (other as Record<string, unknown>)[key],
      `${path}/${key}`,
    );
    if (found) return found;
  }
  return null;
}

/** Checks every file below a folder and prints what fails. */
export async function law(folder: string): Promise<void> {
  const validate = hasSchema ? validator() : () => null;
  const counts = { files: 0, invalid: 0, different: 0 };
  let reading = 0;
  let writing = 0;
  for (const file of xmlFiles(folder)) {
    counts.files += 1;
    const source = readFileSync(file, 'utf8');
    const started = performance.now();
    const publication = publicationOf(readAkn4un(source));
    const read = performance.now();
    const xml = toAkn4un(publication);
    reading += read - started;
    writing += performance.now() - read;
    const reason = validate(xml);
    const differs = difference(essence(publication), essence(publicationOf(readAkn4un(xml))));
    if (reason !== null) counts.invalid += 1;
    if (differs !== null) counts.different += 1;
    if ((reason ?? differs) !== null && counts.invalid + counts.different <= 20)
      console.log(file.slice(folder.length), reason ?? '', differs ?? '');
  }
  console.log(
    `${counts.files} files: ${counts.invalid} invalid, ${counts.different} different; read in ${(reading / 1000).toFixed(1)} s, written in ${(writing / 1000).toFixed(1)} s`,
  );
  if (counts.invalid + counts.different > 0) process.exitCode = 1;
}
