-- Điện thoại duyệt: phones whose key approves. The signer has the word over them; this is what screens show and explain by.
create table approver_phones (
  kid text primary key,
  x text not null unique,
  user_id uuid not null references users,
  name text not null,
  -- Topmost units over which the key approves, as the signer took it; empty until it stands.
  units uuid[] not null default '{}',
  asked_at timestamptz not null,
  standing_at timestamptz,
  ended_at timestamptz,
  -- Who answered for it at the signer; null where nobody had to.
  vouched_by uuid references users
);
create index approver_phones_user on approver_phones (user_id);
create index approver_phones_waiting on approver_phones (asked_at) where standing_at is null and ended_at is null;

-- Units of a list in which only enrolled phones approve, as signer/key-rules.ts has it: a commune by keys of its own people, a province or
-- district by any key above it. A phone that ended guards on.
create function guarded_units(places uuid[]) returns setof uuid language sql stable as $$
  select distinct place
  from unnest(places) as place join units u on u.id = place
  where exists (
    select from approver_phones f
    where f.standing_at is not null and exists (
      select from unit_ancestors(place) a join units above on above.id = a.unit
      where a.unit = any (f.units) and (u.level < 2 or above.level >= 2)))
$$;

-- Number for SMS, as +84…; null: none is known.
alter table users add column phone text check (phone ~ '^\+[1-9][0-9]{7,14}$');

-- đường dẫn duyệt: opens one request for one person; only its hash is kept. It approves nothing by itself.
create table approval_links (
  token_sha256 text primary key,
  request_id uuid not null references requests,
  user_id uuid not null references users,
  made_by uuid not null references users,
  made_at timestamptz not null,
  expires_at timestamptz not null
);
create index approval_links_request on approval_links (request_id);

-- mã duyệt: bound to one request's digest and one approver.
create table approval_codes (
  id uuid primary key,
  request_id uuid not null references requests,
  approver_id uuid not null references users,
  digest text not null references requests (digest),
  salt text not null,
  code_sha256 text not null,
  tries smallint not null default 0,
  made_by uuid not null references users,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index approval_codes_request on approval_codes (request_id, approver_id, made_at desc);
create index approval_codes_unit on approval_codes (used_at) where used_at is not null;

-- Who read a code into the system; null where the approver acted.
alter table approvals add column entered_by uuid references users;

-- Approvers who let codes be read out in their name, signed by their own phone where the place is guarded.
create table code_permits (
  id uuid primary key,
  approver_id uuid not null references users,
  unit_id uuid not null references units,
  from_at timestamptz not null,
  until_at timestamptz not null,
  per_day smallint not null check (per_day between 1 and 20)
);
create index code_permits_approver on code_permits (approver_id, until_at);
