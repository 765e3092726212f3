-- máy dùng chung: a session on a computer that several people use. It is refused after some minutes in which nobody did anything with it.
alter table auth_sessions
  add column shared boolean not null default false,
  -- Of a shared machine: when its person last did something.
  add column used_at timestamptz not null default now();

-- A browser that somebody, signed in there, has made a shared machine. Only such a one asks to be opened by phone, and only for people of its
-- unit: a picture that somebody sends from elsewhere opens nothing. Only the hash is kept of the secret in its cookie.
create table shared_machines (
  id uuid primary key default gen_random_uuid(),
  secret_sha256 text not null unique,
  unit_id uuid not null references units,
  -- What the browser says it is.
  device text,
  set_up_by uuid not null references users,
  set_up_at timestamptz not null,
  used_at timestamptz not null
);

-- A shared machine that asks to be opened by somebody's phone. Only hashes are kept: of what its picture (QR) carries, of the secret that
-- stays in the browser that asks, and of the short code that a person compares.
create table machine_sign_ins (
  id uuid primary key default gen_random_uuid(),
  machine_id uuid not null references shared_machines on delete cascade,
  token_sha256 text not null unique,
  secret_sha256 text not null unique,
  code_sha256 text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  wrong_codes smallint not null default 0,
  confirmed_by uuid references users on delete cascade,
  entered_at timestamptz
);
create index machine_sign_ins_machine on machine_sign_ins (machine_id);
create index machine_sign_ins_expires on machine_sign_ins (expires_at);
