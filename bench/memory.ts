/**
 * Reads as many files as asked, one after the other, and prints the most memory that the process held.
 *   node --max-semi-space-size=4 --heap-growing-percent=30 bench/memory.ts COUNT FOLDER...
 * The last line is JSON: { files, refused, seconds, peakMegabytes }. The bench runs it in a process of its own.
 */
import fs from 'node:fs';
import path from 'node:path';
import { read } from '../reader/read.ts';

/**
 * What `rapport` tells V8: a small nursery, and an old space that grows by a third before it is swept, not by as much
 * again or more. Reading is hardly slower, and takes a third less memory.
 */
export const nodeFlags: readonly string[] = ['--max-semi-space-size=4', '--heap-growing-percent=30'];

/** All files below the folders whose names tell a format that the reader knows, in a fixed order. */
export function documentsIn(folders: readonly string[]): string[] {
  return folders
    .filter((folder) => fs.existsSync(folder))
    .flatMap((folder) =>
      fs
        .globSync('**/*.{txt,pdf,docx,doc,html,xml}', { cwd: folder })
        .sort()
        .map((name) => path.join(folder, name)),
    );
}

async function main(): Promise<void> {
  const [count = '2000', ...folders] = process.argv.slice(2);
  const files = documentsIn(folders);
  if (files.length === 0) throw new Error(`no documents in ${folders.join(', ')}`);
  const wanted = Number(count);
  let refused = 0;
  const start = performance.now();
  // Files are taken evenly, so that a smaller count still meets every format.
  for (let number = 0; number < wanted; number += 1) {
    const file = files[Math.floor((number * files.length) / wanted) % files.length] ?? '';
    const reading = await read(fs.readFileSync(file));
    if (reading.kind === 'refused') refused += 1;
  }
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  const seconds = (performance.now() - start) / 1000;
  console.log(JSON.stringify({ files: wanted, refused, seconds, peakMegabytes }));
}

if (import.meta.main) await main();
