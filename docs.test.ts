import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from './cli/commands.ts';
import { nodeExamples, pages, pictured, pictures, renewed } from './docs.ts';
import { findingCodes, refusals } from './reader/model.ts';

const root = import.meta.dirname;
const page = (name: string): string => readFileSync(join(root, name), 'utf8');
const headings = (name: string): string[] => [...page(name).matchAll(/^#+ (.+)$/gm)].map((match) => match[1] ?? '');

describe('documentation', () => {
  it.each(pages)('%s is what the program gives now (otherwise: npm run docs)', (name) => {
    expect(renewed(page(name))).toBe(page(name));
  });

  it.each(Object.keys(pictures))('%s is what the program draws now (otherwise: npm run docs)', (name) => {
    expect(pictured(name)).toBe(page(name));
  });

  it.each(commands.map((command) => command.name))('tells of the command %s', (name) => {
    expect(headings('docs/commands.md')).toContain(`rapport ${name}`);
  });

  it('tells of every finding and every refusal', () => {
    expect(headings('docs/findings.md')).toEqual(expect.arrayContaining([...findingCodes, ...refusals]));
  });

  it('shows every kind of node', () => {
    expect(headings('reader/README.md')).toEqual(expect.arrayContaining(Object.keys(nodeExamples())));
  });

  it('names every room in the architecture', () => {
    const rooms = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .filter((name) => !['node_modules', 'out', 'coverage'].includes(name));
    for (const room of rooms) expect(page('ARCHITECTURE.md')).toContain(`${room}/`);
  });

  it('has no link that leads nowhere', () => {
    const all = [...pages, 'ARCHITECTURE.md', 'GLOSSARY.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
    const dead = all.flatMap((name) =>
      [...page(name).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !existsSync(join(root, dirname(name), target)))
        .map((target) => `${name}: ${target}`),
    );
    expect(dead).toEqual([]);
  });
});
