import { join } from 'node:path';
import { type Resolution, resolutionsOf } from '../reader/model.ts';
import { visible } from '../reader/write/sheet.ts';
import { batchOf, complain, hintsOf, isThere, type Options } from './batch.ts';
import type { Exit } from './exit.ts';
import type { Input } from './inputs.ts';
import { reading } from './reading.ts';

/** Two texts that are to be compared. */
export interface Two {
  readonly older: Resolution;
  readonly newer: Resolution;
}

/** Says why there is nothing to compare. */
function fault(exit: Exit, message: string): Exit {
  complain(message);
  return exit;
}

/** Which resolution of each file, from 1: `2` where one file holds several, `2,1` for the older and the newer; `null` for a wrong choice. */
function choiceOf(of: string | boolean | undefined): readonly number[] | null {
  if (typeof of !== 'string') return [];
  const numbers = of.split(',').map(Number);
  return numbers.length <= 2 && numbers.every((number) => Number.isInteger(number) && number > 0) ? numbers : null;
}

/** The file that an argument names. */
async function inputOf(argument: string): Promise<Input | Exit> {
  const batch = await batchOf([argument]);
  const { inputs, missing } = batch.gathered;
  const [input] = inputs;
  if (missing.length > 0) {
    isThere(batch);
    return 'none';
  }
  if (input !== undefined && (input.path === null || join(input.path) === join(argument))) return input;
  return fault('usage', `${visible(argument)}: that is a folder. Two files are compared; name the file.`);
}

/** Most resolutions of a file that are listed to choose from. */
const mostListed = 12;

function listed(resolutions: readonly Resolution[]): string {
  const lines = resolutions.slice(0, mostListed).map(({ symbol, number, title }, index) => {
    const name = visible([symbol ?? number, title].filter(Boolean).join(': ')) || 'untitled';
    return `\n  ${index + 1}  ${name}`;
  });
  return lines.join('') + (resolutions.length > mostListed ? `\n  … ${resolutions.length} in all` : '');
}

/** The resolution that is meant; where a file holds several, one must be chosen. */
function chosen(resolutions: readonly Resolution[], choice: readonly number[], side: number, name: string) {
  if (resolutions.length === 0)
    return fault('none', `${name}: no resolution was found in it. rapport read shows what it holds.`);
  // A single number is for the file that holds several.
  const number = choice.length === 2 ? choice[side] : resolutions.length === 1 ? 1 : choice[0];
  const found = resolutions[(number ?? 0) - 1];
  if (found !== undefined) return found;
  const count = resolutions.length === 1 ? 'one resolution' : `${resolutions.length} resolutions`;
  const none = number === undefined ? '' : `, none with the number ${number}`;
  return fault(
    'usage',
    `${name} holds ${count}${none}. Choose with --of N (--of N,M for the older and the newer file):${listed(resolutions)}`,
  );
}

/** Both texts, or how the program ends because they are not there; why has been told. */
export async function twoTexts(args: readonly string[], options: Options): Promise<Two | Exit> {
  const choice = choiceOf(options.of);
  if (choice === null)
    return fault('usage', `--of ${options.of}: a number from 1 is needed, or two with a comma between.`);
  if (args.every((argument) => argument === '-'))
    return fault('usage', 'standard input can be only one of the two texts.');
  const found: (Resolution | Exit)[] = [];
  for (const [side, argument] of args.entries()) {
    const input = await inputOf(argument);
    if (typeof input === 'string') {
      found.push(input);
      continue;
    }
    const name = visible(input.name);
    const read = await reading({ input, ...hintsOf(options) }, ({ publication }) =>
      chosen(resolutionsOf(publication), choice, side, name),
    );
    found.push(typeof read === 'object' && read.kind === 'unread' ? fault('none', `${name}: ${read.message}`) : read);
  }
  const [older, newer] = found;
  if (typeof older === 'object' && typeof newer === 'object') return { older, newer };
  return found.includes('usage') ? 'usage' : older === 'none' && newer === 'none' ? 'none' : 'some';
}
