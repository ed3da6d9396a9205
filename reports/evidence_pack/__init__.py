"""The auditor's evidence pack: a report with everything behind it, in one zip that is written as it is sent."""
