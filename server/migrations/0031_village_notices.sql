-- trưởng thôn: a person who speaks to one village, from a personal link on one phone; never signed in.
alter table grants drop constraint grants_role_check;
alter table grants add constraint grants_role_check check (role in ('administrator', 'department-editor', 'editorial-board', 'commune-officer',
  'commune-leader', 'technician', 'viewer', 'village-head'));

create table village_heads (
  user_id uuid primary key references users,
  unit_id uuid not null references units,
  -- Notices a day, whichever way they are approved.
  per_day smallint not null check (per_day between 1 and 10),
  added_by uuid not null references users,
  added_at timestamptz not null,
  ended_at timestamptz,
  -- The newest link, by the hash of its token; until a phone has opened it, it ends.
  token_sha256 text unique,
  link_until timestamptz,
  -- The phone that opened it: its key, what it made of its PIN, and when somebody of the commune compared the four words.
  kid text,
  x text,
  pin_key text,
  asked_at timestamptz,
  confirmed_at timestamptz,
  wrong_pins smallint not null default 0,
  check ((kid is null) = (x is null) and (kid is null) = (pin_key is null) and (kid is null) = (asked_at is null)),
  check (confirmed_at is null or kid is not null)
);
create index village_heads_unit on village_heads (unit_id) where ended_at is null;

-- thông báo của trưởng thôn: a bulletin that a village head made, and what their phone signed when it was sent.
create table notices (
  -- Chosen by the phone, so that what is sent twice is one.
  id uuid primary key,
  user_id uuid not null references users,
  bulletin_id uuid not null unique references bulletins,
  standing_id uuid references standing_approvals,
  drafted_at timestamptz not null,
  -- When the sound was first handed out: nobody heard it before.
  handed_at timestamptz,
  sent_at timestamptz,
  request_id uuid unique references requests,
  document text,
  check (request_id is null or sent_at is not null and document is not null)
);
create index notices_user on notices (user_id, drafted_at desc);
