import { SaxesParser } from 'saxes';
import { JobRefusal } from '../children/serve.ts';

/** What happens at an element. Names keep their prefix: writers of Office files all use the same ones. */
export interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text?(text: string): void;
}

/** Deeper than any document is; a reader's stack stays small. */
const DEEPEST = 500;

/**
 * Reads XML from begin to end without building a tree. Entities that a document declares itself are not expanded.
 * @throws JobRefusal import-unreadable where it is not well-formed
 */
export function readXml(xml: string, handlers: XmlHandlers): void {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > DEEPEST) throw new JobRefusal('import-bomb');
    handlers.open(name, attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    handlers.close(name);
  });
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('error', (error) => {
    throw new JobRefusal('import-unreadable', {}, error.message);
  });
  parser.write(xml).close();
}
