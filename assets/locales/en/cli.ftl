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

## What commands say beside their result.
cli-hint-no-hold = Look for it with "counterpane search".
cli-backup-done = { $entries } entries are in { $file }, checked.
cli-verify-sound = The journal is whole: { $entries } entries, head { $head }.
cli-verify-damaged = The journal is not whole. Keep a copy of it and go on from a backup.
cli-qr-too-small = The QR code needs a window of { $columns } columns and { $rows } rows.
cli-qr-countdown = { $money }: the guest has { $seconds } s. Ctrl-C undoes it.

## What a check of the journal can find.
finding-file = The file itself: { $what }
finding-layout = Not as this program makes it: { $what }
finding-changed = Entry { $seq } of { $terminal } was changed.
finding-unlinked = Entry { $seq } of { $terminal } does not follow the one before it.
finding-repeated = Entry { $seq } of { $terminal } is there twice or out of order.
finding-gap = Something was taken out before entry { $seq } of { $terminal }.
finding-missing = Entries { $from } to { $to } of { $terminal } are missing.
finding-unreadable = Entry { $seq } of { $terminal } cannot be read: { $what }
finding-contradiction = The entries of hold { $hold } contradict each other: { $what }
finding-projection = What is shown of hold { $hold } is not what its entries say.
finding-index = The search index is not that of the entries.
finding-cut = The entry { $head } is not there: the end was cut off, or this is another journal.

## Full screens before the terminal can start.
fatal-settings = The terminal cannot start
fatal-key = Press any key to leave.
