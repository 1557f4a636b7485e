/** The picture's colours: VS Code's, and what stands for them where there is no VS Code. */

interface Colour {
  /** Of VS Code's theme. */
  readonly variable: string;
  readonly light: string;
  readonly dark: string;
  /** Percent of the text's colour that is mixed into that of the theme. */
  readonly text?: number;
}

const colours: Readonly<Record<string, Colour>> = {
  text: { variable: 'foreground', light: '#1f2328', dark: '#d7dae0' },
  muted: { variable: 'descriptionForeground', light: '#59636e', dark: '#9da5b4' },
  surface: { variable: 'editor-background', light: '#ffffff', dark: '#1e1f22' },
  raised: { variable: 'editorWidget-background', light: '#f6f7f9', dark: '#26282c' },
  line: { variable: 'editorWidget-border', light: '#c8ccd2', dark: '#4a4d54' },
  /** Of stacks and resources, which VS Code's own border leaves too faint to be told from afar. */
  outline: { variable: 'editorWidget-border', light: '#b4bac2', dark: '#62666f', text: 30 },
  accent: { variable: 'focusBorder', light: '#0969da', dark: '#4493f8' },
  production: { variable: 'charts-red', light: '#d1303d', dark: '#f14c4c' },
  // Not `charts-orange`: VS Code's dark theme has it so dark that it cannot be seen.
  staging: { variable: 'charts-purple', light: '#7a3ea8', dark: '#b180d7' },
  test: { variable: 'charts-yellow', light: '#a87b00', dark: '#cca700' },
  development: { variable: 'charts-blue', light: '#1a73d9', dark: '#4c9bf5' },
  error: { variable: 'editorError-foreground', light: '#d1303d', dark: '#f14c4c' },
  warning: { variable: 'editorWarning-foreground', light: '#a87b00', dark: '#cca700' },
  contrast: { variable: 'contrastBorder', light: 'transparent', dark: 'transparent' },
};

type Scheme = 'light' | 'dark';

/** `--bh-text: var(--vscode-foreground, #1f2328);` and so on. */
export function colourProperties(scheme: Scheme): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--bh-${name}:${inTheme(colour, scheme)};`)
    .join('');
}

function inTheme({ variable, text, ...plain }: Colour, scheme: Scheme): string {
  const colour = `var(--vscode-${variable},${plain[scheme]})`;
  return text === undefined ? colour : `color-mix(in srgb,var(--bh-text) ${text}%,${colour})`;
}

/** The style with plain colours in it, for pictures that stand alone: many programs know no variables. */
export function withColours(style: string, scheme: Scheme): string {
  return style.replace(/var\(--bh-(\w+)\)/g, (_, name: string) => colours[name]?.[scheme] ?? 'none');
}
