import { type Connection, ResponseError } from 'vscode-languageserver';

/** What an answer or a message that failed is about, for the log. */
interface About {
  readonly textDocument?: { readonly uri?: string };
}

/** Catches once, here: an error of ours is logged with what was asked, and the answer is empty. */
export function answering<Params, Result>(
  connection: Connection,
  method: string,
  empty: Result,
  handler: (params: Params) => Result | Promise<Result>,
): (params: Params) => Promise<Result> {
  return async params => {
    try {
      return await handler(params);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      const uri = (params as About | undefined)?.textDocument?.uri ?? '';
      connection.console.error(`${method} ${uri}: ${reasonOf(error)}`);
      return empty;
    }
  };
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
