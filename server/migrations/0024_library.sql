-- kho nhạc: chimes, cuts and songs of a unit, usable in it and in every unit below it. What was put in is never changed: to say
-- something else of its owner or licence it is retired and put in again.
create table library_items (
  id uuid primary key,
  unit_id uuid not null references units,
  kind text not null check (kind in ('chime', 'cut', 'song')),
  title text not null check (char_length(title) between 1 and 200),
  owner text not null check (char_length(owner) between 2 and 200),
  licence text not null check (char_length(licence) between 2 and 300),
  original_sha256 text not null references media,
  state text not null check (state in ('making', 'ready', 'failed')),
  problem text,
  sha256 text references media,
  mp3_sha256 text references media,
  master_sha256 text references media,
  bytes bigint,
  duration_ms integer,
  peaks smallint[] not null default '{}',
  added_by uuid not null references users,
  added_at timestamptz not null,
  finished_at timestamptz,
  retired_by uuid references users,
  retired_at timestamptz,
  check (state <> 'ready' or (sha256 is not null and mp3_sha256 is not null and bytes > 0 and duration_ms > 0)),
  check ((retired_by is null) = (retired_at is null))
);
create index library_items_standing on library_items (unit_id) where retired_at is null;
create index library_items_making on library_items (added_at) where state = 'making';
create index library_items_sound on library_items (sha256);

create function refuse_library_change() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - array['retired_by', 'retired_at']) is distinct from (to_jsonb(old) - array['retired_by', 'retired_at'])
    or old.retired_at is not null then
    raise exception 'what is in the library is never changed, only retired';
  end if;
  return new;
end $$;
create trigger library_items_immutable before update on library_items for each row when (old.state <> 'making')
  execute function refuse_library_change();
