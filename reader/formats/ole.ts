/** The file inside a file that old Office programs wrote (Compound File Binary, MS-CFB): streams by name. */
export interface CompoundFile {
  readonly names: readonly string[];
  stream(name: string): Uint8Array | null;
}

interface DirectoryEntry {
  readonly name: string;
  readonly kind: number;
  readonly start: number;
  readonly size: number;
}

const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const lastSector = 0xfffffffa;

export const isCompoundFile = (bytes: Uint8Array): boolean => signature.every((byte, index) => bytes[index] === byte);

/** Opens a compound file; `null` where its tables cannot be followed. No chain is followed further than the file is long. */
export function compoundFile(bytes: Uint8Array): CompoundFile | null {
  if (!isCompoundFile(bytes) || bytes.length < 512) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sectorSize = 1 << Math.min(view.getUint16(30, true), 16);
  const shortSize = 1 << Math.min(view.getUint16(32, true), 16);
  if (sectorSize < 128 || shortSize < 8 || shortSize > sectorSize) return null;
  const sectors = Math.ceil(bytes.length / sectorSize);
  const offsetOf = (sector: number): number => (sector + 1) * sectorSize;
  const word = (at: number): number => (at + 4 <= bytes.length ? view.getUint32(at, true) : 0xffffffff);

  const tableSectors: number[] = [];
  for (let at = 76; at < 512 && tableSectors.length < sectors; at += 4) tableSectors.push(word(at));
  let more = word(68);
  for (let steps = 0; more < lastSector && steps < sectors && tableSectors.length <= sectors; steps += 1) {
    const base = offsetOf(more);
    for (let at = 0; at < sectorSize - 4; at += 4) tableSectors.push(word(base + at));
    more = word(base + sectorSize - 4);
  }
  const perSector = sectorSize / 4;
  const next = (sector: number): number => {
    const table = tableSectors[Math.floor(sector / perSector)];
    return table === undefined || table >= lastSector ? lastSector : word(offsetOf(table) + (sector % perSector) * 4);
  };

  const chain = (start: number, size: number): Uint8Array => {
    const length = Math.min(size, bytes.length);
    const out = new Uint8Array(length);
    let at = 0;
    for (let sector = start; sector < sectors && at < length; sector = next(sector)) {
      out.set(
        bytes.subarray(offsetOf(sector), Math.min(offsetOf(sector) + Math.min(sectorSize, length - at), bytes.length)),
        at,
      );
      at += sectorSize;
    }
    return out.subarray(0, Math.min(at, length));
  };

  const directory = chain(word(48), bytes.length);
  const entries: DirectoryEntry[] = [];
  const directoryView = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  for (let at = 0; at + 128 <= directory.length && entries.length < 10_000; at += 128) {
    const length = Math.min(directoryView.getUint16(at + 64, true), 64);
    const name = new TextDecoder('utf-16le').decode(directory.subarray(at, at + Math.max(length - 2, 0)));
    entries.push({
      name,
      kind: directory[at + 66] ?? 0,
      start: directoryView.getUint32(at + 116, true),
      size: directoryView.getUint32(at + 120, true),
    });
    if (directory[at + 66] === 0 && length === 0 && entries.length > 4096) break;
  }
  const root = entries.find((entry) => entry.kind === 5);
  if (root === undefined) return null;
  const threshold = word(56);
  const shorts = chain(root.start, root.size);
  const shortTable = chain(word(60), bytes.length);
  const shortView = new DataView(shortTable.buffer, shortTable.byteOffset, shortTable.byteLength);

  const shortChain = (start: number, size: number): Uint8Array => {
    const length = Math.min(size, shorts.length);
    const out = new Uint8Array(length);
    let at = 0;
    for (let sector = start; sector * shortSize < shorts.length && at < length; ) {
      out.set(shorts.subarray(sector * shortSize, sector * shortSize + Math.min(shortSize, length - at)), at);
      at += shortSize;
      sector = sector * 4 + 4 <= shortTable.length ? shortView.getUint32(sector * 4, true) : lastSector;
    }
    return out.subarray(0, Math.min(at, length));
  };

  return {
    names: entries.filter((entry) => entry.kind === 1 || entry.kind === 2).map((entry) => entry.name),
    stream(name) {
      const entry = entries.find((each) => each.name === name && each.kind === 2);
      if (entry === undefined) return null;
      return entry.size < threshold ? shortChain(entry.start, entry.size) : chain(entry.start, entry.size);
    },
  };
}
