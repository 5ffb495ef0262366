-- rule: status_follows_stances
-- severity: critical
-- why: the status of a demand is derived from the stances, never set apart from them
with claimants as (
    select distinct demand_id, party_id from stances where stance in ('made', 'offered')
),
-- whose answer decides: the addressees; any other party for an offer, or where nobody is addressed
deciding as (
    select stances.*,
        (demand_id, party_id) in (select (demand_id, party_id) from demand_addressees)
        or ((kind = 'offer' or demand_id not in (select demand_id from demand_addressees))
            and (demand_id, party_id) not in (select (demand_id, party_id) from claimants)) as decides
    from stances join demands using (demand_id)
),
answers as (
    select demand_id,
        bool_or(stance = 'rejected') as rejected,
        bool_or(stance = 'accepted') as accepted,
        bool_or(stance = 'withdrawn') as withdrawn,
        bool_or(stance = 'fulfilled') as fulfilled,
        bool_or(stance in ('rejected', 'accepted') and decides) as decided
    from deciding group by demand_id
),
-- another text has it made again after it was fulfilled, or has a party think again
reopened as (
    select distinct demand_id
    from deciding as before join deciding as after using (demand_id)
    where before.document_id <> after.document_id and (
        (before.stance = 'fulfilled' and after.stance in ('made', 'offered'))
        or (before.stance in ('rejected', 'accepted') and after.stance in ('accepted_conditionally', 'undecided')
            and before.party_id = after.party_id)
    )
)
select 'demands' as table_name, demand_id as record_id, 'the status is ' || status || ', but the stances are '
    || coalesce(nullif(concat_ws(', ', if(rejected, 'rejected', null), if(accepted, 'accepted', null),
        if(withdrawn, 'withdrawn', null), if(fulfilled, 'fulfilled', null)), ''), 'none that answers it') as problem
from demands left join answers using (demand_id)
where not coalesce(case status
    when 'open' then not (decided or fulfilled) or demand_id in (select demand_id from reopened)
    when 'rejected' then rejected
    when 'accepted' then accepted
    when 'withdrawn' then withdrawn
    when 'fulfilled' then fulfilled
    when 'contested' then rejected and (accepted or fulfilled)
end, status = 'open')
