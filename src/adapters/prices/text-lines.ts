/** No line of a price list has a tenth of it. */
const mostCharacters = 65_536;

/** The lines of a text that arrives in parts, without their ends. Never holds more than a part and the line before it. */
export async function* textLines(
  parts: AsyncIterable<Uint8Array>,
  onLongLine: () => Error,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const part of parts) {
    const text = rest + decoder.decode(part, { stream: true });
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      yield text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
      start = end + 1;
    }
    rest = text.slice(start);
    if (rest.length > mostCharacters) throw onLongLine();
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
