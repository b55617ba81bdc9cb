/** Characters of the font Symbol from 0x20 on, in Unicode; a blank where it has none that a text would hold. */
const symbolLow = ' !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼';
const symbolHigh = '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑       〉∫⌠ ⌡';
const dingbats: Readonly<Record<string, string>> = {
  ü: '✓',
  û: '✗',
  þ: '☑',
  ý: '☒',
  o: '□',
  à: '→',
  è: '→',
  ß: '←',
  ó: '⇔',
};

/**
 * Text set in a font that shows other characters than its codes say, in Unicode. Characters of the private use area that
 * no table knows become a bullet, which is what they nearly always are.
 */
export function fromSymbolFont(text: string, font: string | undefined): string {
  const symbol = /^symbol$/i.test(font ?? '');
  const dingbat = /dings/i.test(font ?? '');
  if (!symbol && !dingbat && !/[\uf020-\uf0ff]/.test(text)) return text;
  return text.replace(symbol || dingbat ? /[\u0021-\u00ff\uf020-\uf0ff]/g : /[\uf020-\uf0ff]/g, (letter) => {
    const code = letter.charCodeAt(0) & 0xff;
    if (dingbat) return dingbats[String.fromCharCode(code)] ?? '•';
    const shown = code >= 0xa0 ? symbolHigh.charAt(code - 0xa0) : symbolLow.charAt(code - 0x20);
    return shown.trim() === '' ? (code === 0x20 ? ' ' : '•') : shown;
  });
}
