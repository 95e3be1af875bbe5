"""Update rules: one short file for each function, holding one `RULE`."""
