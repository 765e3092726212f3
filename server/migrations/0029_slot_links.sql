-- Opens what waits for one slot (buổi) of a unit for one person, as approval_links does for one request; only its hash is kept. It approves
-- nothing by itself.
create table slot_links (
  token_sha256 text primary key,
  unit_id uuid not null references units,
  -- Start of the slot.
  slot_at timestamptz not null,
  user_id uuid not null references users,
  made_by uuid not null references users,
  made_at timestamptz not null,
  expires_at timestamptz not null
);
