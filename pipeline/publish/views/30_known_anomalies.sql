-- view: known_anomalies
-- about: Records that people flagged as known anomalies, the column in question, why and by whom
select
    record_id, column_name, value_after as value, correction_reason as reason,
    corrected_by, corrected_on
from corrections
where action = 'flag'
order by record_id, column_name
