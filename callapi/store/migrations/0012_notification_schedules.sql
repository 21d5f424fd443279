-- Outside its schedule a notification is not sent (Data API spec 5.1); null: always.
alter table notification_settings add column schedule_id bigint references schedules;
create index notification_settings_schedule on notification_settings (schedule_id);
