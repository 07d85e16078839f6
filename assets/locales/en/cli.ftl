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

## doctor: what was looked at.
doctor-about-settings = Settings
doctor-about-keys = Keys
doctor-about-provider = Provider
doctor-about-clock = Clock
doctor-about-scanner = Scanner
doctor-about-journal = Journal
doctor-about-people = People
doctor-about-disk = Disk
doctor-about-screen = Screen
doctor-about-colours = Colours
doctor-about-characters = Characters
doctor-ok = good
doctor-warn = look
doctor-bad = BAD
doctor-do = Do: { $what }

## doctor: what was found, and what to do.
doctor-settings = mode { $mode }, from { $file }
doctor-settings-built-in = training, as built in: there is no settings file
doctor-currency = the provider takes no holds in { $currency }
doctor-currency-do = set hotel.currency to one that the contract names
doctor-keys = the key files can be read and go together
doctor-provider = a signed question came back with a signature that verifies
doctor-provider-not-reached = the gateway was not reached: { $what }
doctor-provider-not-reached-do = check the network, any firewall, and the setting gateway
doctor-provider-unclear = no clear answer ({ $code }) { $what }
doctor-provider-unclear-do = start doctor again; if it stays, show this to the provider's support
doctor-their-key = the reply's signature does not verify ({ $code })
doctor-their-key-do = copy "Alipay public key" from the same application's page in the console
doctor-their-certificate = the reply was signed with another certificate ({ $code })
doctor-their-certificate-do = download Alipay's certificate from the console again
doctor-our-key = the gateway does not know our key ({ $code })
doctor-our-key-do = upload the public key of merchant_private_key to this application
doctor-our-certificate = the gateway does not take our certificates ({ $code })
doctor-our-certificate-do = download all three certificates of this application again
doctor-app = the gateway does not know app_id ({ $code })
doctor-app-do = sandbox and live have different numbers: compare app_id, gateway and mode
doctor-app-off = the application is not in operation ({ $code })
doctor-app-off-do = put the application online in the provider's console
doctor-contract = the contract does not allow this ({ $code })
doctor-contract-do = sign the pre-authorization product for this application
doctor-address = the gateway does not take this network's address ({ $code })
doctor-address-do = add the hotel's public address to the application's list
doctor-time = the gateway does not take our time ({ $code })
doctor-time-do = let this computer set its clock from the network
doctor-encryption = content encryption is on for this application ({ $code })
doctor-encryption-do = switch it off in the provider's console
doctor-clock = agrees with the provider's to a minute
doctor-clock-off = differs from the provider's by { $by }
doctor-clock-off-do = let this computer set its clock from the network
doctor-scanner = { $name }, { $mode }, { $node }: { $state }
doctor-scanner-none = none is known here; one in keyboard mode looks like a keyboard
doctor-list-do = see in_house in config.toml for what it looks like
doctor-people = { $people } registered, { $supervisors } of them may agree
doctor-people-none = nobody registered: everybody may do everything
doctor-people-live = nobody is registered: everybody may do everything, and nobody is named
doctor-people-live-do = register a supervisor: counterpane staff add NUMBER --name NAME --supervisor
doctor-journal = { $entries } entries, each as it was written
doctor-journal-none = none yet: the first hold makes it
doctor-journal-damaged = { $findings } things are wrong with it; first: { $first }
doctor-journal-damaged-do = keep a copy of the file and go on from a backup
doctor-disk = { $megabytes } MB free
doctor-disk-full = only { $megabytes } MB free
doctor-disk-full-do = free some space on the journal's disk
doctor-screen = { $columns } columns, { $rows } rows
doctor-screen-small = { $columns } columns, { $rows } rows; made for 80 and 24
doctor-screen-small-do = make the window larger or its letters smaller
doctor-screen-none = there is no terminal here
doctor-screen-none-do = start doctor in the window that the cashier uses
doctor-colours = all of them
doctor-colours-palette = 256, which is enough
doctor-colours-few = sixteen at most, or it does not say
doctor-colours-few-do = try a QR code with a phone, or set COLORTERM=truecolor
doctor-colours-none = none: NO_COLOR is set, or the terminal has none
doctor-colours-none-do = try a QR code with a phone; every word stands without colour
doctor-characters = UTF-8
doctor-characters-old = not UTF-8: names may come out wrong
doctor-characters-old-do = set LANG to a UTF-8 locale, such as C.UTF-8

## What commands say beside their result.
cli-hint-no-hold = Look for it with "counterpane search".
cli-backup-done = { $entries } entries are in { $file }, checked, head { $head }.
cli-head-none = The journal has no entry yet.
cli-verify-sound = The journal is whole: { $entries } entries, head { $head }.
cli-verify-at-noted = It ends with the entry that was noted.
cli-verify-since-noted =
    { $count ->
        [one] The noted entry is in it; one entry came since.
       *[other] The noted entry is in it; { $count } entries came since.
    }
cli-verify-damaged = The journal is not whole. Keep a copy of it and go on from a backup.
cli-qr-too-small = The QR code needs a window of { $columns } columns and { $rows } rows.
cli-qr-countdown = { $money }: the guest has { $seconds } s. Ctrl-C undoes it.

## Scanners: columns and words of scanner list and scanner test.
cli-column-scanner = Scanner
cli-column-number = USB
cli-column-mode = Mode
cli-column-node = Where
cli-mode-hid-pos = HID POS
cli-mode-serial = serial
cli-mode-keyboard = keyboard
cli-mode-grab = keyboard, taken
cli-mode-other = its maker's own
cli-scanner-opening = being opened
cli-scanner-reading = can be read
cli-scanner-typing = types
cli-scanner-not-allowed = NOT ALLOWED
cli-scanner-busy = IN USE
cli-scanner-broken = NOT READ
cli-scanner-unused = left alone

## Scanners: what to do. The names in quotes stand in a scanner's manual.
cli-scanner-none = No scanner is known here. One in keyboard mode looks like a keyboard.
cli-scanner-none-do = Plug one in, or try it: counterpane scanner test
cli-scanner-typing-do = works as it is. Better: scan the "HID POS" code of its manual
cli-scanner-rules-do = install the rules once, then plug it in again:
cli-scanner-group-do = put this user into its group, then log in again
cli-scanner-busy-do = close the other program that reads it; a terminal is one too
cli-scanner-broken-do = plug it in again, or scan "HID POS" from its manual
cli-scanner-other-do = scan the "HID POS" or "USB COM" code of its manual
cli-scanner-unused-do = the settings leave it out: scanner.sources, scanner.device

## scanner test.
cli-test-begin = Scan something. This ends after { $seconds } s.
cli-test-begin-keyboard = Scan something. Esc ends this, or { $seconds } s.
cli-test-state = { $name } { $number } { $mode } { $node }: { $state }
cli-test-gone = { $name }: unplugged
cli-test-scan = Scan: { $text } { $kind } { $aim } { $source } { $name } { $time } ms
cli-test-garbled = No scan: { $what }
cli-test-nothing = Nothing was scanned.
cli-kind-payment = Alipay payment code
cli-kind-payment-unusual = Alipay payment code of an unusual length
cli-garbled-half = half a code came, and the rest did not
cli-garbled-short = a report was shorter than the scanner says
cli-garbled-too-long = longer than any code
cli-garbled-mixed = parts of two codes, or more than can be read
cli-garbled-alt-mode = the scanner is in ALT mode: switch it off by its manual
cli-garbled-keypad = the scanner uses the keypad: switch that off by its manual

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

## A file of keys, or the journal, that others on this PC can get at.
refusal-exposed-readable = Others on this PC can read { $file } (mode { $what })
refusal-exposed-readable-do = Run: { $command }
refusal-exposed-writable = Others on this PC can change or replace what is in { $file } (mode { $what })
refusal-exposed-writable-do = Run: { $command }
refusal-exposed-foreign = { $file } belongs to another user of this PC (number { $what })
refusal-exposed-foreign-do = Run: { $command }
