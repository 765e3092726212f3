-- cơ quan, đơn vị
create table organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  kind text not null check (kind in ('department', 'committee', 'station', 'association')),
  unit_id uuid not null references units
);

create table users (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  organization_id uuid references organizations,
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- phân quyền: a role over a unit and everything below it, for a topic or for all.
create table grants (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users,
  role text not null check (role in ('administrator', 'department-editor', 'editorial-board', 'commune-officer', 'commune-leader', 'technician', 'viewer')),
  unit_id uuid not null references units,
  topic text,
  granted_by uuid references users,
  granted_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index grants_standing on grants (user_id, role, unit_id, coalesce(topic, '')) where ended_at is null;

-- Units in which a person holds one of the roles today, through any standing grant. Every list and every write is scoped by it.
create function granted_units(person uuid, roles text[])
returns setof uuid language sql stable as $$
  select distinct d.unit
  from grants g cross join lateral unit_descendants(g.unit_id) d
  where g.user_id = person and g.ended_at is null and g.role = any (roles)
$$;
