-- Who approves in which order, as data: by the level of the unit in whose name it speaks and by class.
create table approval_routes (
  unit_level smallint not null check (unit_level between 0 and 3),
  class text not null check (class in ('normal', 'priority')),
  step smallint not null check (step between 1 and 5),
  name text not null,
  roles text[] not null check (cardinality(roles) > 0),
  primary key (unit_level, class, step)
);
insert into approval_routes (unit_level, class, step, name, roles)
select level, class, step, name, roles
from (values
  (0, 1, 'Ban biên tập thẩm định', array['editorial-board']),
  (0, 2, 'Ban biên tập duyệt', array['editorial-board']),
  (1, 1, 'Ban biên tập thẩm định', array['editorial-board']),
  (1, 2, 'Ban biên tập duyệt', array['editorial-board']),
  (2, 1, 'Lãnh đạo xã duyệt', array['commune-leader']),
  (3, 1, 'Lãnh đạo xã duyệt', array['commune-leader'])
) as route (level, step, name, roles)
cross join (values ('normal'), ('priority')) as classes (class);

-- giờ không phát and the longest item, by unit; the nearest unit above that has a row counts. The row without a unit is the house's own.
create table broadcast_rules (
  unit_id uuid references units,
  quiet_from time not null,
  quiet_to time not null,
  longest_item_ms integer not null check (longest_item_ms between 1000 and 7200000),
  -- Decision that sets them, where there is one; nothing unverified is printed as law.
  source text,
  unique nulls not distinct (unit_id)
);
insert into broadcast_rules (unit_id, quiet_from, quiet_to, longest_item_ms, source) values (null, '21:30', '05:00', 1200000, null);

-- đề nghị phát: exactly what is approved. The canonical text is what was hashed; body is the same, readable by SQL.
create table requests (
  id uuid primary key,
  bulletin_id uuid not null references bulletins,
  revision text not null,
  unit_id uuid not null references units,
  author_id uuid not null references users,
  canonical text not null,
  body jsonb not null generated always as (canonical::jsonb) stored,
  digest text not null unique,
  state text not null check (state in ('waiting', 'approved', 'returned', 'withdrawn', 'expired')),
  submitted_at timestamptz not null,
  -- After this instant nothing of it could still be heard as asked.
  approve_by timestamptz not null,
  closed_at timestamptz,
  return_reason text,
  -- The order that its last approval makes bears this id, so that making it twice makes one.
  order_id uuid unique,
  foreign key (bulletin_id, revision) references revisions,
  check (digest = encode(sha256(convert_to(canonical, 'UTF8')), 'hex')),
  check ((state = 'approved') = (order_id is not null)),
  check ((state = 'returned') = (return_reason is not null))
);
create unique index requests_waiting on requests (bulletin_id) where state = 'waiting';
create index requests_unit on requests (unit_id, submitted_at desc);
create index requests_bulletin on requests (bulletin_id, submitted_at desc);

create function refuse_request_change() returns trigger language plpgsql as $$
begin
  if old.state <> 'waiting' then
    raise exception 'a closed request is never changed';
  end if;
  if (to_jsonb(new) - array['state', 'closed_at', 'return_reason', 'order_id'])
    is distinct from (to_jsonb(old) - array['state', 'closed_at', 'return_reason', 'order_id']) then
    raise exception 'what was submitted is never changed';
  end if;
  return new;
end $$;
-- A generated column is not yet computed in a BEFORE trigger; AFTER sees the whole row and still undoes the statement.
create trigger requests_immutable after update on requests for each row execute function refuse_request_change();

create table request_targets (
  request_id uuid not null references requests,
  unit_id uuid not null references units,
  primary key (request_id, unit_id)
);
create index request_targets_unit on request_targets (unit_id);

-- The route as it was when the request was submitted.
create table request_steps (
  request_id uuid not null references requests,
  step smallint not null,
  name text not null,
  roles text[] not null,
  primary key (request_id, step)
);

-- Proof that somebody listened: what their player says really sounded, never faster than the clock.
create table listenings (
  id uuid primary key,
  request_id uuid not null references requests,
  user_id uuid not null references users,
  began_at timestamptz not null,
  reported_at timestamptz,
  heard jsonb not null default '[]',
  heard_ms integer not null default 0,
  total_ms integer not null
);
create index listenings_request on listenings (request_id, user_id);

create table approvals (
  request_id uuid not null,
  step smallint not null,
  approver_id uuid not null references users,
  digest text not null references requests (digest),
  at timestamptz not null,
  channel text not null check (channel in ('screen', 'link', 'code', 'template', 'paper')),
  listening_id uuid references listenings,
  listened_ms integer not null,
  signature text,
  primary key (request_id, step),
  unique (request_id, approver_id),
  foreign key (request_id, step) references request_steps
);
create function refuse_approval_change() returns trigger language plpgsql as $$
begin
  raise exception 'approvals are never changed';
end $$;
create trigger approvals_immutable before update or delete on approvals for each row execute function refuse_approval_change();
