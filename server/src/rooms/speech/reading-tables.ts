/** Reads a table of `written: said` lines. */
export function parseReadings(table: string): ReadonlyMap<string, string> {
  const rows = table.trim().split('\n');
  return new Map(rows.map((row) => [row.slice(0, row.indexOf(': ')), row.slice(row.indexOf(': ') + 2)]));
}
