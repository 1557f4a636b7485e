/** Why there are no findings. */
export type CfnLintErrorCode =
  /** A file of the lock is in no source; `tried` says where it was looked for. */
  | 'NOT_INSTALLED'
  | 'DOWNLOAD_DECLINED'
  /** A file is not the one that the lock names. It is not used, and no other source is asked. */
  | 'HASH_MISMATCH'
  /** A wheel cannot be unpacked, or wants to write outside its folder. */
  | 'BAD_WHEEL'
  /** The disk refused. */
  | 'INSTALL_FAILED'
  | 'START_TIMEOUT'
  | 'LINT_TIMEOUT'
  /** The thread ended by itself. */
  | 'WORKER_EXIT'
  | 'PYTHON_ERROR'
  | 'CANCELLED'
  | 'DISPOSED';

export class CfnLintError extends Error {
  override readonly name = 'CfnLintError';

  /** `tried`: each place that was looked at and why it did not do. `missing`: names of files. Both for `NOT_INSTALLED`. */
  constructor(
    readonly code: CfnLintErrorCode,
    message: string,
    readonly tried: readonly string[] = [],
    readonly missing: readonly string[] = [],
  ) {
    super(message);
  }
}

/** What the system says of an error: `ENOTFOUND`, `ENOSPC`, or its message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause, code } = error as Error & { readonly code?: unknown };
  if (cause instanceof Error) return reasonOf(cause);
  return typeof code === 'string' ? code : error.message;
}
