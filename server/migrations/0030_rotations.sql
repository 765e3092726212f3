-- xoay vòng: requests that say the same bulletins, each in another order and in sessions of its own, submitted together.
create table rotations (
  request_id uuid primary key references requests,
  rotation_id uuid not null,
  -- Which order of how many, from 1.
  turn smallint not null check (turn >= 1),
  turns smallint not null check (turns >= turn),
  unique (rotation_id, turn)
);

create function refuse_rotation_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was submitted to take turns is never changed';
end $$;
create trigger rotations_immutable before update or delete on rotations for each row execute function refuse_rotation_change();
