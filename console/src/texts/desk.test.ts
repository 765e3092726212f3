import { errorSentence } from '@nguon/protocol/errors.ts';
import { expect, it } from 'vitest';
import { deskEn } from './en-desk.ts';
import { deskVi } from './vi-desk.ts';

it('says of emergencies on the desk what the server would say', () => {
  expect(deskVi.compose.emergencyNotYet).toBe(errorSentence('emergency-not-yet', 'vi'));
  expect(deskEn.compose.emergencyNotYet).toBe(errorSentence('emergency-not-yet', 'en'));
});
