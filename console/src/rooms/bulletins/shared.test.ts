import { describe, expect, it } from 'vitest';
import { kindOf } from './shared.ts';

describe('what another app shares', () => {
  it.each([
    ['audio/mp4', 'ghi-am.m4a', 'sound'],
    ['audio/aac', '', 'sound'],
    ['', 'voice_note.AMR', 'sound'],
    ['application/octet-stream', 'ghi-am.3gp', 'sound'],
    ['image/jpeg', 'IMG_1.jpg', 'picture'],
    ['', 'cong-van.png', 'picture'],
    ['application/pdf', 'cong-van.pdf', 'document'],
    ['application/msword', 'thong-bao.doc', 'document'],
    ['text/plain', 'ghi-chu.txt', 'document'],
    ['text/plain', '', 'words'],
  ])('%s “%s” is a %s', (type, name, kind) => {
    expect(kindOf(type, name)).toBe(kind);
  });
});
