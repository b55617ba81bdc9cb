import { strToU8, Zip, ZipDeflate } from 'fflate';

/** A value of a cell; a day is `YYYY-MM-DD`. */
export type CellValue = string | number | { readonly day: string } | null;

/** A sheet without its rows. */
export interface SheetHead {
  readonly name: string;
  /** The first row; it stays in sight. */
  readonly head: readonly string[];
  /** Widths of the columns in characters. */
  readonly widths: readonly number[];
  /** Whether the sheet runs from right to left. */
  readonly rightToLeft: boolean;
}

export interface SheetOfCells extends SheetHead {
  readonly rows: Iterable<readonly CellValue[]>;
}

const text = (value: string): string =>
  value
    // What XML cannot hold, and more than a cell may hold.
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .slice(0, 32_767)
    .replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);

/** `0` -> `A`, `26` -> `AA`. */
export function columnName(index: number): string {
  let name = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** Days since 30 December 1899, as spreadsheets count; `null` before March 1900, where they count wrongly. */
export function serialDay(day: string): number | null {
  const serial = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000);
  return serial >= 61 ? serial : null;
}

function cellXml(value: CellValue, at: string, style: number): string {
  if (value === null || value === '') return '';
  if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
  if (typeof value === 'object') {
    const serial = serialDay(value.day);
    return serial === null ? cellXml(value.day, at, style) : `<c r="${at}" s="2"><v>${serial}</v></c>`;
  }
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${text(value)}</t></is></c>`;
}

const rowXml = (cells: readonly CellValue[], number: number, style: number): string =>
  `<row r="${number}">${cells.map((value, index) => cellXml(value, `${columnName(index)}${number}`, style)).join('')}</row>`;

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const fixedParts = (name: string): Readonly<Record<string, string>> => ({
  '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${content}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${content}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${text(name)
    .replace(/[:\\/?*[\]"]/g, ' ')
    .slice(0, 31)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  // Styles of cells: 0 plain, 1 bold, 2 a day, 3 text that wraps.
  'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`,
});

/** What stands before the rows of the sheet, the head row included. */
function opening(sheet: SheetHead): string {
  const view = `<sheetView${sheet.rightToLeft ? ' rightToLeft="1"' : ''} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>`;
  const columns = sheet.widths.map(
    (wide, index) => `<col min="${index + 1}" max="${index + 1}" width="${wide}" customWidth="1"/>`,
  );
  return `${declaration}<worksheet xmlns="${main}"><sheetViews>${view}</sheetViews><cols>${columns.join('')}</cols><sheetData>${rowXml(sheet.head, 1, 1)}`;
}

/** The day that every entry of the archive carries, so that the same rows give the same bytes. */
const stamp = new Date(1980, 0, 1);

/** Characters that are packed in one go. */
const atOnce = 65_536;

/** A workbook with one sheet (Office Open XML) that takes row after row and gives its bytes as they are ready. */
export interface Workbook {
  readonly row: (cells: readonly CellValue[]) => void;
  readonly end: () => void;
  /** The bytes since it was asked the last time. */
  readonly taken: () => Uint8Array[];
}

export function openWorkbook(sheet: SheetHead): Workbook {
  let chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  const part = (name: string): ZipDeflate => {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = stamp;
    zip.add(file);
    return file;
  };
  for (const [name, xml] of Object.entries(fixedParts(sheet.name))) part(name).push(strToU8(declaration + xml), true);
  const file = part('xl/worksheets/sheet1.xml');
  let held = opening(sheet);
  let number = 1;
  return {
    row: (cells) => {
      number += 1;
      held += rowXml(cells, number, 3);
      if (held.length < atOnce) return;
      file.push(strToU8(held));
      held = '';
    },
    end: () => {
      held += `</sheetData><autoFilter ref="A1:${columnName(sheet.head.length - 1)}${number}"/></worksheet>`;
      file.push(strToU8(held), true);
      zip.end();
    },
    taken: () => {
      const ready = chunks;
      chunks = [];
      return ready;
    },
  };
}

/** A whole workbook; the rows are packed one by one, never the whole sheet as one text. */
export function toXlsx(sheet: SheetOfCells): Uint8Array {
  const workbook = openWorkbook(sheet);
  for (const row of sheet.rows) workbook.row(row);
  workbook.end();
  return Buffer.concat(workbook.taken());
}
