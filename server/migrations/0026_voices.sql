-- Which machine voice a unit uses where nobody asks for another; that of the nearest unit above counts where it has none.
create table voice_defaults (
  unit_id uuid primary key references units,
  voice text not null,
  chosen_by uuid not null references users,
  chosen_at timestamptz not null
);

-- giọng máy that a person of the unit has heard and accepted for real loudspeakers. Holds for the unit and its villages until it is taken back.
create table voice_acceptances (
  id uuid primary key default gen_random_uuid(),
  unit_id uuid not null references units,
  voice text not null,
  accepted_by uuid not null references users,
  accepted_at timestamptz not null,
  ended_by uuid references users,
  ended_at timestamptz,
  check ((ended_by is null) = (ended_at is null))
);
create unique index voice_acceptances_standing on voice_acceptances (unit_id, voice) where ended_at is null;

-- The voice by its id; `voice` is its name at that time. Sounds of before were read by the bundled northern one.
alter table sounds add column voice_id text check (voice_id is null or origin = 'machine');
