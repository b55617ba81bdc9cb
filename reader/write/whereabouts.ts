import { type Finding, type Place, type Publication, walk } from '../model.ts';

interface Placed {
  readonly place: Place;
  readonly address: string;
}

/** Everything of a publication that has an address and a place, in order of the source. */
function placed(publication: Publication): Placed[] {
  const all: Placed[] = [];
  const several = publication.contents.filter((item) => item.kind === 'resolution').length > 1;
  const add = (node: { readonly id: string; readonly place?: Place }, prefix: string): void => {
    if (node.place !== undefined) all.push({ place: node.place, address: prefix + node.id });
  };
  let index = 0;
  for (const item of publication.contents) {
    if (item.kind === 'passage') {
      add(item, '');
      continue;
    }
    index += 1;
    const prefix = several ? `r${index}.` : '';
    for (const node of walk(item.body)) add(node, prefix);
    for (const note of item.notes) add(note, prefix);
  }
  for (const note of publication.notes) add(note, '');
  return all.sort((a, b) => a.place.start - b.place.start);
}

/** Tells for findings the address they belong to: the one they name, else the node that holds their place. */
export function whereabouts(publication: Publication): (finding: Finding) => string | null {
  const several = publication.contents.filter((item) => item.kind === 'resolution').length > 1;
  const nodes = placed(publication);
  return (finding) => {
    if (finding.node !== undefined) {
      return several && finding.resolution !== undefined ? `r${finding.resolution + 1}.${finding.node}` : finding.node;
    }
    const at = finding.place?.start;
    if (at === undefined) return null;
    // The last that begins before the place; what lies between two nodes belongs to none.
    let [low, high] = [0, nodes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((nodes[middle]?.place.start ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    const found = nodes[low - 1];
    return found !== undefined && found.place.end > at ? found.address : null;
  };
}
