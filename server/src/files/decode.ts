import type { Encoding, FileProblem } from './files';

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
  readonly problems: readonly FileProblem[];
}

/** Total: bytes that the encoding does not know become U+FFFD, and the first of them a problem. */
export function decode(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  const name = encoding === 'utf-8-bom' ? 'utf-8' : encoding;
  // A decoder takes the mark away by itself.
  try {
    return { text: new TextDecoder(name, { fatal: true }).decode(bytes), encoding, problems: [] };
  } catch {
    const text = new TextDecoder(name).decode(bytes);
    return { text, encoding, problems: [invalidBytes(text, name)] };
  }
}

/** Only a mark tells UTF-16: guessing by zero bytes would garble a text that merely contains some. */
function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8-bom' : 'utf-8';
}

function invalidBytes(text: string, name: string): FileProblem {
  const start = Math.max(0, text.indexOf('\ufffd'));
  const range = { start, end: Math.min(start + 1, text.length) };
  return { message: `these bytes are not ${name.toUpperCase()}`, severity: 'error', range };
}

export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-8-bom') return new TextEncoder().encode(`\ufeff${text}`);
  const bytes = new DataView(new ArrayBuffer(2 * text.length + 2));
  const littleEndian = encoding === 'utf-16le';
  bytes.setUint16(0, 0xfeff, littleEndian);
  for (let i = 0; i < text.length; i++) bytes.setUint16(2 * i + 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(bytes.buffer);
}
