const digitStarts = [0x0660, 0x06f0, 0xff10];

/**
 * The text in the characters of a plain keyboard, one UTF-16 unit for each: hyphens U+2010–2015, curly quotes,
 * full-width forms and Arabic digits become ASCII, other blanks a space. Offsets in it are offsets in the text.
 */
export function plain(text: string): string {
  return text.replace(/[^\x20-\x7e\p{Script=Han}\p{Script=Cyrillic}]/gu, (character) => {
    if (character.length > 1) return character;
    const code = character.charCodeAt(0);
    const start = digitStarts.find((first) => code >= first && code < first + 10);
    if (start !== undefined) return String(code - start);
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
    if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212) return "-";
    if (code === 0x2018 || code === 0x2019) return "'";
    if (code === 0x201c || code === 0x201d) return '"';
    if (code === 0x066a) return "%";
    if (code === 0x066b) return ".";
    if (code === 0x066c) return ",";
    return code !== 0x0a && /\s/.test(character) ? " " : character;
  });
}
