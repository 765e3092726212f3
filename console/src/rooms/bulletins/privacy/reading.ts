/** How often it is asked whether the letters of a picture are known by now. */
export const READING_AGAIN_MS = 2_000;
