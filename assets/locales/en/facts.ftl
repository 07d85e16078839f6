# A hold's journal in plain words: its timeline and the journal screen.
# $kind is one of hold, cancel, capture, release, refund.

## What was wanted.
fact-opened = { $way ->
    [qr] Hold of { $money } wanted, by QR code
   *[scan] Hold of { $money } wanted, by payment code
}
fact-planned-capture = Charge of { $money } wanted, the rest goes back
fact-planned-capture-keep = Charge of { $money } wanted, the rest stays held
fact-planned-release = Release of { $money } wanted
fact-planned-release-remark = Release of { $money } wanted: { $remark }
fact-planned-refund = Refund of { $money } wanted
fact-planned-refund-reason = Refund of { $money } wanted: { $reason }

## What was sent. It may have arrived, or not.
fact-sending = { $kind ->
    [hold] Hold sent to Alipay
    [cancel] Undo sent to Alipay
    [capture] Charge sent to Alipay
    [release] Release sent to Alipay
   *[refund] Refund sent to Alipay
}
fact-sending-again = { $kind ->
    [hold] Same hold sent again, time { $attempt }
    [cancel] Same undo sent again, time { $attempt }
    [capture] Same charge sent again, time { $attempt }
    [release] Same release sent again, time { $attempt }
   *[refund] Same refund sent again, time { $attempt }
}

## What was decided here.
fact-undo-time-up = Time is up: the hold is being undone
fact-undo-stopped = Stopped at this desk: the hold is being undone
fact-dropped = { $kind ->
    [hold] Hold given up: nothing was ever sent
    [cancel] Undo given up: nothing was ever sent
    [capture] Charge given up: nothing was ever sent
    [release] Release given up: nothing was ever sent
   *[refund] Refund given up: nothing was ever sent
}
fact-handed-over = Handed to a person. Asking goes on

## Who said it, around what was said.
fact-from-reply = Alipay: { $news }
fact-from-inquiry = Alipay, when asked: { $news }
# What this terminal saw itself, with no word from Alipay.
fact-from-here = { $news }

## What was learned.
news-waiting = { $kind ->
    [hold] waiting for the guest
   *[other] still working on it
}
news-shown = QR code made, nothing held yet
news-held = held
news-held-on-credit = held on the guest's credit
news-captured = charged, number { $number }
news-rest-released = the rest went back, { $money }
news-released = released
news-refunded = refunded
news-cancelled-closed = undone, nothing had been held
news-cancelled-given-back = undone, what was held went back
news-closed = closed, nothing is held
news-absent = nothing known under this number
news-refused = { $kind ->
    [hold] no hold. { $why }
    [cancel] no undo. { $why }
    [capture] no charge. { $why }
    [release] no release. { $why }
   *[refund] no refund. { $why }
}
news-unknown = Result not known. { $why }
news-not-sent = Nothing left this PC. { $why }
news-differs = { $theirs } still held, journal says { $ours }
news-agrees = the same sum as the journal again

## One word for a column.
fact-label-opened = New hold
fact-label-planned = Wanted
fact-label-sending = Sent
fact-label-reply = Reply
fact-label-inquiry = Inquiry
fact-label-here = This PC
fact-label-undo = Undo
fact-label-dropped = Given up
fact-label-handed-over = Person

fact-ordered = Wanted by { $by }
fact-ordered-approved = Wanted by { $by }, agreed by { $other }: { $why }
fact-ordered-noted = Wanted by { $by }, agreed by { $other }: { $why }, "{ $note }"
fact-ordered-alone = Wanted and agreed by { $by } alone: { $why }
fact-ordered-alone-noted = Wanted and agreed by { $by } alone: { $why }, "{ $note }"
fact-countersigned = Countersigned by { $by }
fact-changed = Stay changed to: { $stay }
fact-shift-opened = { $count ->
    [0] Shift { $number } opened, { $by }
   *[other] Shift { $number } opened, { $by }, signed for: { $count }
}
fact-shift-closed = Shift { $number } closed, { $by }: Z report { $z }
fact-day-rolled = Business day { $day } ended, { $by }
fact-agreed = { $said }; { $other } agreed
fact-label-shift = Shift
fact-label-day = Day
fact-label-changed = changed
fact-label-ordered = by whom

## Why a supervisor agreed.
why-guest-asked = the guest asked for it
why-wrong-amount = the amount was wrong
why-wrong-room = the room was wrong
why-stuck = it was stuck
why-complaint = a complaint
why-other = another reason
