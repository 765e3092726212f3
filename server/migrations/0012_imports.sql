-- Files from which somebody takes the text of a bulletin: read by a job, kept some days, then forgotten with their files.
create table imports (
  id uuid primary key,
  unit_id uuid not null references units,
  sender_id uuid not null references users,
  -- As its sender calls the file.
  name text not null,
  format text not null check (format in ('docx', 'doc', 'pdf', 'photo')),
  original_sha256 text not null references media,
  state text not null check (state in ('making', 'ready', 'failed')),
  -- How many pages it has, once they were counted.
  pages smallint check (pages > 0),
  converted text check (converted in ('tcvn3', 'vni')),
  -- Code and parameters of the catalogue of errors.
  problem jsonb,
  created_at timestamptz not null,
  finished_at timestamptz,
  check ((state = 'making') = (finished_at is null)),
  check ((state = 'failed') = (problem is not null))
);
create index imports_created on imports (created_at);
create index imports_making on imports (created_at) where state = 'making';
create index imports_original on imports (original_sha256);

-- What was read so far, page by page, so that a job that is killed goes on where it was. An office file is one page without picture.
create table import_pages (
  import_id uuid not null references imports on delete cascade,
  page smallint not null check (page >= 0),
  text text not null,
  doubtful jsonb not null default '[]',
  picture_sha256 text references media,
  width integer,
  height integer,
  primary key (import_id, page),
  check (picture_sha256 is null or (width > 0 and height > 0))
);
create index import_pages_picture on import_pages (picture_sha256);
