/** How wide text is, without a screen to measure it on: the same map gets the same picture everywhere. */

/** Thousandths of the font's size, of a wide sans-serif, for nobody knows which one there is; what is not named is as wide as most letters. */
const widths: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      [" !'|.,:;ijlI[]()/", 330],
      ['frt-"*', 400],
      ['cksvxyzJ', 570],
      ['mwMW@%', 920],
      ['ABCDEFGHKLNOPQRSTUVXYZ&', 720],
    ] as const
  ).flatMap(([letters, width]) => [...letters].map(letter => [letter, width])),
);
const ordinary = 625;
/** Of another script: as wide as it is high. */
const full = 1000;

export function textWidth(text: string, fontSize: number): number {
  let sum = 0;
  for (const letter of text) sum += widths[letter] ?? (letter.codePointAt(0)! < 0x2000 ? ordinary : full);
  return (sum * fontSize) / 1000;
}

/** The text, or its begin and end with `…` between, as wide as `width` at most: names in clouds often differ at their ends. */
export function fitted(text: string, fontSize: number, width: number): string {
  // Longer ones cannot fit, and names can be as long as their author likes.
  const short = text.length > 400 ? `${text.slice(0, 200)}${text.slice(-200)}` : text;
  if (short === text && textWidth(text, fontSize) <= width) return text;
  const letters = [...short];
  for (let kept = letters.length - 1; kept > 1; kept--) {
    const end = Math.floor(kept * 0.45);
    const cut = `${letters.slice(0, kept - end).join('')}…${letters.slice(letters.length - end).join('')}`;
    if (textWidth(cut, fontSize) <= width) return cut;
  }
  return '…';
}
