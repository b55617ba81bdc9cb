import { Memory, remembered } from './antecedents.ts';
import {
  bodyRows,
  type Entry,
  type Gazetteer,
  gazetteerOf,
  hasOffice,
  type Meaning,
  officeOf,
  type Piece,
  rankOf,
  roles,
} from './gazetteer.ts';
import type { Lexicon, Office } from './languages/lexicon.ts';
import { gaps, lexisOf, type Words } from './lexis.ts';
import type { IsoDate, Span } from './model.ts';

import { WordLinks } from './wordLinks.ts';

/** A mention of one or more bodies, in UTF-16 units of the text, its article included. */
export interface NamedBody extends Span {
  /** Canonical ids, for example `UN/SG`, `MS`, `OIC/GS`. Empty where it looks like a body that is not known: the name is the text itself. */
  readonly ids: readonly string[];
  /** Which rule found it. */
  readonly how: 'name' | 'former-name' | 'acronym' | 'short' | 'class' | 'office' | 'both' | 'pronoun' | 'unknown-name';
  /** Other ids that could be meant, where the text leaves it open. */
  readonly candidates?: readonly string[];
}

/** What is known of the text in which bodies are named. */
export interface NamingContext {
  readonly lexicon: Lexicon;
  readonly date: IsoDate | null;
  /** Token of the adopting organ, for example `unga`. */
  readonly organ: string | null;
  /** Ids of "the two organizations" where the title names them; without them they are taken from the text. */
  readonly parties?: readonly string[];
}

const adoptingOrgans: Readonly<Record<string, string>> = {
  unga: 'UN/GA',
  unsc: 'UN/SC',
  unecosoc: 'UN/ECOSOC',
  'unga-hrc': 'UN/HRC',
  'unep-ea': 'UN/UNEA',
  unea: 'UN/UNEA',
  'un-tc': 'UN/TC',
  'ecosoc-csw': 'UN/CSW',
  'ecosoc-csocd': 'UN/CSOCD',
  'ecosoc-cnd': 'UN/CND',
  'ecosoc-ccpcj': 'UN/CCPCJ',
};

/** A mention while the text is read: with the words it stands on. */
interface Mention extends Omit<NamedBody, 'candidates'> {
  readonly candidates: readonly string[] | undefined;
  readonly from: number;
  readonly to: number;
}

const isOrganization = (id: string): boolean => {
  const type = bodyRows.get(id)?.type;
  return (
    type === 'organization' ||
    type === 'regional or other organization' ||
    type === 'specialized agency' ||
    type === 'related organization'
  );
};

/** Types of rows that are persons and classes: nobody's members or secretariats are theirs. */
const holders: ReadonlySet<string> = new Set(['office holder', 'mandate holder', 'generic actor']);

const isUnitedNations = (id: string): boolean => id === 'UN' || id === 'UN/SYSTEM';

/** Reads one text; made anew for each. */
class Reading extends WordLinks {
  readonly #context: NamingContext;
  readonly #memory: Memory;
  readonly #pieces: readonly Piece[];
  readonly #mentions: Mention[] = [];
  #at = 0;

  constructor(words: Words, gazetteer: Gazetteer, context: NamingContext, memory: Memory) {
    super(words, gazetteer, context.lexicon.language);
    this.#context = context;
    this.#memory = memory;
    this.#pieces = gazetteer.pieces(words);
  }

  read(): NamedBody[] {
    while (this.#at < this.#pieces.length) {
      const before = this.#at;
      const piece = this.#pieces[before];
      if (piece !== undefined) this.#readPiece(piece);
      if (this.#at === before) this.#at += 1;
    }
    return this.#mentions.map(({ start, end, ids, how, candidates }) =>
      candidates === undefined ? { start, end, ids, how } : { start, end, ids, how, candidates },
    );
  }

  #readPiece(piece: Piece): void {
    const meaning = this.#meaningOf(piece);
    if (meaning.kind === 'body') this.#readBody(piece, meaning);
    else if (meaning.kind === 'noun' || meaning.kind === 'adjective') this.#readClass(piece);
    else if (meaning.kind === 'states') this.#readStates(piece);
    else if (meaning.kind === 'office') this.#readOffice(piece, meaning.office, meaning.many);
    else if (meaning.kind === 'both') this.#readBoth(piece, meaning.what);
    else if (meaning.kind === 'short') this.#readShort(piece);
    else if (meaning.kind === 'pronoun') this.#readPronoun(piece, meaning.pronoun);
  }

  #meaningOf(piece: Piece): Meaning {
    let best = piece.entries[0];
    if (piece.entries.length === 1) return best?.meaning ?? { kind: 'short' };
    // Where accents alone tell two words apart, those printed decide.
    const printed = this.words.text.slice(this.words.start[piece.from], this.words.end[piece.to - 1]).toLowerCase();
    const rank = (entry: Entry): number => 2 * rankOf(entry) + (entry.phrase === printed ? 0 : 1);
    for (const entry of piece.entries) if (best === undefined || rank(entry) < rank(best)) best = entry;
    return best?.meaning ?? { kind: 'short' };
  }

  #has<K extends Meaning['kind']>(piece: Piece | undefined, kind: K): (Meaning & { kind: K }) | undefined {
    if (piece === undefined) return undefined;
    for (const { meaning } of piece.entries) if (meaning.kind === kind) return meaning as Meaning & { kind: K };
    return undefined;
  }

  /** Start of a mention with the article or the qualifiers before it. */
  #withBefore(from: number, mask: number, floor: number): number {
    let start = from;
    while (
      start > floor &&
      this.gap(start) === gaps.blank &&
      (this.role(start - 1) & mask) !== 0 &&
      (this.role(start - 1) & (roles.of | roles.and)) === 0
    )
      start -= 1;
    return start;
  }

  #add(
    from: number,
    to: number,
    ids: readonly string[],
    how: NamedBody['how'],
    candidates?: readonly string[],
    named?: Piece,
  ): Mention {
    const floor = this.#mentions.at(-1)?.to ?? 0;
    const generic = how === 'class' || how === 'pronoun' || how === 'both';
    const first = this.#withBefore(
      from,
      generic ? roles.article | roles.qualifier | roles.demonstrative : roles.article,
      floor,
    );
    const clitic = this.language === 'ar' && /^[وف](?=..)/.test(this.printed(first)) && !this.#isWhole(first) ? 1 : 0;
    const mention: Mention = {
      start: (this.words.start[first] ?? 0) + clitic,
      end: this.#closed(this.words.start[first] ?? 0, this.words.end[to - 1] ?? 0),
      ids: ids.length < 2 ? ids : [...new Set(ids)],
      how,
      candidates: candidates === undefined || candidates.length === 0 ? undefined : candidates,
      from: first,
      to,
    };
    this.#mentions.push(mention);
    if (!generic) this.#remember(mention, from, named);
    return mention;
  }

  /** The end of a mention, with the bracket that was opened in it. */
  #closed(start: number, end: number): number {
    const { text } = this.words;
    if (!/[)）]/.test(text.charAt(end))) return end;
    return /[(（][^)）]*$/.test(text.slice(start, end)) ? end + 1 : end;
  }

  /** What words that point back can mean: never far back, so that long texts stay cheap. */
  #recent(): readonly Mention[] {
    return this.#mentions.slice(-remembered);
  }

  /** Whether an Arabic word that begins with a letter that could be "and" is known as it stands. */
  #isWhole(word: number): boolean {
    return this.words.lexis.nameOf(this.printed(word).slice(1)) !== this.words.name(word);
  }

  /** A holder of an office is remembered by the office, not by the name of the body whose it is. */
  #remember(mention: Mention, from: number, named?: Piece): void {
    let first = named?.from ?? from;
    let end = named?.to ?? mention.to;
    if (named === undefined && holders.has(bodyRows.get(mention.ids[0] ?? '')?.type ?? '')) {
      const of = this.words.names(from, end).findIndex((word) => (this.gazetteer.roleOf(word) & roles.of) !== 0);
      if (of > 0) end = from + of;
      else if (this.language === 'zh') first = end - 3;
      else end = Math.min(end, from + 2);
    }
    const words = this.words.names(first, end).filter((word) => word !== 0);
    this.#memory.remember({
      key: mention.ids.length === 1 ? (mention.ids[0] ?? '') : mention.ids.join('|'),
      ids: mention.ids,
      words,
      text: this.#memory.texts,
    });
    for (const id of mention.ids) if (isOrganization(id)) this.#memory.count(id);
  }

  /** A name with the acronym that stands in brackets behind it. */
  #withAcronym(to: number): number {
    if (this.gap(to) !== gaps.bracket) return to;
    const text = this.words.text;
    const open = text.slice(this.words.end[to - 1], this.words.start[to]);
    if (!/^\s*[(（]$/.test(open)) return to;
    for (let end = to + 1; end <= Math.min(to + 4, this.words.count); end += 1) {
      if (this.gap(end) === gaps.blank && end < this.words.count) continue;
      const inside = text.slice(this.words.start[to], this.words.end[end - 1]);
      const closed = /^\s*[)）]/.test(text.slice(this.words.end[end - 1], (this.words.end[end - 1] ?? 0) + 2));
      if (!closed || !(/^\p{Lu}[\p{L}\p{N}]*\p{Lu}[\p{L}\p{N}\s‑-]*$/u.test(inside) || this.language === 'zh'))
        return to;
      this.#skipTo(end);
      return end;
    }
    return to;
  }

  /** "X of the United Nations", "X of the Secretariat": what only says where X belongs. */
  #withOwner(id: string, to: number): number {
    const next = this.#pieces[this.#at];
    const owner = this.#has(next, 'body');
    if (next === undefined || owner === undefined) return to;
    if (!this.ofBody(to, next.from)) return to;
    if (!this.#isPart(id, owner.id)) return to;
    this.#at += 1;
    return next.to;
  }

  #isDefinite(from: number): boolean {
    return from > 0 && (this.role(from - 1) & roles.article) !== 0;
  }

  /** "United Nations country team in Haiti": where a body is at work belongs to its name. */
  #withPlace(to: number): number {
    const next = this.#pieces[this.#at];
    const place = this.#has(next, 'body');
    if (this.language !== 'en' || next === undefined || place === undefined || !place.id.startsWith('STATE/'))
      return to;
    if (this.printed(to) !== 'in' || !this.linked(to, next.from, roles.of | roles.article)) return to;
    this.#at += 1;
    return next.to;
  }

  #isPart(id: string, owner: string): boolean {
    const row = bodyRows.get(id);
    if (row?.parent === owner || row?.parents?.includes(owner) === true) return true;
    return id !== owner && (id.startsWith(`${owner}/`) || (owner === 'UN/SYSTEM' && id.startsWith('UN/')));
  }

  #readBody(piece: Piece, meaning: Meaning & { kind: 'body' }): void {
    this.#at += 1;
    if (this.#readAdjunct(piece, meaning)) return;
    const next = this.#pieces[this.#at];
    const inner = this.#has(next, 'body');
    const adjacent = next !== undefined && next.from === piece.to && this.gap(next.from) === gaps.blank;
    // "United Nations" before a class word is the beginning of a longer name.
    if (
      meaning.id === 'UN' &&
      this.cased() &&
      adjacent &&
      inner === undefined &&
      this.#has(next, 'short') !== undefined
    )
      return;
    // "United Nations" before the name of one of its parts belongs to that name.
    if (adjacent && inner !== undefined && inner.how !== 'class' && this.#isPart(inner.id, meaning.id)) {
      this.#at += 1;
      this.#add(piece.from, this.#withAcronym(next.to), [inner.id], inner.how);
      return;
    }
    const to = this.#withPlace(this.#withOwner(meaning.id, this.#withAcronym(piece.to)));
    const { parties } = this.#context;
    // In a text on cooperation "the parties" are those of its title.
    if (
      meaning.id === 'PARTIES' &&
      piece.to - piece.from === 1 &&
      parties?.length === 2 &&
      this.#isDefinite(piece.from) &&
      parties.every((party) => this.#recent().some((each) => each.ids.includes(party)))
    ) {
      this.#add(piece.from, to, parties, 'both');
      return;
    }
    this.#possessor(piece.from);
    this.#add(piece.from, to, [meaning.id], meaning.how);
  }

  /** "United Nations agencies", "ASEAN Secretariat", "United Nations and Council of Europe bodies": the name before its noun. */
  #readAdjunct(piece: Piece, meaning: Meaning & { kind: 'body' }): boolean {
    if (this.language !== 'en' && this.language !== 'zh') return false;
    const owners = [meaning.id];
    let last = piece;
    let index = this.#at;
    for (
      let second = this.#pieces[index];
      this.language === 'en' && second !== undefined && owners.length < 4;
      second = this.#pieces[index]
    ) {
      const body = this.#has(second, 'body');
      if (
        body === undefined ||
        body.how === 'class' ||
        this.startsWithArticle(last.to, second.from) ||
        !this.chained(last.to, second.from)
      )
        break;
      owners.push(body.id);
      last = second;
      index += 1;
    }
    const next = this.#pieces[index];
    if (next === undefined) return false;
    const direct = this.linked(
      last.to,
      next.from,
      this.language === 'zh' ? roles.of | roles.qualifier : roles.qualifier,
    );
    if (!direct || (meaning.how === 'class' && meaning.id !== 'UN/SYSTEM')) return false;
    const office = this.#has(next, 'office');
    const one = owners.length === 1 && next.from === last.to;
    if (office !== undefined && (one || this.language === 'zh') && this.#takesOffice(owners, office.office, next)) {
      this.#at = index + 1;
      this.#addOffice(piece.from, this.#withAcronym(next.to), owners, office.office, next);
      return true;
    }
    if (this.#has(next, 'noun') === undefined && this.#has(next, 'adjective') === undefined) return false;
    const chain = this.#classChain(index, true);
    const first = chain.groups[0];
    if (first === undefined || first.id !== null) return false;
    this.#at = chain.end;
    this.#addGroup(piece.from, first.to, owners);
    this.#addGroups(chain, 1);
    return true;
  }

  /** Whether an office makes sense of a body that stands before it ("United Nations Member States", but not "ECOWAS countries X"). */
  #takesOffice(owners: readonly string[], office: Office, next: Piece): boolean {
    const owner = owners[0] ?? '';
    if (owner.startsWith('STATE/')) return office === 'GOVERNMENT';
    if (office === 'GOVERNMENT' || (office === 'SG' && owner === 'UN/SYSTEM')) return false;
    return office !== 'PRESIDENT' || this.language === 'zh' || this.printed(next.from) === 'President';
  }

  #addOffice(from: number, to: number, owners: readonly string[], office: Office, piece: Piece): void {
    const ids = owners.map((owner) => this.#officeId(owner, office));
    this.#add(from, to, ids, office === 'MS' || office === 'MEMBERS' ? 'class' : 'office', undefined, piece);
  }

  #officeId(owner: string, office: Office): string {
    if (owner.startsWith('STATE/')) return owner;
    if (isUnitedNations(owner) && (office === 'MS' || office === 'MEMBERS')) return 'MS';
    if (office === 'GOVERNMENT') return owner;
    // Members of an organization are its States, unless the gazetteer knows better.
    if (office === 'MEMBERS' && !hasOffice(owner, 'MEMBERS')) return officeOf(owner, 'MS');
    if (owner === 'UN/SYSTEM' && (office === 'ED' || office === 'DG')) return 'UN/SYSTEM';
    if (office === 'HC') return owner;
    return officeOf(owner === 'UN/SYSTEM' ? 'UN' : owner, office);
  }

  /** "the Secretary-General of X", "the secretariats of X and Y", "Member States". */
  #readOffice(piece: Piece, office: Office, manyWords: boolean): void {
    const many = manyWords || this.#isMany(piece);
    const index = this.#at;
    this.#at += 1;
    const next = this.#pieces[this.#at];
    const body = this.#has(next, 'body');
    if (next !== undefined && body !== undefined && body.how !== 'class' && this.ofBody(piece.to, next.from)) {
      if (office === 'GOVERNMENT' && !body.id.startsWith('STATE/')) return;
      if (body.id.startsWith('STATE/') && office !== 'GOVERNMENT') {
        if (office === 'MS' && this.#has(piece, 'states') !== undefined && this.printed(piece.to) !== 'in') {
          this.#at = index;
          this.#readStates(piece);
          return;
        }
        if (office === 'PRESIDENT' || office === 'CHAIR' || office === 'LEADERS') return;
        this.#readBareOffice(piece, office, index);
        return;
      }
      const { owners, to } = this.#owners(next, body.id, many || office === 'GOVERNMENT' || office === 'MS');
      this.#addOffice(piece.from, this.#withAcronym(to), owners, office, piece);
      return;
    }
    const short = this.#shortOwner(piece.to);
    if (short !== null && office !== 'GOVERNMENT') {
      this.#at += 1;
      this.#addOffice(piece.from, short.to, short.ids, office, piece);
      return;
    }
    this.#readBareOffice(piece, office, index);
  }

  /** Russian stems are the same for one and many: the ending tells. */
  #isMany(piece: Piece): boolean {
    const plural = piece.entries.some(({ meaning }) => meaning.kind === 'office' && meaning.many);
    if (this.language !== 'ru')
      return plural && !piece.entries.some(({ meaning }) => meaning.kind === 'office' && !meaning.many);
    return plural && /(?:и|ей|ям|ями|ях|ы|ов|ам|ами|ах)$/.test(this.printed(piece.to - 1));
  }

  /** The bodies that an office is of. Leaves the place behind them. */
  #owners(first: Piece, id: string, many: boolean): { readonly owners: readonly string[]; readonly to: number } {
    const owners = [id];
    let to = this.#withAcronym(first.to);
    this.#at += 1;
    while (many) {
      const next = this.#pieces[this.#at];
      const body = this.#has(next, 'body');
      if (next === undefined || body === undefined || body.how === 'class' || !this.chainedOf(to, next.from)) break;
      if (body.id.startsWith('STATE/') !== id.startsWith('STATE/') || holders.has(bodyRows.get(body.id)?.type ?? ''))
        break;
      owners.push(body.id);
      to = this.#withAcronym(next.to);
      this.#at += 1;
    }
    return { owners, to };
  }

  /** "the secretariat of the Organization": an owner called by its short name. */
  #shortOwner(from: number): { readonly ids: readonly string[]; readonly to: number } | null {
    const next = this.#pieces[this.#at];
    if (next === undefined || this.#has(next, 'short') === undefined || !this.ofBody(from, next.from)) return null;
    const ids = this.#referent(next);
    return ids.length === 0 ? null : { ids, to: next.to };
  }

  #readBareOffice(piece: Piece, office: Office, index: number): void {
    const behind =
      office === 'MS' &&
      this.gap(piece.to) === gaps.blank &&
      this.language === 'ar' &&
      (this.role(piece.to) & roles.possessive) !== 0;
    const owners = (behind ? this.#latestOrganization() : this.#possessor(piece.from)).filter(isOrganization);
    if (owners.length > 0 && office !== 'GOVERNMENT') {
      this.#addOffice(piece.from, piece.to, owners, office, piece);
      return;
    }
    const large = this.isLarge(piece.from);
    const organ = adoptingOrgans[this.#context.organ ?? ''] ?? null;
    switch (office) {
      case 'SG':
        if (this.#readEnvoy(piece)) return;
        if ((this.cased() && !large) || this.#isMany(piece)) return;
        if (this.#isOfUnknown(piece.to)) {
          this.#add(piece.from, piece.to, [], 'unknown-name');
          return;
        }
        this.#add(piece.from, piece.to, ['UN/SG'], 'office');
        return;
      case 'SECRETARIAT': {
        if (!large && this.cased()) return;
        const general = piece.to - piece.from > 1;
        const known = this.#latest(piece, general ? (id) => id !== 'UN/SECRETARIAT' : undefined);
        this.#add(piece.from, piece.to, general && known.length > 0 ? known : ['UN/SECRETARIAT'], 'office');
        return;
      }
      case 'MS':
        if (this.#isStates(piece)) this.#addStates(piece);
        return;
      case 'PRESIDENT':
        if (!large || organ === null) return;
        this.#add(piece.from, piece.to, [officeOf(organ, 'PRESIDENT')], 'office');
        return;
      case 'ED':
      case 'DG':
      case 'HC':
      case 'CHAIR': {
        if (!large && this.cased()) return;
        const known = this.#latest(piece);
        if (known.length > 0) this.#add(piece.from, piece.to, known, 'short');
        else if (office === 'ED' && organ === 'UN/UNEA')
          this.#add(piece.from, piece.to, [officeOf('UN/UNEP', 'ED')], 'short');
        else if (office === 'HC') this.#add(piece.from, piece.to, ['UN/OHCHR'], 'short', ['UN/UNHCR']);
        return;
      }
      default:
        if (index >= 0 && this.#has(piece, 'states') !== undefined) this.#addStates(piece);
    }
  }

  /** "the Secretary-General of X", X a name that is not known. */
  #isOfUnknown(to: number): boolean {
    if (
      !this.cased() ||
      this.language === 'ru' ||
      this.gap(to) !== gaps.blank ||
      this.printed(to) !== this.#context.lexicon.naming.of[0]
    )
      return false;
    const next = to + 1 + (this.gap(to + 1) === gaps.blank && (this.role(to + 1) & roles.article) !== 0 ? 1 : 0);
    return next < this.words.count && this.gap(next) === gaps.blank && this.isLarge(next);
  }

  /** Chinese: "the Secretary-General's special envoy for X" begins with the Secretary-General. */
  #readEnvoy(piece: Piece): boolean {
    if (this.language !== 'zh') return false;
    const end = this.words.end[piece.to - 1] ?? 0;
    const rest = /^[^，、。；：和与及]{0,14}?(?:特使|特别代表|特别顾问|代表|特别协调员)/.exec(
      this.words.text.slice(end, end + 24),
    )?.[0];
    if (rest === undefined) return false;
    let to = piece.to;
    while (to < this.words.count && (this.words.end[to] ?? 0) <= end + rest.length) to += 1;
    this.#skipTo(to);
    this.#add(piece.from, to, [], 'unknown-name');
    return true;
  }

  /** "Member States" and the like, but not "ministers" alone. */
  #isStates(piece: Piece): boolean {
    return this.#has(piece, 'states') !== undefined || piece.to - piece.from > 1 || this.language === 'zh';
  }

  #addStates(piece: Piece): void {
    const index = this.#at;
    const next = this.#pieces[index];
    const body = this.#has(next, 'body');
    // "States Members of the United Nations".
    if (next !== undefined && body !== undefined && body.id === 'UN' && this.ofBody(piece.to, next.from)) {
      this.#at = index + 1;
      this.#add(piece.from, next.to, ['MS'], 'class');
      return;
    }
    this.#add(piece.from, piece.to, ['MS'], 'class');
  }

  #readStates(piece: Piece): void {
    this.#at += 1;
    const next = this.#pieces[this.#at];
    const body = this.#has(next, 'body');
    if (next && body?.id.startsWith('STATE/') && this.ofBody(piece.to, next.from)) {
      const { owners, to } = this.#owners(next, body.id, true);
      this.#add(piece.from, to, owners, 'name');
      return;
    }
    this.#addStates(piece);
  }

  /** Nouns and adjectives of classes as far as they hang together, cut into groups of one class each. */
  #classChain(start: number, owned = false): ClassChain {
    const groups: ClassGroup[] = [];
    let index = start;
    let adjectives: string[] = [];
    let from = this.#pieces[start]?.from ?? 0;
    let to = from;
    for (let piece = this.#pieces[index]; piece !== undefined; piece = this.#pieces[index]) {
      const noun = this.#has(piece, 'noun');
      const adjective = this.#has(piece, 'adjective');
      if (noun === undefined && adjective === undefined) break;
      if (index > start && !this.linked(to, piece.from, roles.article | roles.qualifier | roles.and, true)) break;
      const last = groups.at(-1);
      if (noun !== undefined) {
        const ids = adjectives;
        // Behind "United Nations agencies", "other organizations" are those of others.
        const apart =
          owned &&
          noun.noun === 'organization' &&
          groups.length > 0 &&
          piece.from > to &&
          (this.role(piece.from - 1) & roles.qualifier) !== 0;
        if (apart) ids.push('INTL-ORGS');
        groups.push({
          id: null,
          ids,
          nouns: [noun.noun],
          from: ids.length > 0 || index === start ? from : piece.from,
          to: piece.to,
        });
        adjectives = [];
        from = piece.to;
      } else if (adjective !== undefined) {
        // Behind the noun it belongs to that noun in most languages.
        if (this.#adjectivesFollow() && last !== undefined) {
          last.ids.push(adjective.id);
          last.to = piece.to;
        } else {
          if (adjectives.length === 0) from = piece.from;
          adjectives.push(adjective.id);
        }
      }
      to = piece.to;
      index += 1;
    }
    return { groups: merged(groups), end: groups.length === 0 ? start + 1 : index };
  }

  #adjectivesFollow(): boolean {
    return this.language === 'fr' || this.language === 'es' || this.language === 'ar';
  }

  #readClass(piece: Piece): void {
    const chain = this.#classChain(this.#at);
    if (chain.groups.length === 0) {
      this.#at += 1;
      return;
    }
    const last = chain.groups.at(-1);
    this.#at = chain.end;
    const next = this.#pieces[this.#at];
    const body = this.#has(next, 'body');
    const tail =
      last !== undefined &&
      next !== undefined &&
      body !== undefined &&
      last.id === null &&
      this.ofBody(last.to, next.from);
    // "agencies of Member States" are theirs, whoever they are.
    if (
      last !== undefined &&
      last.id === null &&
      next !== undefined &&
      this.#isStatesPiece(next) &&
      this.ofBody(last.to, next.from)
    ) {
      this.#addGroups(chain, 0, 1);
      return;
    }
    if (this.#pointsBack(piece.from)) {
      this.#addBack(piece.from, last?.to ?? piece.to);
      return;
    }
    const owners = this.#possessor(piece.from).filter(isOrganization);
    const first = chain.groups[0];
    if (owners.length > 0 && first !== undefined && first.id === null && !(tail && first === last)) {
      this.#addGroup(first.from, first.to, owners);
      this.#addGroups(chain, 1, tail ? 1 : 0);
    } else this.#addGroups(chain, 0, tail ? 1 : 0);
    if (!tail || last === undefined || next === undefined || body === undefined) return;
    this.#at += 1;
    let to = next.to;
    // "agencies of the United Nations, its funds and programmes".
    const more = this.#pieces[this.#at];
    if (
      isUnitedNations(body.id) &&
      more !== undefined &&
      (this.#has(more, 'noun') ?? this.#has(more, 'adjective')) !== undefined &&
      this.linked(to, more.from, roles.article | roles.qualifier | roles.and, true)
    ) {
      const rest = this.#classChain(this.#at);
      const first = rest.groups[0];
      if (first === undefined || first.id === null) {
        to = first?.to ?? more.to;
        this.#addGroup(last.from, to, [body.id]);
        this.#at = Math.max(rest.end, this.#at + 1);
        this.#addGroups(rest, 1);
        return;
      }
    }
    this.#addGroup(last.from, to, [body.id]);
  }

  /** "its", "their" directly before a word: who owns it. The mention goes into the one that follows. */
  #possessor(from: number): readonly string[] {
    const last = this.#mentions.at(-1);
    // A possessive that is no pronoun of the lexicon: of the organization named last.
    if (
      last?.how !== 'pronoun' &&
      from > 0 &&
      this.gap(from) === gaps.blank &&
      (this.role(from - 1) & roles.possessive) !== 0
    )
      return this.#latestOrganization();
    if (
      last === undefined ||
      last.how !== 'pronoun' ||
      this.gap(from) !== gaps.blank ||
      !this.linked(last.to, from, roles.qualifier)
    )
      return [];
    this.#mentions.pop();
    return last.ids;
  }

  #isStatesPiece(piece: Piece): boolean {
    return this.#has(piece, 'states') !== undefined || this.#has(piece, 'office')?.office === 'MS';
  }

  #latestOrganization(): readonly string[] {
    return this.#recent().findLast((each) => each.ids.length === 1 && isOrganization(each.ids[0] ?? ''))?.ids ?? [];
  }

  #pointsBack(from: number): boolean {
    return from > 0 && this.gap(from) === gaps.blank && (this.role(from - 1) & roles.demonstrative) !== 0;
  }

  #addBack(from: number, to: number): void {
    const ids = this.#latestSeveral();
    this.#add(from, to, ids, 'pronoun');
  }

  #addGroups(chain: ClassChain, first: number, without = 0): void {
    for (const group of chain.groups.slice(first, chain.groups.length - without))
      this.#addGroup(group.from, group.to, [], group);
  }

  /** A class of bodies: by its adjectives, by whose it is, by its nouns. */
  #addGroup(from: number, to: number, owners: readonly string[], group?: ClassGroup): void {
    if (owners.length > 0) {
      const ids = owners.map((owner) =>
        isUnitedNations(owner) ? 'UN/SYSTEM' : hasOffice(owner, 'SYSTEM') ? officeOf(owner, 'SYSTEM') : owner,
      );
      this.#add(from, to, ids, 'class');
      return;
    }
    if (group === undefined) return;
    const named = group.ids.filter((id) => id !== 'UN/SYSTEM');
    if (named.length > 0) {
      this.#add(from, to, named, 'class');
      return;
    }
    const nouns = new Set(group.nouns);
    if (group.ids.length > 0 || nouns.has('agency') || (nouns.has('fund') && nouns.has('programme'))) {
      this.#add(from, to, ['UN/SYSTEM'], 'class');
      return;
    }
    const before = from > 0 && this.gap(from) === gaps.blank ? this.role(from - 1) : 0;
    const behind = this.gap(to) === gaps.blank && this.#adjectivesFollow() ? this.role(to) : 0;
    const qualified = [before, behind].some(
      (role) => (role & roles.qualifier) !== 0 && (role & roles.possessive) === 0,
    );
    if (!qualified) return;
    if (nouns.has('organization')) this.#add(from, to, ['INTL-ORGS'], 'class');
    else if (nouns.has('entity')) this.#add(from, to, ['UN/SYSTEM'], 'class');
    else if (nouns.has('institution')) this.#add(from, to, ['STAKEHOLDERS'], 'class');
  }

  #readBoth(piece: Piece, what: 'bodies' | 'secretariats' | 'secretaries-general'): void {
    this.#at += 1;
    const parties = this.#parties();
    const office: Office | null =
      what === 'secretariats' ? 'SECRETARIAT' : what === 'secretaries-general' ? 'SG' : null;
    const ids = office === null ? parties : parties.map((party) => officeOf(party, office));
    this.#add(piece.from, piece.to, ids, 'both');
  }

  /** Who "the two organizations" are: a pair named in this text, the parties of the title, or the two named most. */
  #parties(): readonly string[] {
    const here = [
      ...new Set(
        this.#recent()
          .filter((each) => each.ids.length === 1)
          .flatMap((each) => each.ids)
          .filter(isOrganization),
      ),
    ];
    const told = this.#context.parties;
    if (here.length === 2 && !here.includes('UN')) return here;
    if (told !== undefined && told.length > 0) return told;
    if (here.length === 2) return here;
    let most: string | null = null;
    let times = 0;
    for (const [id, count] of this.#memory.organizations)
      if (id !== 'UN' && !id.startsWith('UN/') && count > times) [most, times] = [id, count];
    return most === null ? here : ['UN', most];
  }

  /** A class word with a capital: a body named before, or one that is not known. */
  #readShort(piece: Piece): void {
    this.#at += 1;
    const unknown = this.#unknownName(piece);
    if (unknown !== null) this.#skipTo(unknown.to);
    const { from, to } = unknown ?? piece;
    const whose = this.#ofWhom(piece, to);
    if (whose !== null) this.#at += 1;
    const ids = unknown === null && whose === null ? this.#referent(piece) : this.#latest({ from, to });
    if (ids.length > 0) this.#add(from, whose ?? to, ids, 'short');
    else if (unknown !== null || whose !== null) this.#add(from, whose ?? to, [], 'unknown-name');
  }

  /** "the Special Representative of the Secretary-General", "Mission of the United Nations": neither the one nor the other is meant. */
  #ofWhom(_piece: Piece, to: number): number | null {
    const next = this.#pieces[this.#at];
    if (next === undefined || !this.ofBody(to, next.from)) return null;
    const holder =
      this.#has(next, 'office')?.office === 'SG' && (this.language !== 'ru' || /ого$/.test(this.printed(next.from)));
    return holder || this.#has(next, 'body')?.id === 'UN' ? next.to : null;
  }

  #skipTo(word: number): void {
    for (let piece = this.#pieces[this.#at]; piece !== undefined && piece.from < word; piece = this.#pieces[this.#at])
      this.#at += 1;
  }

  /** The capitalized words around a class word that make it a name of its own. */
  #unknownName(piece: Piece): { readonly from: number; readonly to: number } | null {
    if (!this.cased()) return null;
    const floor = this.#mentions.at(-1)?.to ?? 0;
    let from = piece.from;
    let to = piece.to;
    while (
      from > floor &&
      from > piece.from - 10 &&
      this.gap(from) === gaps.blank &&
      this.role(from - 1) === 0 &&
      this.isLarge(from - 1) &&
      this.gap(from - 1) < gaps.stop
    )
      from -= 1;
    while (to < this.words.count && to < piece.to + 12) {
      let next = to;
      while (
        next < this.words.count &&
        next < to + 3 &&
        this.gap(next) === gaps.blank &&
        (this.role(next) & (roles.of | roles.article)) !== 0
      )
        next += 1;
      if (
        next >= this.words.count ||
        this.gap(next) !== gaps.blank ||
        !this.isLarge(next) ||
        (this.role(next) & roles.of) !== 0
      )
        break;
      to = next + 1;
    }
    return from === piece.from && to === piece.to ? null : { from, to };
  }

  /** Who is meant by a short name. */
  #referent(piece: Piece): readonly string[] {
    const organ = adoptingOrgans[this.#context.organ ?? ''];
    const own = organ === undefined ? undefined : this.#ownName(organ, piece);
    const here = this.#latest(piece, undefined, this.#memory.texts);
    if (here.length > 0) return here;
    if (own === true && organ !== undefined) return [organ];
    const before = this.#latest(piece);
    return before.length > 0 ? before : this.#usual(piece);
  }

  /** Whether the adopting organ can be called by these words. */
  #ownName(organ: string, piece: Piece): boolean {
    const words = this.gazetteer.wordsOfName(organ);
    for (let word = piece.from; word < piece.to; word += 1) if (!words.has(this.words.name(word))) return false;
    return true;
  }

  /** Bodies that short names stand for where nothing was named: "the Assembly", "the Organization". */
  #usual(piece: Piece): readonly string[] {
    for (const id of ['UN/GA', 'UN/SECRETARIAT', 'UN']) if (this.#ownName(id, piece)) return [id];
    const shorts = this.#context.lexicon.naming.short;
    const printed = this.words.text.slice(this.words.start[piece.from], this.words.end[piece.to - 1]);
    return printed === shorts[2] ? ['UN'] : [];
  }

  /** The body named last whose name has all these words. */
  #latest(
    piece: { readonly from: number; readonly to: number },
    fits?: (id: string) => boolean,
    text?: number,
  ): readonly string[] {
    const wanted = this.words
      .names(piece.from, piece.to)
      .filter((word) => (this.gazetteer.roleOf(word) & (roles.article | roles.of)) === 0);
    if (wanted.length === 0 || wanted.includes(0)) return [];
    const named = this.#memory.antecedents;
    for (let index = named.length - 1; index >= 0; index -= 1) {
      const each = named[index];
      if (each === undefined || (text !== undefined && each.text !== text)) continue;
      if (fits !== undefined && !each.ids.every(fits)) continue;
      if (each.words.length >= wanted.length && wanted.every((word) => each.words.includes(word))) return each.ids;
    }
    return [];
  }

  #readPronoun(piece: Piece, pronoun: 'singular' | 'plural' | 'person'): void {
    this.#at += 1;
    const ids = pronoun === 'plural' ? this.#latestSeveral() : this.#latestOne(pronoun);
    if (ids.length > 0) this.#add(piece.from, piece.to, ids, 'pronoun');
  }

  #latestOne(pronoun: 'singular' | 'person'): readonly string[] {
    const fits = (each: Mention): boolean =>
      each.ids.length === 1 &&
      (pronoun === 'person'
        ? each.how === 'office'
        : each.how !== 'class' && each.how !== 'pronoun' && each.how !== 'both' && !this.#isAdjunct(each));
    return this.#recent().findLast(fits)?.ids ?? [];
  }

  /** "the United Nations Guidance Note": a name that only begins another. */
  #isAdjunct({ ids, to }: Mention): boolean {
    return ids[0] === 'UN' && this.cased() && to < this.words.count && this.gap(to) === gaps.blank && this.isLarge(to);
  }

  /** The last enumeration, or the last mention of several. */
  #latestSeveral(): readonly string[] {
    const mentions = this.#recent().filter((each) => each.how !== 'pronoun' || each.ids.length > 1);
    const several = this.#lastEnumeration(mentions);
    if (several.length > 1) return several;
    return mentions.findLast((each) => each.how === 'class' && each.ids.length > 0)?.ids ?? [];
  }

  #lastEnumeration(mentions: readonly Mention[]): readonly string[] {
    for (let index = mentions.length - 1; index >= 0; index -= 1) {
      const last = mentions[index];
      if (last === undefined || last.ids.length === 0) continue;
      const ids = [...last.ids];
      for (let before = index - 1; before >= 0; before -= 1) {
        const [left, right] = [mentions[before], mentions[before + 1]];
        if (left === undefined || right === undefined || !this.chainedOf(left.to, right.from)) break;
        ids.unshift(...left.ids);
      }
      if (new Set(ids).size > 1) return [...new Set(ids)];
    }
    return [];
  }
}

interface ClassGroup {
  /** The class, where an adjective decides it; `null` where it depends on whose they are. */
  readonly id: string | null;
  readonly ids: string[];
  readonly nouns: string[];
  readonly from: number;
  to: number;
}

interface ClassChain {
  readonly groups: readonly ClassGroup[];
  /** Index of the piece behind it. */
  readonly end: number;
}

/** Neighbours without a class of their own are one: "agencies, funds and programmes". */
function merged(groups: readonly ClassGroup[]): ClassGroup[] {
  const done: ClassGroup[] = [];
  for (const group of groups) {
    const named = group.ids.find((id) => id !== 'UN/SYSTEM') ?? null;
    const last = done.at(-1);
    if (named === null && last !== undefined && last.id === null) {
      last.ids.push(...group.ids);
      last.nouns.push(...group.nouns);
      last.to = group.to;
    } else done.push({ ...group, id: named });
  }
  return done;
}

/**
 * Finds who is named in the texts of one document, in order and without overlap. The texts must come in the order of
 * the document, because short names ("the Committee") and pronouns refer to what was named before.
 */
export function bodies(context: NamingContext): (text: string) => NamedBody[] {
  const lexis = lexisOf(context.lexicon);
  const name = bodiesAmong(context);
  return (text) => name(lexis.cut(text));
}

/** The same for texts that are cut into their words already. */
export function bodiesAmong(context: NamingContext): (words: Words) => NamedBody[] {
  const gazetteer = gazetteerOf(context.lexicon);
  const memory = new Memory();
  return (words) => {
    memory.texts += 1;
    return new Reading(words, gazetteer, context, memory).read();
  };
}
