/** Serves an editor over standard input and output until it says `exit`. */
export async function lsp(): Promise<void> {
  await import('../../lsp/main.node');
}
