-- Which virtual number a contact is shown whom a line calls (Data API 2.8, Call API 3.0.4).

alter table sip_lines
    add column number_rule text not null default 'fixed' check (number_rule in (
        'fixed', 'random', 'fixed_for_numa', 'regional_random', 'regional_fixed_for_numa'));
