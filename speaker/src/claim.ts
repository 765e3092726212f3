import { join } from 'node:path';
import { sha256 } from '@nguon/protocol/canonical.ts';
import { ClaimReply, type ClaimStatement, parseClaimString } from '@nguon/protocol/device.ts';
import { kidOf, signDocument } from '@nguon/protocol/sign.ts';
import { RefusedDocument, TYPES } from '@nguon/protocol/verify.ts';
import { WrongSetting } from './config.ts';
import { removeFile } from './disk.ts';
import { keyAt, readIdentity, signingKey, storeIdentity, verifyAssignment } from './identity.ts';
import { postJson } from './web.ts';

/**
 * Makes this folder a device of the province named in a claim string. Whoever answers must hold the root key whose hash the string carries,
 * and must assign the key that this device has just made.
 * @param at instant to state; the province judges it, since the device's clock may be wrong
 * @returns the device's identity and its name
 * Throws WrongSetting, RefusedDocument, RefusedByServer, or the error of the network.
 */
export async function claimSpeaker(
  dir: string,
  text: string,
  options: { serial: string; again: boolean; at: string },
): Promise<{ device: string; name: string }> {
  const claim = parseClaimString(text);
  if (!claim)
    throw new WrongSetting(
      'the claim string must look like NGUON1.CODE.HASH.https://address; copy it whole from the console',
    );
  if (!options.again && (await readIdentity(dir)) !== null) {
    throw new WrongSetting('this speaker is claimed already; add --again to give it a new identity and a new key');
  }
  // The key waits aside until the province has taken it: a failed claim must not cost an older identity.
  const aside = join(dir, 'claiming', 'key.json');
  const key = await keyAt(aside);
  const statement: ClaimStatement = { x: key.x, kind: 'speaker', serial: options.serial, at: options.at };
  const body = { code: claim.code, statement: await signDocument(statement, TYPES.claim, await signingKey(key)) };
  const reply = ClaimReply.parse(await postJson(claim.address, '/api/device/claim', body));
  if ((await sha256(reply.rootX)) !== claim.rootSha256) throw new RefusedDocument('foreign-root-key');
  const root = { kid: await kidOf(reply.rootX), x: reply.rootX };
  const assignment = await verifyAssignment(reply.assignment, root, reply.device);
  if (assignment.kind !== 'speaker') throw new RefusedDocument('assigned-as-another-kind');
  await storeIdentity(dir, { device: reply.device, rootX: reply.rootX, address: claim.address }, reply.assignment, key);
  await removeFile(aside);
  return { device: reply.device, name: assignment.name };
}
