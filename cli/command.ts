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
    const sub = parser
      .command(command.name)
      .summary(command.summary)
      .description(command.about)
      .helpOption('-h, --help', 'Print this help.')
      .showHelpAfterError(`(rapport help ${command.name} shows every option)`)
      .exitOverride();
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
