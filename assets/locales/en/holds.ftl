# A hold's page, its forms, find and the journal.

## A hold.
hold-title = Room { $room }: hold
hold-title-none = Hold
hold-loading = Looking in the journal.
hold-gone = This hold is not in the journal of this terminal.
hold-checking = Asking Alipay now.
hold-unanswered = Alipay did not answer the check. This is what was proven before.
hold-activity = { $kind } of { $amount }: { $phase }
hold-in-flight = waiting for Alipay's answer, { $time }
hold-charge = Charged { $amount }  { $number }
hold-charge-refunded = Charged { $amount }, refunded { $refunded }  { $number }
hold-departure = Departure { $what }.
hold-bill = Bill so far { $what }.
hold-kept = Kept until { $what }.
form-occupied = { $amount } is held in that room for { $guest }.
hold-ends = By your contract Alipay gives it back on { $day }.
hold-no-end = No end by itself is known: charge it, or release it.
hold-others-unclear = { $count ->
    [one] This stay has another hold; what is held over both is not known yet.
   *[other] This stay has { $count } other holds; what is held over all is not known yet.
}
hold-others = { $count ->
    [one] This stay has another hold; still held over both: { $amount }
   *[other] This stay has { $count } other holds; still held over all: { $amount }
}
hold-can-charge = Charge: the guest pays the bill, up to { $remaining }
hold-can-release = Release: up to { $remaining } goes back, nothing is charged
hold-can-refund = Refund: up to { $refundable } of what was charged goes back
hold-can-undo = Undo: nothing of { $asked } stays held
hold-can-check = Check now: asks Alipay, moves no money
hold-can-hold-again = Check in: another hold for this stay
hold-asked = asked { $amount }
hold-timeline = What happened, the latest first

## What every form says.
form-confirm = Please check: { $key } does it now
form-sent = On its way. You may leave this screen.

## Charge.
charge-title = Charge
charge-amount = The bill
charge-rest = The rest
charge-release-rest = goes back to the guest now
charge-keep-rest = stays held
charge-intro = Type the whole bill. It may be above what is held.
charge-pays = Guest pays { $amount }.
charge-rest-goes = { $rest } goes back now.
charge-rest-stays = { $rest } stays held. You must charge or release it later.
charge-nothing-left = Nothing stays held.
charge-amount-again = To charge
charge-before = { $before } is charged already: type what is still to be charged.
charge-in-all = With { $before } charged before, the guest pays { $total } in all.
charge-noted = The noted bill is { $bill }: { $left } of it is not charged yet.
charge-rest-until = { $rest } stays held until { $day }, for late charges.
charge-owed = { $owed } is left to pay another way.
charge-second-hold = Or press { $key } for a second hold of this stay.
charge-on-credit = This hold stands on credit: Alipay can still say no.

## Release.
release-title = Release
release-amount = Amount
release-remark = Guest reads
release-remark-default = Deposit returned, room { $room }
release-goes = { $amount } goes back to the guest. Nothing is charged.
release-left = { $left } stays held.
release-all = Nothing stays held: the hold ends.

## Refund.
refund-title = Refund
refund-amount = Amount
refund-reason = Reason
refund-charge = Charged { $charged }, can be refunded { $left }  { $number }
refund-intro = Type the amount that the guest gets back.
refund-goes = Guest gets { $amount } back.
refund-left = Of this charge { $left } stays paid.
refund-no-hold = A refund is not held again.

## Undo.
undo-title = Undo
undo-effect = An undo of { $amount } is sent to Alipay.
undo-effect-after = If Alipay held it, all of it goes back. You can then begin anew.

## Details.
details-title = Details
detail-wallet = Guest's wallet
detail-charge = Charge

## Find.
find-title = Find
find-label = Find
find-intro = Room, guest, booking or any number. Open, or settled since the start:
find-searching = Looking in the journal.
find-nothing = Nothing was found. Try a shorter part.

## Journal.
journal-title = Journal
journal-filter = Filter
journal-nothing = No entry has this.
journal-more = Newest first. Older ones come as you go down.
journal-all = Newest first. These are all.
entry-title = Journal entry { $seq }
entry-kind = Kind
entry-at = At
entry-utc = UTC
entry-hold = Hold
entry-hash = Chain

change-title = Change the stay
change-intro = No money moves. The guest reads in the wallet what stood there before.

stay-title = Room { $room }: stay
stay-left = { $amount } left
stay-short = { $amount } below the bill.
stay-extend = To extend: take a new hold first, then release the old one.
about-stay = All holds of one stay. Enter opens one of them.
about-check-out = One bill for all holds of a stay. Nothing moves before the second Enter.
check-out-title = Check out
check-out-intro = Type the whole bill. It is charged from the oldest hold first.
check-out-charge = Hold of { $day }: { $amount } of { $held } is charged.
check-out-release = Hold of { $day }: { $held } is released.
check-out-leave = Hold of { $day }: { $held } stays as it is.
check-out-working = Under way. You may leave: the terminal goes on.
check-out-charged = Charged: { $amount }.
check-out-settled = The bill is charged.
check-out-kept = { $amount } stays held for late charges.
check-out-still-held = { $amount } is still held. Release it, or charge it.
check-out-still = { $amount } is still held. Esc again leaves it so.
check-out-still-unclear = It is not known yet what became of it. Esc again leaves it so.
home-holds = { $count } holds
