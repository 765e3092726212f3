/** Whether a reading can be kept: something is written that begins a word, and something is said, without digits to say. */
export function isReadable(written: string, spoken: string): boolean {
  return /^[\p{L}\p{N}]/u.test(written) && /\p{L}/u.test(spoken) && !/\p{N}/u.test(spoken);
}
