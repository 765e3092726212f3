import { readXml } from './xml.ts';

interface Style {
  font: string | null;
  basedOn: string | null;
  list: string | null;
  level: number | null;
}

/** What a style gives to the paragraphs and runs that name it. */
export interface Styles {
  /** Font of a run: by its own style, its paragraph's style, or the document. */
  fontOf(run: string | null, paragraph: string | null): string | null;
  /** The list that a paragraph's style puts it into, or null. */
  listOf(paragraph: string | null): { list: string; level: number } | null;
}

/** Longest chain of styles that is followed: one may say that it is based on itself. */
const LONGEST_CHAIN = 20;

/** Reads styles.xml (ECMA-376, 17.7), of which fonts and lists matter here. */
export function readStyles(xml: string | null): Styles {
  const styles = new Map<string, Style>();
  const document: Style = { font: null, basedOn: null, list: null, level: null };
  let normal: string | null = null;
  let current: Style | null = null;
  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    const value = attributes['w:val'] ?? null;
    if (name === 'w:docDefaults') current = document;
    else if (name === 'w:style') {
      current = { font: null, basedOn: null, list: null, level: null };
      const id = attributes['w:styleId'] ?? '';
      styles.set(id, current);
      if (attributes['w:type'] === 'paragraph' && ['1', 'true'].includes(attributes['w:default'] ?? '')) normal = id;
    } else if (!current) return;
    else if (name === 'w:basedOn') current.basedOn = value;
    else if (name === 'w:rFonts') current.font = fontIn(attributes);
    else if (name === 'w:numId') current.list = value;
    else if (name === 'w:ilvl') current.level = Number(value ?? 0);
  };
  const close = (name: string): void => {
    if (name === 'w:style' || name === 'w:docDefaults') current = null;
  };
  if (xml !== null) readXml(xml, { open, close });
  const chain = (id: string | null): Style[] => {
    const found: Style[] = [];
    for (let next = id; next !== null && found.length < LONGEST_CHAIN;) {
      const style = styles.get(next);
      if (style) found.push(style);
      next = style?.basedOn ?? null;
    }
    return found;
  };
  return {
    fontOf: (run, paragraph) =>
      [...chain(run), ...chain(paragraph ?? normal), document].find(({ font }) => font !== null)?.font ?? null,
    listOf: (paragraph) => {
      const found = chain(paragraph ?? normal);
      const list = found.find((style) => style.list !== null)?.list ?? null;
      return list === null ? null : { list, level: found.find(({ level }) => level !== null)?.level ?? 0 };
    },
  };
}

/** The font in which Latin letters of a run are drawn. */
export function fontIn(attributes: Readonly<Record<string, string>>): string | null {
  return attributes['w:hAnsi'] ?? attributes['w:ascii'] ?? null;
}
