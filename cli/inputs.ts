import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';

/** Something to read: a file, or standard input where `path` is `null`. */
export interface Input {
  readonly path: string | null;
  /** As messages name it. */
  readonly name: string;
  /** The base name that its results are called after. */
  readonly base: string;
}

/** Names that stand for a document in a folder. A file that is named itself is read whatever it is called. */
export const documentNames = [
  '.txt',
  '.text',
  '.pdf',
  '.docx',
  '.doc',
  '.html',
  '.htm',
  '.xhtml',
  '.xml',
  '.akn',
  '.md',
];

export interface Gathered {
  readonly inputs: readonly Input[];
  /** Files in folders that are no documents by their name, or hidden. */
  readonly skipped: number;
  /** Arguments that lead nowhere, with the reason. */
  readonly missing: readonly { readonly name: string; readonly reason: string }[];
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'it may not be opened (permission denied)',
  ENOTDIR: 'a part of the path is not a folder',
  ELOOP: 'its symbolic links lead in a circle',
  EISDIR: 'it is a folder',
};

/** Why the system could not open something, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ''] ?? (code ? `the system says ${code}` : String(message ?? error));
}

const fileInput = (path: string): Input => ({ path, name: path, base: basename(path) });

/** All files below a folder in the order of their names; symbolic links to folders are not followed. */
async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile() || entry.isSymbolicLink()) yield path;
  }
}

/** What the arguments stand for, in their order; folders opened to any depth, nothing twice. */
export async function gather(args: readonly string[]): Promise<Gathered> {
  const inputs = new Map<string, Input>();
  const missing: { name: string; reason: string }[] = [];
  let skipped = 0;
  for (const arg of args) {
    if (arg === '-') {
      inputs.set('-', { path: null, name: 'standard input', base: 'stdin' });
      continue;
    }
    try {
      if (!(await stat(arg)).isDirectory()) {
        inputs.set(join(arg), fileInput(arg));
        continue;
      }
      for await (const path of filesBelow(arg)) {
        if (documentNames.includes(extname(path).toLowerCase())) inputs.set(path, fileInput(path));
        else skipped += 1;
      }
    } catch (error) {
      missing.push({ name: arg, reason: reasonOf(error) });
    }
  }
  return { inputs: [...inputs.values()], skipped, missing };
}
