# Reports: what became of money, by act and by person.

report-span = { $from } to { $to }
report-act = Act
report-by = By
report-count = Count
report-amount = Amount
report-held = Held
report-charged = Charged
report-released = Released
report-refunded = Refunded
report-agreed = { $time }  Room { $room }  { $by } wanted to { $what }, { $other } agreed: { $why }
report-alone = { $time }  Room { $room }  { $by } wanted to { $what } and agreed alone: { $why }
report-now-held = Held ({ $count }): { $amount }
report-now-unknown = Not known yet: { $count }
report-now-attention = Needs a person: { $count }
report-now-countersign = To be countersigned: { $count }
report-now-nothing = Nothing is held and nothing is open.
report-head = Journal head: { $hash }, entry { $seq }
report-now = How it stands now:
