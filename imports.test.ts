import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = import.meta.dirname;

/** Which room may import which. Tests stand outside: they may look into every room. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  reader: ['reader', 'reference'],
  programme: ['programme', 'reader', 'reference'],
  report: ['report', 'reader'],
  records: ['records', 'programme', 'reader'],
  server: ['server', 'records', 'programme', 'report', 'reader', 'reference'],
  cli: ['cli', 'server', 'records', 'programme', 'report', 'reader', 'reference'],
  bench: ['bench', 'cli', 'server', 'records', 'programme', 'report', 'reader', 'reference', 'corpus'],
  corpus: ['corpus', 'reader'],
  reference: [],
};

interface Import {
  readonly from: string;
  readonly what: string;
}

const files = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.split(sep).includes('node_modules'))
    .map((name) => join(folder, name));

const importLine = /(?:^|[\s;}])(?:import|from)\s*\(?\s*['"]([^'"\n]+)['"]/gm;

const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

const importsOf = (file: string): Import[] =>
  [...withoutComments(readFileSync(join(root, file), 'utf8')).matchAll(importLine)].map((match) => ({
    from: file,
    what: match[1] ?? '',
  }));

const sources = Object.keys(arrows)
  .flatMap(files)
  // What only tests use (`testDatabase.ts`) is a test.
  .filter((file) => !file.endsWith('.test.ts') && !/[\\/]test[A-Z]\w*\.ts$/.test(file));
const imports = sources.flatMap(importsOf);
const roomOf = (file: string): string => file.split(sep)[0] ?? '';
const told = ({ from, what }: Import): string => `${from} -> ${what}`;

/** The room a relative import leads to. */
const target = ({ from, what }: Import): string => relative(root, join(root, dirname(from), what));

const isRelative = ({ what }: Import): boolean => what.startsWith('.');
const isBuiltin = ({ what }: Import): boolean => what.startsWith('node:') || builtinModules.includes(what);

const dependenciesOf = (room: string): string[] => {
  const own = JSON.parse(
    readFileSync(join(root, room === 'bench' || room === 'corpus' ? '' : room, 'package.json'), 'utf8'),
  );
  return Object.keys({ ...own.dependencies, ...own.devDependencies });
};

describe('directions of imports', () => {
  it('sees the imports', () => {
    expect(imports.length).toBeGreaterThan(50);
  });

  it('no room imports one that it must not know', () => {
    const wrong = imports
      .filter(isRelative)
      .filter((each) => !(arrows[roomOf(each.from)] ?? []).includes(roomOf(target(each))));
    // The version stands in the package itself.
    const version = [`cli${sep}main.ts`, `server${sep}app.ts`].map((file) => `${file} -> ../package.json`);
    expect(wrong.map(told).filter((arrow) => !version.includes(arrow))).toEqual([]);
  });

  it('the reader takes only data from the reference', () => {
    const wrong = imports.filter(
      (each) =>
        roomOf(each.from) === 'reader' &&
        isRelative(each) &&
        roomOf(target(each)) === 'reference' &&
        !each.what.endsWith('.json'),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  it('the reader knows no disk, network, clock or process', () => {
    const reader = sources.filter((file) => roomOf(file) === 'reader');
    expect(imports.filter((each) => roomOf(each.from) === 'reader' && isBuiltin(each)).map(told)).toEqual([]);
    const worldly = /\b(?:process\.\w+|Buffer\.\w+|Date\.now\(|new Date\(\)|Math\.random\(|fetch\(|__dirname)/;
    const wrong = reader.filter((file) => worldly.test(withoutComments(readFileSync(join(root, file), 'utf8'))));
    expect(wrong).toEqual([]);
  });

  it('a room uses only the packages it names', () => {
    const wrong = imports.filter((each) => {
      if (isRelative(each) || isBuiltin(each)) return false;
      const name = each.what.split('/', each.what.startsWith('@') ? 2 : 1).join('/');
      return (
        !dependenciesOf(roomOf(each.from)).includes(name) &&
        !(
          roomOf(each.from) === 'bench' &&
          ['reader', 'records', 'server'].some((room) => dependenciesOf(room).includes(name))
        )
      );
    });
    expect(wrong.map(told)).toEqual([]);
  });
});
