import { Command as Parser, Option as ParserOption } from 'commander';
import { type Exit, exits } from './exit.ts';

export interface Option {
  /** As commander writes it: `--to <form>`. */
  readonly flags: string;
  readonly about: string;
  readonly choices?: readonly string[];
  readonly value?: string;
}

export interface Example {
  readonly command: string;
  readonly about: string;
}

/** A command, declared once: the parser, its help and `docs/commands.md` are made from this. */
export interface Command {
  /** One word, or two: `records verify` stands with its like below `records`. */
  readonly name: string;
  readonly summary: string;
  readonly about: string;
  /** In order, as commander writes them: `<file...>`. */
  readonly arguments: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly Option[];
  readonly examples: readonly Example[];
  readonly run: (inputs: readonly string[], options: Readonly<Record<string, string | boolean>>) => Promise<Exit>;
}

const listed = (rows: readonly (readonly [string, string])[]): string => {
  const wide = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(wide)}  ${right}`).join('\n');
};

const exitHelp = (): string => listed(Object.values(exits).map(({ code, about }) => [String(code), about] as const));

/** What the commands of two words have in common, by the first. */
const families: Readonly<Record<string, string>> = {
  records: 'Verify, export and rebuild the records of an installation, and what signs them.',
  user: 'People and what they are in which party.',
  party: 'Organizations and States that keep records here.',
};

const withHelp = (parser: Parser, name: string): Parser =>
  parser
    .helpOption('-h, --help', 'Print this help.')
    .showHelpAfterError(`(rapport ${name} --help shows what there is)`)
    .exitOverride();

/** Where commands of two words stand; made for the first of them. */
function familyOf(parser: Parser, first: string): Parser {
  const known = parser.commands.find((each) => each.name() === first);
  if (known !== undefined) return known;
  const about = families[first];
  if (about === undefined) throw new TypeError(`Nothing is said of the commands of ${first}.`);
  return withHelp(parser.command(first), first)
    .summary(about)
    .description(about)
    .helpCommand('help [command]', 'Print the help of a command.');
}

/** The parser of the whole command line. */
export function parserOf(commands: readonly Command[], version: string, done: (exit: Exit) => void): Parser {
  const parser = new Parser('rapport')
    .description('Reads resolutions as they are published and gives every paragraph an address.')
    .version(version, '-V, --version', 'Print the version.')
    .helpOption('-h, --help', 'Print this help.')
    .helpCommand('help [command]', 'Print the help of a command.')
    .showHelpAfterError('(rapport help shows what there is)')
    .exitOverride();
  for (const command of commands) {
    const [last = '', first] = command.name.split(' ').reverse();
    const sub = withHelp((first === undefined ? parser : familyOf(parser, first)).command(last), command.name)
      .summary(command.summary)
      .description(command.about);
    for (const { name, about } of command.arguments) sub.argument(name, about);
    for (const option of command.options) {
      const declared = new ParserOption(option.flags, option.about);
      if (option.choices) declared.choices([...option.choices]);
      if (option.value !== undefined) declared.default(option.value);
      sub.addOption(declared);
    }
    const examples = listed(command.examples.map((example) => [example.command, example.about] as const));
    sub.addHelpText('after', `\nExamples:\n${examples}\n\nExit codes:\n${exitHelp()}`);
    sub.action(async () => {
      done(await command.run(sub.args, sub.opts()));
    });
  }
  return parser;
}
