/** Everything below U+0020 but tab and line feed, DEL, and the C1 controls: nothing that a person writes. */
const CONTROLS = /[^\P{Cc}\t\n]/gu;

/**
 * Text as it is kept: composed (keyboards send both forms, and one content must have one digest), lines ended by a line feed,
 * without control characters and without halves of a character. PostgreSQL refuses a NUL, and JSON readers differ over the rest.
 */
export function plainText(text: string): string {
  return text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(CONTROLS, '').normalize('NFC');
}
