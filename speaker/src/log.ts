/** Writes what happened, one line each, for the technician and the journal of the machine. */
export interface Log {
  info(event: string, detail?: Readonly<Record<string, unknown>>): void;
  warn(event: string, detail?: Readonly<Record<string, unknown>>): void;
}

/** A log of JSON lines on standard output; `name` tells speakers of one process apart. */
export function lineLog(name: string): Log {
  const write = (level: string, event: string, detail: Readonly<Record<string, unknown>> = {}): void => {
    process.stdout.write(
      `${JSON.stringify({ time: new Date().toISOString(), level, speaker: name, event, ...detail })}\n`,
    );
  };
  return {
    info: (event, detail) => write('info', event, detail),
    warn: (event, detail) => write('warn', event, detail),
  };
}

/** The one sentence of whatever was thrown. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.message}${cause}`;
}
