import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Question } from './machine-rules.ts';

export interface NewQuestion {
  machine: string;
  tokenSha256: string;
  secretSha256: string;
  codeSha256: string;
  askedAt: Date;
  expiresAt: Date;
}

export async function insertQuestion(tx: Tx, one: NewQuestion): Promise<void> {
  await sql`
    insert into machine_sign_ins (machine_id, token_sha256, secret_sha256, code_sha256, asked_at, expires_at)
    values (${one.machine}, ${one.tokenSha256}, ${one.secretSha256}, ${one.codeSha256}, ${one.askedAt}, ${one.expiresAt})`.execute(
    tx,
  );
}

export interface QuestionRecord extends Question {
  id: string;
  machine: string;
  codeSha256: string;
  askedAt: Date;
  confirmedBy: string | null;
}

const questionColumns = sql`
  id, machine_id as machine, code_sha256 as "codeSha256", asked_at as "askedAt", expires_at as "expiresAt",
  wrong_codes as "wrongCodes", confirmed_by as "confirmedBy", confirmed_by is not null as confirmed, entered_at is not null as entered`;

/** A question by the hash of what its picture carries. */
export async function readQuestion(db: Db, tokenSha256: string): Promise<QuestionRecord | null> {
  const { rows } = await sql<QuestionRecord>`
    select ${questionColumns} from machine_sign_ins where token_sha256 = ${tokenSha256}`.execute(db);
  return rows[0] ?? null;
}

/** The same by either hash, its row locked until the transaction ends. */
export async function lockQuestion(
  tx: Tx,
  by: { tokenSha256: string } | { secretSha256: string },
): Promise<QuestionRecord | null> {
  const match = 'tokenSha256' in by ? sql`token_sha256 = ${by.tokenSha256}` : sql`secret_sha256 = ${by.secretSha256}`;
  const { rows } = await sql<QuestionRecord>`
    select ${questionColumns} from machine_sign_ins where ${match} for update`.execute(tx);
  return rows[0] ?? null;
}

export async function countWrongCode(tx: Tx, id: string): Promise<void> {
  await sql`update machine_sign_ins set wrong_codes = wrong_codes + 1 where id = ${id}::uuid`.execute(tx);
}

export async function confirmQuestion(tx: Tx, id: string, user: string): Promise<void> {
  await sql`update machine_sign_ins set confirmed_by = ${user}::uuid where id = ${id}::uuid`.execute(tx);
}

export async function spendQuestion(tx: Tx, id: string, at: Date): Promise<void> {
  await sql`update machine_sign_ins set entered_at = ${at} where id = ${id}::uuid`.execute(tx);
}
