import { strToU8, zipSync } from 'fflate';
import type { Language } from '../reader/model.ts';
import { xmlText } from '../reader/write/aknRuns.ts';
import type { Style } from './printedLines.ts';
import type { Signature } from './wordMarkup.ts';

export interface WordDocument extends Signature {
  readonly title: string;
  readonly language: Language | null;
  /** The blocks of the body. */
  readonly body: string;
  /** `w:footnote` elements with ids from 1. */
  readonly notes: readonly string[];
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const metadata = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata';
const package2006 = 'http://schemas.openxmlformats.org/package/2006';
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** Name in Word, paragraph properties, run properties. Lengths in twentieths of a point, sizes in half points. */
const styles: Readonly<Record<Style, readonly [name: string, paragraph: string, run: string]>> = {
  symbol: ['Document Symbol', '<w:jc w:val="center"/>', '<w:b/><w:bCs/>'],
  entry: ['Document Line', '<w:jc w:val="center"/>', ''],
  title: [
    'Title',
    '<w:keepNext/><w:spacing w:after="240"/><w:jc w:val="center"/>',
    '<w:b/><w:bCs/><w:sz w:val="28"/><w:szCs w:val="32"/>',
  ],
  formula: ['Enacting Formula', '<w:keepNext/><w:ind w:firstLine="567"/>', ''],
  heading: [
    'heading 1',
    '<w:keepNext/><w:spacing w:before="240"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
    '<w:b/><w:bCs/>',
  ],
  preambular: ['Preambular Paragraph', '<w:ind w:firstLine="567"/>', ''],
  operative: [
    'Operative Paragraph',
    '<w:tabs><w:tab w:val="left" w:pos="1134"/></w:tabs><w:ind w:firstLine="567"/>',
    '',
  ],
  annex: ['Annex Paragraph', '<w:tabs><w:tab w:val="left" w:pos="1134"/></w:tabs><w:ind w:firstLine="567"/>', ''],
  table: ['Table Text', '<w:spacing w:after="0"/>', ''],
  closing: ['Document Close', '<w:jc w:val="right"/>', '<w:i/><w:iCs/>'],
  note: ['footnote text', '<w:spacing w:after="40"/>', '<w:sz w:val="18"/><w:szCs w:val="20"/>'],
};

/** The language of text in each group of scripts. */
const languages = (language: Language | null): string => {
  const western = language === null || language === 'ar' || language === 'zh' ? 'en' : language;
  return `<w:lang w:val="${western}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>`;
};

const stylesXml = (language: Language | null): string => {
  const defaults = `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun" w:cs="Times New Roman"/><w:sz w:val="22"/><w:szCs w:val="26"/>${languages(language)}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`;
  const own = Object.entries(styles).map(
    ([id, [name, paragraph, run]]) =>
      `<w:style w:type="paragraph"${/^[A-Z].* /.test(name) ? ' w:customStyle="1"' : ''} w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`,
  );
  const border = (side: string): string => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`;
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(border).join('');
  return `<w:styles xmlns:w="${main}">${defaults}<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${own.join('')}<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:styleId="grid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${borders}</w:tblBorders></w:tblPr></w:style></w:styles>`;
};

const separator = (id: number, kind: string): string =>
  `<w:footnote w:type="${kind}" w:id="${id}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:${kind}/></w:r></w:p></w:footnote>`;

/** Parts of the text, with the name of their content type. */
const textParts = ({ language, body, notes }: WordDocument): Readonly<Record<string, string>> => ({
  document: `<w:document xmlns:w="${main}"><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>${language === 'ar' ? '<w:bidi/>' : ''}</w:sectPr></w:body></w:document>`,
  styles: stylesXml(language),
  settings: `<w:settings xmlns:w="${main}"><w:trackRevisions/><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`,
  footnotes: `<w:footnotes xmlns:w="${main}">${separator(-1, 'separator')}${separator(0, 'continuationSeparator')}${notes.join('')}</w:footnotes>`,
});

const relationships = (list: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships xmlns="${package2006}/relationships">${list
    .map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const core = ({ title, author, date }: WordDocument): string =>
  `<cp:coreProperties xmlns:cp="${package2006}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(author)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${xmlText(date)}T00:00:00Z</dcterms:created></cp:coreProperties>`;

/** The day that every entry of the archive carries, so that the same document gives the same bytes. */
const stamp = new Date(1980, 0, 1);

/** A Word file (Office Open XML). */
export function wordPackage(document: WordDocument): Uint8Array {
  const parts = textParts(document);
  const names = Object.keys(parts);
  const types = names.map(
    (name) =>
      `<Override PartName="/word/${name}.xml" ContentType="${word}.${name === 'document' ? 'document.main' : name}+xml"/>`,
  );
  const files: Readonly<Record<string, string>> = {
    '[Content_Types].xml': `<Types xmlns="${package2006}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types.join('')}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    '_rels/.rels': relationships([
      [`${office}/officeDocument`, 'word/document.xml'],
      [`${metadata}/core-properties`, 'docProps/core.xml'],
    ]),
    'docProps/core.xml': core(document),
    'word/_rels/document.xml.rels': relationships(
      names.filter((name) => name !== 'document').map((name) => [`${office}/${name}`, `${name}.xml`]),
    ),
    ...Object.fromEntries(names.map((name) => [`word/${name}.xml`, parts[name] ?? ''])),
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(declaration + xml)])), {
    level: 6,
    mtime: stamp,
  });
}
