/** A feed of news, RFC 4287. */
export interface AtomFeed {
  readonly id: string;
  readonly title: string;
  readonly updated: string;
  readonly entries: readonly {
    readonly id: string;
    readonly title: string;
    readonly updated: string;
    readonly author: string;
    readonly link: string | null;
  }[];
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML can hold it. */
const text = (value: string): string =>
  value
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);

export function toAtom({ id, title, updated, entries }: AtomFeed): string {
  const items = entries.map(
    (entry) =>
      `<entry><id>${text(entry.id)}</id><title>${text(entry.title)}</title><updated>${entry.updated}</updated>` +
      `<author><name>${text(entry.author)}</name></author>${entry.link === null ? '' : `<link href="${text(entry.link)}"/>`}</entry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><id>${text(id)}</id><title>${text(title)}</title><updated>${updated}</updated>\n${items.join('\n')}\n</feed>\n`;
}
