-- cụm loa, bảng tin điện tử: networked equipment with its own key.
create table devices (
  id uuid primary key,
  kind text not null check (kind in ('speaker', 'browser-speaker', 'board')),
  name text not null,
  serial text not null,
  unit_id uuid not null references units,
  volume_ceiling smallint not null default 100 check (volume_ceiling between 0 and 100),
  claimed_at timestamptz not null,
  claimed_by uuid references users,
  -- The device whose place it took.
  replaces uuid references devices,
  revoked_at timestamptz,
  revoked_by uuid references users,
  -- Last login, status or receipts, by the server's clock.
  last_contact_at timestamptz
);
create index devices_unit on devices (unit_id);

-- Public keys (Ed25519). A key is never used for a second device, also after it ended.
create table device_keys (
  kid text primary key,
  x text not null unique,
  device_id uuid not null references devices,
  since timestamptz not null,
  ended_at timestamptz
);
create unique index device_keys_standing on device_keys (device_id) where ended_at is null;

-- Signed assignments. The newest version counts; draft is the digest of what it says, so that a change is noticed.
create table device_assignments (
  device_id uuid not null references devices,
  version bigint not null,
  issued_at timestamptz not null,
  draft text not null,
  jws text not null,
  primary key (device_id, version)
);

-- mã lắp đặt made in the console for a place; only its hash is kept.
create table claim_codes (
  code_sha256 text primary key,
  unit_id uuid not null references units,
  kind text not null check (kind in ('speaker', 'browser-speaker', 'board')),
  name text not null,
  replaces uuid references devices,
  made_by uuid not null references users,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  -- The device that used it, once.
  device_id uuid unique references devices
);

-- Codes that devices with a screen show, until somebody accepts them.
create table pending_claims (
  code_sha256 text primary key,
  kid text not null,
  x text not null,
  kind text not null check (kind in ('speaker', 'browser-speaker', 'board')),
  serial text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  device_id uuid unique references devices
);

create table login_nonces (
  nonce text primary key,
  device_id uuid not null references devices,
  expires_at timestamptz not null
);
create index login_nonces_device on login_nonces (device_id, expires_at);

-- The latest status of each device. boot and session tell a late last will from a new life.
create table device_status (
  device_id uuid primary key references devices,
  boot uuid not null,
  session bigint not null,
  online boolean not null,
  at timestamptz not null,
  received_at timestamptz not null,
  clock_trusted boolean not null,
  software text not null,
  volume smallint,
  playing jsonb,
  programmes jsonb not null,
  ready integer not null,
  missing integer not null,
  showing text[] not null
);

-- xác nhận của loa: what devices report of occurrences. Never dropped. (device, boot, seq) is a receipt's identity.
-- order_id is the order or relay that the device names; nothing is refused because the server does not know it.
create table receipts (
  device_id uuid not null references devices,
  boot uuid not null,
  seq bigint not null,
  kind text not null,
  order_id uuid,
  slot timestamptz,
  at timestamptz not null,
  clock_trusted boolean not null,
  attempt smallint not null,
  played_ms bigint,
  reason text,
  detail text,
  received_at timestamptz not null,
  primary key (device_id, boot, seq)
);
create index receipts_order on receipts (order_id, slot, device_id);

-- What devices, or those who pretend to be one, sent and was not believed.
create table refused_messages (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  door text not null check (door in ('claim', 'login', 'receipts', 'status')),
  -- As far as it is known; not proven.
  device_id uuid,
  reason text not null,
  detail text not null
);
create index refused_messages_device on refused_messages (device_id, id);

-- Where the newest programme of a unit lies; kept by whoever issues programmes, told to devices at login.
create table programme_pointers (
  unit_id uuid primary key references units,
  version bigint not null,
  sha256 text not null,
  url text not null
);
