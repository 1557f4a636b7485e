import type { Severity } from '../../engine/model/problem';

/** Ways to make a text stand out. */
export interface Paint {
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly bad: (text: string) => string;
  severity(severity: Severity): string;
}

const codes = { dim: '2', strong: '1', error: '31', warning: '33', information: '36', hint: '2' } as const;

export function paint(colours: boolean): Paint {
  const style = (name: keyof typeof codes) => (text: string) =>
    colours && text !== '' ? `\u001b[${codes[name]}m${text}\u001b[0m` : text;
  return {
    dim: style('dim'),
    strong: style('strong'),
    bad: style('error'),
    severity: severity => style(severity)(severity),
  };
}

/** Colours stand on terminals only; NO_COLOR and FORCE_COLOR decide as everywhere. */
export function wantsColours(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): boolean {
  if (environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR) return environment.FORCE_COLOR !== '0';
  return stream.isTTY === true && stream.hasColors();
}
