-- cơ quan, đơn vị
create table organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  kind text not null check (kind in ('department', 'committee', 'station', 'association')),
  unit_id uuid not null references units
);

create table users (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  organization_id uuid references organizations,
  -- The unit whose administrators look after this account.
  home_unit_id uuid references units,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Wrong passwords and the lock they cause, by e-mail whether it is known or not: an unknown address answers like a known one.
create table sign_in_failures (
  email text primary key,
  failures int not null,
  last_at timestamptz not null,
  locked_until timestamptz
);

-- Sessions, passwords, passkeys and second factors as better-auth keeps them; a test holds that it misses nothing.
create table auth_sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_sessions_user on auth_sessions (user_id);

create table auth_accounts (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  -- scrypt, salted
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index auth_accounts_user on auth_accounts (user_id);

create table auth_verifications (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index auth_verifications_identifier on auth_verifications (identifier);

create table passkeys (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  name text,
  public_key text not null,
  credential_id text not null unique,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz
);
create index passkeys_user on passkeys (user_id);

create table two_factors (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean,
  failed_verification_count integer,
  locked_until timestamptz
);
create index two_factors_user on two_factors (user_id);
create index two_factors_secret on two_factors (secret);

-- đường dẫn đăng nhập một lần: only the hash of its token is kept.
create table sign_in_links (
  id uuid primary key default gen_random_uuid(),
  token_sha256 text not null unique,
  user_id uuid not null references users on delete cascade,
  purpose text not null check (purpose in ('first', 'reset', 'demo')),
  made_by uuid references users,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);
create index sign_in_links_user on sign_in_links (user_id);
-- phân quyền: a role over a unit and everything below it, for a topic or for all.
create table grants (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users,
  role text not null check (role in ('administrator', 'department-editor', 'editorial-board', 'commune-officer', 'commune-leader', 'technician', 'viewer')),
  unit_id uuid not null references units,
  topic text,
  granted_by uuid references users,
  granted_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index grants_standing on grants (user_id, role, unit_id, coalesce(topic, '')) where ended_at is null;

-- Units in which a person holds one of the roles today, through any standing grant. Every list and every write is scoped by it.
create function granted_units(person uuid, roles text[])
returns setof uuid language sql stable as $$
  select distinct d.unit
  from grants g cross join lateral unit_descendants(g.unit_id) d
  where g.user_id = person and g.ended_at is null and g.role = any (roles)
$$;
