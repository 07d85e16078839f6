# Words of the screens.

program-name = Counterpane
mode-training = TRAINING
mode-training-mark = TRAINING - no real money
mode-sandbox = SANDBOX
mode-sandbox-mark = SANDBOX - test money
needs-size = Needs { $size }
alarm-journal-down = JOURNAL DOWN - NOTHING IS SENT
failed-here = This terminal could not do it: { $why }
say-to-guest = Say: "{ $words }"

age-minutes = { $count } min
age-hours = { $count } h
age-days = { $count } d

## Home.
home-title = Today
home-attention = Needs a person
home-waiting = Waiting
home-held = Held, by room
home-done = Done
home-in-flight = on its way { $time }
home-next = { $step } { $time }
home-leaves = { $age }, leaves { $day }
home-leaves-today = { $age }, leaves today
home-left = { $age }, DUE { $day }
home-checking = Asking Alipay about every open hold.
home-scan-early = Fill in room and amount first, then scan a fresh code.
home-empty-title = Nothing is held yet
home-empty-what = A deposit is held in the guest's Alipay wallet at check-in.
    At check-out you charge the bill, and the rest goes back.

## Check-in.
check-in-title = Check in
form-departure = Departure
form-amount = Amount
form-room-hint = must be there
form-departure-hint = 2026-12-31, or +3 nights
form-room-missing = The room is missing.
form-code = A payment code does not belong here. Clear it: Ctrl+U.
form-amount-missing = The amount is missing.
form-amount-shape = The amount is not a number such as 500.00.
form-amount-digits = The amount has more decimals than { $currency } has.
form-amount-zero = The amount must be above zero.
form-departure-shape = The departure is no date: 2026-12-31, or +3.
form-departure-past = The departure is in the past.
check-in-missing = Not ready yet
check-in-then = Then scan the guest's payment code, or show a QR code.
check-in-scan-again = Nothing was sent. Ask the guest to refresh the code, then scan again.
check-in-ready = Ready: scan now
check-in-what = { $amount } will be held for room { $room }. Nothing is paid yet.
check-in-scan-now = Ask the guest for "Pay" in Alipay, and scan that code.
check-in-sending-title = On its way
check-in-sending = Written in the journal first, then sent. Do not scan again.
check-in-already = This hold is on its way already. Do not scan again.
check-in-failed = This terminal could not do it
code-title = Type the payment code
code-label = Code:
code-what = Type the digits below the code on the guest's phone.

## Training's guests.
guests-title = Guests
guests-intro = Choose who stands at the counter. The star marks who is there now.
guests-here = At the counter: { $guest }

## Waiting.
waiting-title = Room { $room }: hold
waiting-starting = One moment.
waiting-not-sent = The request is being prepared
waiting-sent = The request is on its way to Alipay
waiting-guest = The guest confirms in Alipay
waiting-guest-do = Ask for the password on the phone. Do not scan again.
waiting-guest-say = Please confirm the deposit in your Alipay app.
waiting-unclear = No answer from Alipay yet
waiting-unclear-do = Keep the guest here, and do not scan again.
waiting-unclear-say = One moment please, I am checking with Alipay.
waiting-undoing = The request is being undone
waiting-undoing-do = Wait until it is clear. Do not scan again before.
waiting-undoing-say = One moment please, I am taking it back.
waiting-in-flight = On its way to Alipay for { $time }
waiting-next = Waiting: { $step } in { $time }
waiting-limit = The wait ends in { $time }, then it is undone.
waiting-inquiries = { $count ->
    [0] Not asked again yet
    [one] Asked once so far
   *[other] Asked { $count } times so far
}
waiting-no-scan = This hold is on its way. Press Esc before the next guest.
stop-title = Stop waiting and undo?
stop-what = An undo of { $amount } is sent. If Alipay held it, all of it goes back.
stop-or = Or go back: it goes on as before.
outcome-held = { $amount } is held for room { $room }.
outcome-held-next = Nothing is paid yet. At check-out you charge the bill.
outcome-not-held = Nothing is held for room { $room }.
outcome-not-known = Nobody knows yet whether anything is held for room { $room }.
outcome-not-known-next = Do not scan again. Check now, or call a supervisor.
outcome-not-held-next = Check in again for a new attempt, or take another means.
qr-training = In training the guest scans it without being asked.
qr-scan-this = Ask the guest to scan this code with Alipay.
qr-too-small = The window is too small for the QR code
qr-too-long = Alipay's code does not fit any QR code

## Leaving, help, the journal.
leave-title = Leave?
leave-open = A request is not settled yet
leave-again = If you leave now, it is asked again at the next start. Nothing is lost.
help-title = Help
help-money = While it says NOT KNOWN YET the terminal is asking: do not scan again.
help-version = Counterpane { $version }
journal-down-title = Journal
journal-down-headline = The journal cannot be written
journal-down-money = Nothing is sent until it can. What is held stays held.
journal-down-do = Free some space or mend the disk. Call a supervisor.
    It is tried again by itself.
journal-down-why = Why: { $why }
journal-down-over = The journal can be written again.
