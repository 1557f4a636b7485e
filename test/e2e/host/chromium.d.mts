import type { Browser } from 'playwright-core';

/** The path of the browser: `CHROMIUM`, or Debian's, which is installed when it is not there. */
export declare function findChromium(): string;
export declare function launchChromium(executablePath: string): Promise<Browser>;
