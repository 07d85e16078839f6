# Shifts, business days, X and Z reports, the night audit.

house-day = Business day { $day }
house-shift = Shift { $number }, open since { $time }, { $by }
house-no-shift = No shift is open.
house-unnamed = nobody named
x-title = X REPORT: so far, nothing ends by it
z-title = Z REPORT { $number }
z-title-copy = Z REPORT { $number }  COPY
z-shift = Shift { $number }, business day { $day }
z-opened = Opened { $time }, { $by }
z-closed = Closed { $time }, { $by }
z-agreed = { $other } agreed: { $why }
z-then = How it stood when it closed:
z-none = No shift was ever closed.
audit-title = NIGHT AUDIT of { $day }
audit-in-house-without-hold = In house, or departure to come: nothing held; owed where it is known
audit-departed-with-hold = Not in house, or day of departure reached: still held
audit-below-bill = Held below the bill, by so much
audit-unclear = Not known yet
list-none = Without a list from the hotel: who is in house is known from holds only.
list-read = With the hotel's list of { $time }, guests: { $guests }
list-not-read = THE HOTEL'S LIST COULD NOT BE READ: { $why }
list-file = { $why }
list-too-long = it is too long
list-not-utf8 = it is not in UTF-8
list-no-rooms = no column of it is called "room"
list-old = THE LIST IS OLDER THAN THE BUSINESS DAY
audit-others = { $count } more whom only the hotel's own list names
list-twice = two columns of it have the same meaning
list-empty = nobody is in it
list-row = row { $row } is no row of CSV
list-departure = row { $row }: the departure is no date such as 2026-01-15
list-balance = row { $row }: the balance is no amount such as 1234.50

right-shift = open or close a shift
right-force-close = close a shift that somebody else has
right-roll-day = end the business day

refusal-no-shift = No shift is open
refusal-no-shift-do = Open one on the shift's page (home screen), or by command.
refusal-shift-open = A shift is open already
refusal-shift-open-do = Close it first.
refusal-no-shift-open = No shift is open, so none can be closed
refusal-no-shift-open-do = There is nothing to close.
refusal-own-shift = Nobody hands a shift over to themselves
refusal-own-shift-do = Name somebody else, or close this shift and open one.
refusal-not-signed = Hold { $hold } is not known yet, and nobody signs for it
refusal-not-signed-do = Look at it, then sign for it.
refusal-no-such-day = The business day cannot become that one
refusal-no-such-day-do = Name a later day, tomorrow at most.
finding-house = Entry { $seq } of { $terminal }: { $what }.

## The screen.
key-shift = Shift
key-shift-help = Shift and business day: X and Z reports, night audit
key-open-shift = Open shift
key-open-shift-help = Take the counter
key-close-shift = Close shift
key-close-shift-help = End the shift with its Z report
key-sign = Sign
key-sign-help = Take this one over: I have looked at it
key-reports = Reports
key-reports-help = Z reports of before as copies, and reports on any days
key-audit = Night audit
key-audit-help = The lists at the end of the day, and its end
key-roll-day = End the day
key-roll-day-help = The next business day begins
about-shift = The shift so far, and the business day. Nothing ends by looking.
about-open-shift = Whoever begins signs for everything that is not known yet, one by one.
about-close-shift = The Z report is numbered and never changes. What is held stays held.
about-reports = Every Z report there was, as a copy; and reports on any days.
about-paper = A page. It can be kept as a file.
about-audit = What the next day should not begin with unseen. Then the day ends.
shift-title = Shift and day
shift-loading = Counting in the journal.
open-shift-title = Open a shift
open-shift-none = Everything is clear. Nothing has to be signed for.
open-shift-sign = Not known yet. Look at each, then sign for it:
open-shift-held = { $count ->
    [one] 1 hold is taken over: { $amount }
   *[other] { $count } holds are taken over: { $amount }
}
open-shift-look = { $count ->
    [one] 1 needs a look: { $key } on the home screen
   *[other] { $count } need a look: { $key } on the home screen
}
open-shift-signed = signed
open-shift-go = { $key } opens the shift.
hand-over-title = Hand over the shift
hand-over-next = Whoever takes over:
hand-over-effect = This shift ends with Z report { $number }, and the next one begins.
key-hand-over = Hand over
key-hand-over-help = End this shift and begin the next one, with the other's PIN
about-hand-over = The next one signs for what is not known yet, and gives number and PIN.
close-shift-title = Close the shift
close-shift-effect = The shift ends, with Z report { $number }.
close-shift-other = { $name } has opened it: it is not yours.
close-shift-unclear = { $count ->
    [one] 1 hold is not known yet: the next shift signs for it.
   *[other] { $count } holds are not known yet: the next shift signs for each.
}
close-shift-held = What is held stays held.
reports-title = Z reports
days-title = Report on days
days-kind = Days
days-calendar = of the calendar, from midnight to midnight
days-business = business days, from one night audit to the next
days-first = First
days-last = Last
days-hint = Such as 2026-01-15; -1 is the day before this one.
days-shape = A day is written such as 2026-01-15, or -1 for the day before.
days-backwards = The first day is after the last one.
days-none = There was no such business day.
key-days = Any days
key-days-help = A report on any days
key-other-days = Kind of days
key-other-days-help = Days of the calendar, or business days
about-days = What became of money on some days, by act and person.
paper-title = Z report { $number }, a copy
audit-screen-title = Night audit
roll-early = Business day { $day } has begun already. It ends on that day, or later.
roll-effect = Business day { $from } ends. What comes next counts as { $to }.
roll-done = Business day { $day } has begun.
