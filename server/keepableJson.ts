/** In a JSON text: a NUL or half of a sign, which no table takes. */
const unkeepable = /\\u(?:0000|d[89a-f])/i;

/** As JSON that can be kept: what is no sign of any script becomes the one that stands for such. */
export function keepableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!unkeepable.test(json)) return json;
  return JSON.stringify(value, (_, each) =>
    typeof each === 'string' ? each.replaceAll('\0', '\ufffd').toWellFormed() : each,
  );
}
