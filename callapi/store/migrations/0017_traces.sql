-- Whoever is told of an event learns what trace it belongs to, where spans are recorded:
-- the `traceparent` of the step.
alter table events add column trace text;
alter table deliveries add column trace text;
