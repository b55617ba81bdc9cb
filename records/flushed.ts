import { open } from 'node:fs/promises';

/** Sees to it that the names in a folder are on the disk. Windows opens no folder for that, and writes them down itself. */
export async function flushed(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
