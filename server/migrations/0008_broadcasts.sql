-- khung giờ phát thanh: a unit's weekly slots.
create table timetable_slots (
  id uuid primary key default gen_random_uuid(),
  unit_id uuid not null references units,
  kind text not null check (kind in ('bulletins', 'relay')),
  title text not null,
  -- ISO weekdays, Monday 1 … Sunday 7
  weekdays smallint[] not null check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[] and cardinality(weekdays) > 0),
  from_time time not null,
  to_time time not null,
  stream text,
  ended_at timestamptz,
  check (to_time > from_time),
  check ((kind = 'relay') = (stream is not null))
);
create index timetable_slots_standing on timetable_slots (unit_id) where ended_at is null;

-- lịch phát: what the last approval of a request made. One request makes one order.
create table orders (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null unique references requests,
  bulletin_id uuid not null references bulletins,
  unit_id uuid not null references units,
  title text not null,
  class text not null check (class in ('normal', 'priority', 'emergency')),
  -- standing, stopped (Dừng phát), recalled (thu hồi), refused (by the signer)
  state text not null default 'standing' check (state in ('standing', 'stopped', 'recalled', 'refused')),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references users,
  end_reason text,
  -- The commune's own order among colliding priority items.
  turn integer not null default 0
);
create index orders_bulletin on orders (bulletin_id);
create index orders_standing on orders (expires_at) where state = 'standing';

create table order_targets (
  order_id uuid not null references orders,
  unit_id uuid not null references units,
  primary key (order_id, unit_id)
);
create index order_targets_unit on order_targets (unit_id);

create table order_slots (
  order_id uuid not null references orders,
  at timestamptz not null,
  until timestamptz not null,
  primary key (order_id, at),
  check (until > at)
);
create index order_slots_at on order_slots (at);

-- Dừng phát by somebody who answers for an area but not for the item: it is silent there and goes on elsewhere.
create table area_stops (
  order_id uuid not null references orders,
  unit_id uuid not null references units,
  at timestamptz not null,
  stopped_by uuid not null references users,
  reason text not null,
  primary key (order_id, unit_id)
);

-- Signed documents of units. The newest version is the truth; older ones stay addressable while devices may still ask for them.
create table programmes (
  unit_id uuid not null references units,
  version bigint not null,
  issued_at timestamptz not null,
  sha256 text not null,
  jws text not null,
  primary key (unit_id, version)
);
