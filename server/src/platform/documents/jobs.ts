import type { OldEncoding } from '../../lib/old-encodings.ts';

/** What the parent asks of a document child. Paths are absolute. */
export type DocumentJob =
  | { readonly kind: 'text'; readonly path: string; readonly format: 'docx' | 'doc' }
  | { readonly kind: 'pages'; readonly path: string; readonly format: 'pdf' | 'photo' }
  | {
      readonly kind: 'recognise';
      readonly path: string;
      readonly format: 'pdf' | 'photo';
      /** Counted from 0. */
      readonly page: number;
      /** Where the page's picture is written, as JPEG. */
      readonly out: string;
    };

/** The text of a document that has text. */
export interface TextResult {
  readonly text: string;
  readonly converted: OldEncoding | null;
}

/** What a paged file holds: for each page its text, or null where only a picture is. */
export interface PagesResult {
  readonly texts: readonly (string | null)[];
  readonly converted: OldEncoding | null;
}

/** A word that should be looked at again. */
export interface DoubtfulWord {
  /** Place in the page's text, in UTF-16 units; `to` is behind its end. */
  readonly from: number;
  readonly to: number;
  /** 0 to 100, as the recogniser says it. */
  readonly confidence: number;
  /** Left, top, width and height on the page, each as a share of 1. */
  readonly box: [number, number, number, number];
}

/** A page that was read from its picture. */
export interface RecognisedPage {
  readonly text: string;
  readonly doubtful: readonly DoubtfulWord[];
  /** Of the picture that was written, in pixels. */
  readonly width: number;
  readonly height: number;
}
