# Scanners: how it is with them, what to do about it, and trying one out.

## The title of every screen. At most 18 columns, and 9 in a narrow window.
scanner-reading = { $count ->
    [one] + Scanner ready
   *[other] + { $count } scanners
}
scanner-reading-short = + Scanner
scanner-opening = ~ Scanner starting
scanner-opening-short = ~ Scanner
scanner-not-allowed = ! Scanner blocked
scanner-not-allowed-short = ! Scanner
scanner-broken = ! Scanner not read
scanner-broken-short = ! Scanner
scanner-keyboard = + Keyboard scanner
scanner-keyboard-short = + Scanner
scanner-not-found = - No scanner
scanner-not-found-short = - No scan

## While a form waits for a scan.
scanner-gone = The scanner was unplugged.
scanner-came = The scanner is ready.
scanner-lost = The scanner is not read any more. { $key } says why.

## A scan that does nothing.
no-scan-here = Nothing is scanned here. Nothing was sent.
no-scan-covered = Go back to the form first, then scan again. Nothing was sent.
no-scan-early = This scan came before the form was ready. Scan again.
no-scan-keyboard = Scans by keyboard are switched off in the settings. Nothing was sent.
find-no-code = This may be a payment code, so it is not searched for.

## Check-in: how the guest's code gets here.
check-in-then-else = Then show a QR code, or type the payment code. No scanner is ready.
check-in-by-scanner = The scanner is ready.
check-in-by-opening = The scanner is starting. One moment.
check-in-by-keyboard = The scanner types like a keyboard: keep this window in front.
check-in-ready-blocked = Ready, but the scanner is blocked
check-in-by-blocked = This user may not read the scanner: { $key } says what to do.
check-in-ready-broken = Ready, but the scanner is not read
check-in-by-broken = The scanner cannot be read: { $key } says what to do.
check-in-ready-none = Ready, but no scanner is found
check-in-by-none = Or plug a scanner in: { $key } says more. One that types is heard already.
check-in-odd-kind = Sent, but payment codes are no { $kind }: look at the phone.

## The set-up.
scanners-title = Scanners
scanners-looking = Looking for scanners.
scanners-none = No scanner is found. Plug one in: it is listed here within a second.
scanners-none-keyboard = One in keyboard mode may not be listed, and is heard all the same.
scanners-trial = Try it out: nothing scanned here is used
scanners-try = Scan anything: what arrives is shown here.
scanners-try-low = Scan anything. Nothing is used here.
scanners-good = An Alipay payment code: it would be taken
scanners-length = { $count ->
    [one] { $count } character
   *[other] { $count } characters
}
scanners-millis = { $count } ms
scanners-pace = Keys: { $number } in { $took }, longest gap { $widest }
scanners-slow = A gap above { $longest } is taken for a hand's ([scanner] max_gap).

health-opening = ~ starting
health-reading = + read
health-typing = + types
health-not-allowed = ! not allowed
health-busy = ! in use elsewhere
health-broken = ! not read
health-unused = - left out

speaks-hid-pos = HID POS
speaks-serial = USB serial
speaks-keyboard = keyboard
speaks-grab = its keys
speaks-training = training
speaks-other = its own way

symbology-code-128 = Code 128
symbology-qr = QR code
symbology-ean = EAN or UPC
symbology-code-39 = Code 39
symbology-data-matrix = Data Matrix
symbology-pdf417 = PDF417
symbology-aztec = Aztec
symbology-other = other kind
symbology-unknown = kind not said

scanner-at = It is { $node }.
scanner-do-opening = It was plugged in a moment ago and is being opened.
scanner-do-reading = It is read, and its scans go to no other window.
scanner-do-typing = It types like a keyboard: it is heard only while this window is in front.
scanner-do-hid-pos = Better: scan the code "USB HID POS", or "USB COM", in the scanner's manual.
scanner-do-keyboard = As a keyboard it needs: layout US, Enter at the end, no ALT mode, no keypad.
scanner-is-not-allowed = It is found, but this user may not read it.
scanner-do-rule = Put this line into { $file }
scanner-do-reload = Then run: udevadm control --reload && udevadm trigger
    and plug the scanner in again.
scanner-do-dialout = Add this user to the group "dialout", then sign in to the computer again.
scanner-do-input = Add this user to the group "input", or set the scanner to HID POS.
scanner-is-busy = Another program has it.
scanner-do-busy = Close other tills and the maker's service (OPOS, CoreScanner).
    Then plug it in again.
scanner-is-broken = It cannot be read: { $why }
scanner-do-again = Plug it in again.
scanner-is-other = It speaks a way of its maker's own, which no till reads.
scanner-do-unused = The settings leave it out: see [scanner] in the settings file.
