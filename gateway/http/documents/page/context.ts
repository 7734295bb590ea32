import type { Channel } from '../channels.ts';
import type { CurlOptions } from '../curl.ts';
import type { Operation } from '../operation.ts';

/** A program that sends events, as it lies in `gateway/http/examples`. */
export interface ExampleProgram {
  readonly file: string;
  readonly title: string;
  readonly run: string;
  readonly text: string;
}

/** What the page is made of. */
export interface PageContext extends CurlOptions {
  readonly version: string;
  readonly operations: readonly Operation[];
  readonly channels: readonly Channel[];
  readonly programs: readonly ExampleProgram[];
}
