import { styleText } from 'node:util';
import type { Ink } from '../reader/write/sheet.ts';

/** What is known of the stream a person may be looking at. */
export interface Terminal {
  readonly interactive: boolean;
  readonly columns: number;
  readonly colour: boolean;
}

/** Colour only on a terminal, unless NO_COLOR forbids it or FORCE_COLOR asks for it (`0` and `false` forbid). */
export function terminalOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  env: Readonly<Record<string, string | undefined>>,
): Terminal {
  const interactive = stream.isTTY === true;
  const forced = env.FORCE_COLOR;
  const colour =
    forced !== undefined && forced !== ''
      ? forced !== '0' && forced !== 'false'
      : interactive && !env.NO_COLOR && env.TERM !== 'dumb';
  const columns = stream.columns ?? Number(env.COLUMNS);
  return { interactive, colour, columns: columns > 0 ? columns : 100 };
}

const styles: Readonly<Record<Ink, Parameters<typeof styleText>[0]>> = {
  title: 'bold',
  address: 'cyan',
  label: 'dim',
  faint: 'dim',
  citation: 'blue',
  time: 'magenta',
  warning: 'yellow',
  problem: 'red',
  inserted: ['green', 'underline'],
  deleted: ['red', 'strikethrough'],
};

/** Paints a text, or leaves it as it is. */
export const inkOf =
  (colour: boolean) =>
  (ink: Ink, text: string): string =>
    colour && text !== '' ? styleText(styles[ink], text, { validateStream: false }) : text;
