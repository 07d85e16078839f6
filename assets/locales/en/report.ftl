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
report-now-held = Now held ({ $count }): { $amount }
report-now-unknown = Now not known yet: { $count }
report-now-attention = Now needs a person: { $count }
report-now-countersign = Now to be countersigned: { $count }
report-now-nothing = Now nothing is held and nothing is open.
report-head = Journal head: { $hash }, entry { $seq }
