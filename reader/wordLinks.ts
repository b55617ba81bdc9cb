import { type Gazetteer, roles } from './gazetteer.ts';
import { gaps, type Words } from './lexis.ts';
import type { Language } from './model.ts';

/** What binds the words of a text to each other: articles, "of", "and", commas, and what a language does without them. */
export class WordLinks {
  protected readonly words: Words;
  protected readonly gazetteer: Gazetteer;
  protected readonly language: Language;

  constructor(words: Words, gazetteer: Gazetteer, language: Language) {
    this.words = words;
    this.gazetteer = gazetteer;
    this.language = language;
  }

  protected role(word: number): number {
    return this.gazetteer.roleOf(this.words.name(word));
  }

  protected gap(word: number): number {
    return word >= this.words.count ? gaps.stop : (this.words.gap[word] ?? gaps.stop);
  }

  protected printed(word: number): string {
    return this.words.text.slice(this.words.start[word], this.words.end[word]);
  }

  /** Whether nothing but words of the roles stands between two words, and no comma unless allowed. */
  protected linked(from: number, to: number, mask: number, commas = false): boolean {
    if (to < from) return false;
    for (let word = from; word < to; word += 1) if ((this.role(word) & mask) === 0) return false;
    for (let word = from; word <= to; word += 1) if (this.gap(word) > (commas ? gaps.comma : gaps.blank)) return false;
    return true;
  }

  /** Arabic writes "and" onto the word. */
  protected joinedByClitic(word: number): boolean {
    return this.language === 'ar' && this.printed(word).startsWith('و');
  }

  /** Whether a chain goes on from one piece to the next with "and" or a comma. */
  protected chained(from: number, to: number): boolean {
    if (!this.linked(from, to, roles.article | roles.qualifier | roles.and, true)) return false;
    if (this.joinedByClitic(to)) return true;
    for (let word = from; word < to; word += 1) if ((this.role(word) & roles.and) !== 0) return true;
    for (let word = from; word <= to; word += 1) if (this.gap(word) === gaps.comma) return true;
    return false;
  }

  /** Whether a body that follows an office is its owner: after "of", or directly where the case says it. */
  protected ofBody(from: number, to: number): boolean {
    if (!this.linked(from, to, roles.of | roles.article | roles.qualifier)) return false;
    if (from === to) return (this.language === 'ru' || this.language === 'ar') && !this.joinedByClitic(to);
    for (let word = from; word < to; word += 1) if ((this.role(word) & roles.of) !== 0) return true;
    return false;
  }

  protected chainedOf(from: number, to: number): boolean {
    if (!this.linked(from, to, roles.article | roles.and | roles.of, true)) return false;
    if (this.joinedByClitic(to)) return true;
    for (let word = from; word < to; word += 1) if ((this.role(word) & roles.and) !== 0) return true;
    return this.gap(from) === gaps.comma;
  }

  protected startsWithArticle(from: number, to: number): boolean {
    for (let word = from; word < to; word += 1) if ((this.role(word) & roles.article) !== 0) return true;
    return false;
  }

  protected isLarge(word: number): boolean {
    const first = this.printed(word).charAt(0);
    return first !== first.toLowerCase();
  }

  /** Whether the language tells names by capitals. */
  protected cased(): boolean {
    return this.language !== 'ar' && this.language !== 'zh';
  }
}
