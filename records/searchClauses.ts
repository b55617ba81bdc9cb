import { type Token, tokensOf } from './searchTokens.ts';

/** What must stand, or must not stand, in a text: one word, or several next to each other in this order. */
export interface Clause {
  readonly tokens: readonly Token[];
  readonly excluded: boolean;
  /** Whether the last word may be the beginning of a longer one. */
  readonly open: boolean;
  /** The whole, where it may be a part of a symbol as well: "ES-11", "L.5", "A/RES". */
  readonly symbol: string | null;
}

export interface QueryOptions {
  /** The last word may still grow: for a search while a person types. */
  readonly prefix?: boolean;
}

/** What is read of a query: more is not looked at. */
const most = { letters: 1000, tokens: 32 } as const;

const quotationMarks = /[“”„‟«»「」『』＂]/g;
const parts = /(-?)(?:"([^"]*)"?|([^\s"]+))/g;
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** What a person typed, as clauses. Never fails. */
export function clausesOf(typed: string, { prefix = false }: QueryOptions = {}): Clause[] {
  const text = typed.slice(0, most.letters).replace(quotationMarks, '"').replace(/＊/g, '*');
  const found: Clause[] = [];
  let left: number = most.tokens;
  for (const match of text.matchAll(parts)) {
    const [whole, minus, quoted, bare = ''] = match;
    const last = match.index + whole.length === text.length;
    const open = quoted === undefined && (bare.endsWith('*') || (prefix && last && minus === ''));
    const before = found.length;
    for (const clause of quoted === undefined ? bareClauses(bare) : [phrase(tokensOf(quoted))]) {
      const tokens = clause.tokens.slice(0, left).map(bounded);
      left -= tokens.length;
      if (tokens.length > 0) found.push({ ...clause, tokens, excluded: minus !== '', open: false });
    }
    const end = found.at(-1);
    if (open && end !== undefined && found.length > before) found[found.length - 1] = { ...end, open };
  }
  return found;
}

/** A run of signs is one token, and every pair of them is looked for. */
const bounded = (token: Token): Token =>
  token.kind === 'signs' ? { ...token, printed: [...token.printed].slice(0, 2 * most.tokens).join('') } : token;

type Bare = Omit<Clause, 'excluded' | 'open'>;

const phrase = (tokens: readonly Token[]): Bare => ({ tokens, symbol: null });

/** Words typed without a blank between them stand together: "Secretary-General"; Chinese is cut into its words. */
function bareClauses(bare: string): Bare[] {
  const tokens = tokensOf(bare);
  const chunks = Map.groupBy(tokens, ({ chunk }) => chunk);
  return [...chunks.values()].flatMap((chunk): Bare[] => {
    const [first] = chunk;
    if (first?.kind === 'signs') return signWords(first.printed).map((word) => phrase(tokensOf(word)));
    const typed = bare.slice(first?.start, chunk.at(-1)?.end).toLowerCase();
    return [{ tokens: chunk, symbol: first?.kind === 'word' && partOfSymbol.test(typed) ? typed : null }];
  });
}

const partOfSymbol = /^(?=.*[\d/])[a-z0-9]+(?:[.\-/][a-z0-9]+)+$/;

/** Runs of so many signs are mostly one term, "国际合作"; what is longer has words of its own, "秘书长报告". */
const setTerm = 4;
/** Signs that join words and are none. */
const joiningSigns = new Set('的和与及或并在对于以为由从向将等其该各之是');

/** The words of a run of Chinese signs. A sign that is left single belongs to the word beside it: "秘书长", "可持续". */
function signWords(run: string): string[] {
  if ([...run].length <= setTerm) return [run];
  const found: string[] = [];
  let alone = true;
  for (const { segment } of words.segment(run)) {
    const single = isSingle(segment);
    if (single && joiningSigns.has(segment)) {
      alone = true;
      continue;
    }
    const before = alone ? undefined : found.at(-1);
    if (before !== undefined && (single || isSingle(before))) found[found.length - 1] = before + segment;
    else found.push(segment);
    alone = false;
  }
  return found.length > 0 ? found : [run];
}

const isSingle = (word: string): boolean => [...word].length === 1;
