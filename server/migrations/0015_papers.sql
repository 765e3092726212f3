-- What stands at the head and the foot of an office's papers (Nghị định 30/2020/NĐ-CP): the office enters it, nothing is made up.
alter table organizations
  -- The organisation above, and its own name as it is printed, a line each.
  add column head_above text[] not null default '{}',
  add column head_name text[] not null default '{}',
  -- What stands after the kind of paper in the number: "UBND" in "Số: …/BC-UBND".
  add column symbol text,
  -- địa danh before the date.
  add column place text,
  -- TM., KT., TL. and the office of whoever signs, a line each.
  add column signer_titles text[] not null default '{}';

-- A line of sổ nhật ký phát thanh by hand, for stations that send no receipts (FM, wired) and for what receipts do not tell. Never changed;
-- a later line may correct or cancel it.
create table log_entries (
  id uuid primary key,
  -- The commune whose book it stands in.
  unit_id uuid not null references units,
  -- Station or place, in words; null: the commune's loudspeakers as a whole.
  station text,
  began_at timestamptz not null,
  ended_at timestamptz not null,
  content text not null,
  source text not null check (source in ('own', 'collected', 'from-above', 'contributor', 'relay')),
  language text,
  reader text,
  approver text,
  reason text not null,
  author_id uuid not null references users,
  made_at timestamptz not null,
  corrects uuid unique references log_entries,
  -- The corrected line was written by mistake: nothing was on the air.
  cancels boolean not null default false,
  check (ended_at > began_at),
  check (not cancels or corrects is not null)
);
create index log_entries_unit on log_entries (unit_id, began_at);
create function refuse_log_entry_change() returns trigger language plpgsql as $$
begin
  raise exception 'lines of the log book are never changed';
end $$;
create trigger log_entries_immutable before update or delete on log_entries for each row execute function refuse_log_entry_change();

-- What is paid for a part in an item, from a day to a day, with the decision that says so. Where there is none, nothing is printed.
create table royalty_rates (
  id uuid primary key,
  -- The nearest unit above a bulletin's that has a rate counts.
  unit_id uuid not null references units,
  part text not null check (part in ('author', 'editor', 'translator', 'reader', 'technician')),
  -- null: for every genre that has no rate of its own.
  genre text check (genre in ('news', 'article', 'report', 'notice', 'song')),
  -- The amount is for each item, or for each minute of sound that was begun.
  per text not null check (per in ('item', 'minute')),
  dong bigint not null check (dong between 1 and 100000000),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  source text not null,
  made_by uuid not null references users,
  made_at timestamptz not null,
  exclude using gist (
    unit_id with =, part with =, (coalesce(genre, '')) with =, daterange(valid_from, valid_to, '[)') with &&)
);
