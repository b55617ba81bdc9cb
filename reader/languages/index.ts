import type { Language } from '../model.ts';
import { arabic } from './ar.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import { french } from './fr.ts';
import type { Lexicon } from './lexicon.ts';
import { russian } from './ru.ts';
import { chinese } from './zh.ts';

/** The words of the six languages, by tag. */
export const lexicons: Readonly<Record<Language, Lexicon>> = {
  ar: arabic,
  en: english,
  es: spanish,
  fr: french,
  ru: russian,
  zh: chinese,
};
