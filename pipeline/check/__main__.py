"""`python -m pipeline.check` writes the files that are derived from the schema anew: `suites/*.json` and two rules."""

from pipeline.check.rules import write_derived_rules
from pipeline.check.suites import write_suites

write_suites()
write_derived_rules()
