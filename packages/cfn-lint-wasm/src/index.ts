export type { CfnLint, CfnLintOptions, Finding, LintRequest, Position, Range, Started, Status } from './api';
export { createCfnLint } from './cfn-lint';
export { CfnLintError, type CfnLintErrorCode } from './error';
export { findingsIn } from './findings';
export type { LockedFile, LockedFiles, WheelLock } from './installation/lock';
export type { ProxySettings } from './installation/proxies';
export type { RawFinding } from './thread/tasks';
