import type { Buffer } from 'node:buffer';

/** Width and height of a structure that was read, with what is left of it. */
export interface PictureParts {
  width: number;
  height: number;
  parts: Buffer[];
}
