-- Where an order counts, until when: its expiry, or the instant at which it ended. What stands in a unit is one range of this index, however
-- many years of ended orders lie behind it.
alter table order_targets add column until timestamptz;
update order_targets t set until = coalesce(o.ended_at, o.expires_at) from orders o where o.id = t.order_id;
alter table order_targets alter column until set not null;
drop index order_targets_unit;
create index order_targets_unit on order_targets (unit_id, until);

-- What the request approved, repeated here so that lists need not open its body.
alter table orders add column channels text[];
update orders o set channels = array(select jsonb_array_elements_text(r.body -> 'channels')) from requests r where r.id = o.request_id;
alter table orders alter column channels set not null;

create index area_stops_unit on area_stops (unit_id);
-- A page asks for a commune by its slug on a day; the exclusion's GiST index answers that ten times slower.
create index unit_periods_slug on unit_periods (slug);
-- Requests that were approved and whose order is not made yet are few.
create index requests_approved on requests (bulletin_id) where state = 'approved';
