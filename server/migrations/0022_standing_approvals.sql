-- duyệt sẵn: a leader approves beforehand whatever is filled into one state of a template. The signer has the word over it; this is what screens
-- show and explain by. Asked for by an officer, then signed by the leader's phone, or declined; withdrawn at once.
create table standing_approvals (
  id uuid primary key,
  unit_id uuid not null references units,
  template_id uuid not null references templates,
  revision text not null,
  places uuid[] not null check (cardinality(places) between 1 and 50),
  hours_from text not null check (hours_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  hours_to text not null check (hours_to ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' and hours_to > hours_from),
  longest_seconds smallint not null check (longest_seconds between 10 and 600),
  per_day smallint not null check (per_day between 1 and 20),
  until_at timestamptz not null,
  asked_by uuid not null references users,
  asked_at timestamptz not null,
  approver_id uuid references users,
  from_at timestamptz,
  -- What the phone signed.
  document text,
  closed_at timestamptz,
  closed_by uuid references users,
  -- Why it was declined; null where it was withdrawn, or asked for anew on other terms.
  decline_reason text,
  foreign key (template_id, revision) references template_revisions,
  check ((approver_id is null) = (from_at is null) and (approver_id is null) = (document is null)),
  check ((closed_at is null) = (closed_by is null) and (decline_reason is null or closed_at is not null and approver_id is null))
);
create index standing_approvals_unit on standing_approvals (unit_id, asked_at desc);
create index standing_approvals_template on standing_approvals (template_id) where closed_at is null;

-- Opens one of them for one person, as approval_links does for a request; only its hash is kept.
create table standing_links (
  token_sha256 text primary key,
  standing_id uuid not null references standing_approvals,
  user_id uuid not null references users,
  made_by uuid not null references users,
  made_at timestamptz not null,
  expires_at timestamptz not null
);

-- By which of them a step was approved.
alter table approvals
  add column standing_id uuid references standing_approvals,
  add constraint approvals_standing check ((standing_id is not null) = (channel = 'template'));
create index approvals_standing on approvals (standing_id, at) where standing_id is not null;

-- Evenings on which a leader was told by SMS what was filled: one each.
create table standing_digests (
  approver_id uuid not null references users,
  day date not null,
  told_at timestamptz not null,
  primary key (approver_id, day)
);
alter table messages drop constraint messages_purpose_check;
alter table messages add constraint messages_purpose_check check (purpose in ('approval-code', 'standing-digest'));
