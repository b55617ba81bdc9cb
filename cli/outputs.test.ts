import { expect, it } from 'vitest';
import type { Input } from './inputs.ts';
import { destinationsOf } from './outputs.ts';

const inputs = (...paths: string[]): Input[] =>
  paths.map((path) => ({ path, name: path, base: path.split('/').at(-1) ?? path }));

it.each([
  ['names of their own', ['en/x.xml', 'fr/y.xml'], ['out/x.xml.json', 'out/y.xml.json']],
  ['one name', ['en/x.xml', 'fr/x.xml', 'ru/x.xml'], ['out/x.xml.json', 'out/x.xml~2.json', 'out/x.xml~3.json']],
  ['one name but for case', ['en/X.xml', 'fr/x.xml'], ['out/X.xml.json', 'out/x.xml~2.json']],
  ['a name that the rule would give', ['x', 'x~2', 'b/x'], ['out/x.json', 'out/x~2.json', 'out/x~3.json']],
  ['an input where the result would go', ['out/x.json', 'x'], ['out/x.json.json', 'out/x~2.json']],
])('gives results of %s a place each', (_, paths, expected) => {
  const { paths: given, moved } = destinationsOf(inputs(...paths), 'out', '.json');
  expect(given).toEqual(expected);
  expect(moved.map((each) => each.path)).toEqual(
    given.filter((path, index) => path !== `out/${inputs(...paths)[index]?.base}.json`),
  );
});
