import type { Reported } from './report';

export function jsonReport({ report }: Reported): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
