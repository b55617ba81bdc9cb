import { build } from 'esbuild';

/**
 * Bundles the reader for a browser: one module and what it loads when needed. A `node:` import, or any other
 * module that a browser does not have, fails the build.
 *   npm run build:browser [-- FOLDER]     (otherwise out/browser)
 */
export async function buildForBrowser(
  folder: string,
): Promise<readonly { readonly file: string; readonly bytes: number }[]> {
  const { metafile } = await build({
    entryPoints: { reader: `${import.meta.dirname}/reader/index.ts` },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    minify: true,
    metafile: true,
    logLevel: 'silent',
  });
  return Object.entries(metafile.outputs).map(([file, { bytes }]) => ({ file, bytes }));
}

if (import.meta.main) {
  const folder = process.argv[2] ?? `${import.meta.dirname}/out/browser`;
  for (const { file, bytes } of await buildForBrowser(folder)) console.log(`${file}  ${Math.round(bytes / 1024)} kB`);
}
