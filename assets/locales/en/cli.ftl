# What the command line prints for a person. With --json nothing of this is printed.

## Columns of list and search.
cli-column-hold = Id
cli-column-room = Room
cli-column-guest = Guest
cli-column-state = State
cli-column-held = Held
cli-column-remaining = Still held
cli-column-opened = Opened

## Labels of show.
cli-label-guest = Guest
cli-label-booking = Booking
cli-label-money = Money
cli-label-state = State
cli-label-sum = Sum
cli-label-refunded = Refunded
cli-label-order = Order no.
cli-label-request = Request no.
cli-label-authorization = Authorization
cli-label-opened = Opened
cli-label-charges = Charges
cli-label-trouble = Trouble
cli-label-now = Now
cli-label-do = Do
cli-label-say = Say
cli-charge = { $money }, refunded { $refunded }, { $number }
cli-charge-open = { $money }: { $phase }

## When there is nothing.
cli-no-holds = No holds.
