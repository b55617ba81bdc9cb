/**
 * The law of the AKN4UN writer: what is written is valid, and read again it is the same tree.
 *   node bench/akn4un-law.ts [FOLDER...]
 * reads every document below the folders, or all real ones beside the project, and ends with 1 where one fails.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, XmlValidateError, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import { type AknReading, readAkn4un } from '../reader/formats/akn4un.ts';
import type { Publication } from '../reader/model.ts';
import { read } from '../reader/read.ts';
import { toAkn4un } from '../reader/write/akn4un.ts';
import { documentsIn } from './memory.ts';

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

/** Reads, writes, validates and reads again every document below the folders; prints what fails. */
async function law(folders: readonly string[]): Promise<void> {
  if (!hasSchema) throw new Error('../shared/schema is not on this machine: nothing can be validated');
  const validate = validator();
  const files = documentsIn(folders);
  const counts = new Map<string, { files: number; refused: number; invalid: number; different: number }>();
  for (const [index, file] of files.entries()) {
    if (process.stderr.isTTY) process.stderr.write(`\r${index + 1} of ${files.length}`);
    const reading = await read(readFileSync(file));
    const format = reading.kind === 'read' ? reading.publication.source.format : 'none';
    const count = counts.get(format) ?? { files: 0, refused: 0, invalid: 0, different: 0 };
    counts.set(format, count);
    count.files += 1;
    if (reading.kind === 'refused') {
      count.refused += 1;
      continue;
    }
    const xml = toAkn4un(reading.publication);
    const reason = validate(xml);
    const differs = difference(essence(reading.publication), essence(publicationOf(readAkn4un(xml))));
    if (reason !== null) count.invalid += 1;
    if (differs !== null) count.different += 1;
    if (reason !== null || differs !== null) {
      console.log(file, reason ?? '', differs ?? '');
      process.exitCode = 1;
    }
  }
  console.table(Object.fromEntries(counts));
}

if (import.meta.main) await law(process.argv.length > 2 ? process.argv.slice(2) : [join(schema, '../data')]);
