# Words that many screens share. One word, one act, everywhere (design.md 1).

## The guest's money: the word on every screen about money.
money-held = HELD
money-not-held = NOT HELD
money-not-known-yet = NOT KNOWN YET
# A twin for the colour: what the word means must not hang on colour alone.
money-held-symbol = +
money-not-held-symbol = -
money-not-known-yet-symbol = ?

## What a hold is now.
state-waiting = waiting for guest
state-held = held
state-settled = settled
state-not-held = not held
state-unclear = not known yet
state-attention = needs a person

## Requests, as nouns.
kind-hold = Hold
kind-cancel = Undo
kind-capture = Charge
kind-release = Release
kind-refund = Refund

## How far a request has come.
phase-planned = not sent yet
phase-sent = sent, no answer yet
phase-waiting = waiting for the guest
phase-working = Alipay still works on it
phase-answered = done, being confirmed
phase-done = done
phase-refused = refused
phase-dropped = never sent
phase-undone = undone

## What the terminal does next by itself.
next-inquire = next inquiry
next-last-inquiry = last inquiry, then undo
next-undo = undo
next-send-again = same request again
next-hand-over = call a person
next-drop = give up what never left

## How the wallet is reached.
way-scan = guest's code scanned
way-qr = QR code shown

## Sums of a hold.
# Before the sums, while anything is not known yet.
sum-proven = Proven:
# Amounts without their currency, which stands in front.
sum-line = { $currency } { $held } held = { $captured } charged + { $released } released + { $left } still held

## Who and where.
room-named = Room { $room }
count-holds = { $count ->
    [one] { $count } hold
   *[other] { $count } holds
}
