-- cách đọc: how a unit wants a word or a name said. It holds for the unit and everything below it; the nearest unit wins, and any
-- unit before the house's own list. A reading is never changed: it ends, and another begins.
create table readings (
  id uuid primary key,
  unit_id uuid not null references units,
  written text not null check (char_length(written) between 1 and 80),
  spoken text not null check (char_length(spoken) between 1 and 200),
  created_by uuid not null references users,
  created_at timestamptz not null,
  ended_by uuid references users,
  ended_at timestamptz,
  check ((ended_by is null) = (ended_at is null))
);
create unique index readings_in_force on readings (unit_id, lower(written)) where ended_at is null;
