/** Put in by the bundler. */
declare const BULKHEAD_VERSION: string | undefined;

export const version: string = typeof BULKHEAD_VERSION === 'string' ? BULKHEAD_VERSION : '0.0.0-source';
