# What a person should look at, cases, and the sheet for the provider's support.

key-attention = Attention
key-attention-help = What a person should look at, and why
key-case = Case
key-case-help = The case: all numbers, and what was asked and answered
key-close-case = Close
key-close-case-help = Close the case by hand: a proof and two names
key-save = Save
key-save-help = Write this page into a file
about-attention = Everything that needs a person. Enter opens the hold with all that can be done.
about-case = All that Alipay's support asks for. Asking goes on until the case is closed.
about-close-case = Only where Alipay itself has said what became of it. Two people sign.
hold-can-case = Case: the sheet for Alipay's support, and closing by hand

## The list.
attention-title = Attention
attention-none = Nothing needs you. Every hold is clear and in time.
attention-count = { $count ->
    [one] 1 to look at
   *[other] { $count } to look at
}
attention-checking = Check of everything: { $done } of { $all } done
attention-checked = The check of all { $all } is over.
concern-case = case { $number }, a person must act
concern-unclear = not known yet, being asked
concern-countersign = to be countersigned
concern-ends-first = goes back { $day }, before departure
concern-ends = goes back by itself { $day }
concern-left = departure was { $day }, still held
concern-kept = kept until { $day }, still held
concern-given-up = { $kind } never left, given up
concern-short = below the bill by { $amount }

## What to do about the chosen one.
concern-case-do = Check now. If it stays unclear, give Alipay's support the sheet.
concern-unclear-do = The terminal is at it. Wait for its result.
concern-countersign-do = Somebody agreed to their own act. Look at it, then countersign it.
concern-ends-first-do = Take a second hold now. When it is held, release this one.
concern-ends-do = Charge it, or take a new hold before that day.
concern-left-do = Charge the bill, or release it.
concern-kept-do = The day for late charges is over. Charge them, or release the rest.
concern-given-up-do = Nothing of it reached Alipay. Order it anew, if it is still wanted.
concern-short-do = Take a second hold of this stay for what is missing.

## What was tried.
tried-sent = { $count ->
    [one] Tried: { $kind } sent once, { $time }.
   *[other] Tried: { $kind } sent { $count } times, last { $time }.
}
tried-answer = Last answer { $time }: { $code }

## A case.
case-title = Case { $number }
case-title-none = Sheet
saved = Saved as { $path }
saved-both = Saved, the figures beside it as .csv: { $path }
sheet-title = CASE { $number }
sheet-title-none = HOLD
sheet-of = { $hotel }, terminal { $terminal }, written { $time }
sheet-stay = Room { $room }  { $guest }  { $booking }
sheet-open = Not known: { $kind } of { $amount }, since { $time }
sheet-differs = Alipay's books lack { $missing } of what this journal says is held.
sheet-differs-more = Alipay's books and this journal say different sums.
sheet-clear = Nothing of it is open.
sheet-numbers = Numbers
sheet-number-release = Release number
sheet-number-refund = Refund number
sheet-number-capture = Charge number
sheet-number-trade = Alipay's charge number
sheet-story = What was asked and answered
sheet-entry = entry { $seq }
sheet-request = number { $request }
sheet-code = code { $code }
sheet-trace = trace { $trace }
sheet-unsigned = not verified
sheet-words = Alipay's words: { $text }

## Closing it by hand.
close-title = Close the case
close-question = { $kind } of { $amount }: what has Alipay said?
close-question-differs = What has become of the { $missing } that Alipay no longer holds?
close-done = { $kind ->
    [hold] It is held. Alipay gave the authorization number.
    [cancel] It is still held: it was not undone.
    [capture] The guest was charged.
    [release] It went back to the guest.
   *[refund] The guest got it back.
}
close-not-done = { $kind ->
    [hold] Nothing is held, and nothing will be.
    [cancel] It was undone: nothing is held.
    [capture] The guest was not charged, and will not be.
    [release] It did not go back: it is still held.
   *[refund] The guest did not get it, and will not.
}
close-elsewhere = It went back to the guest outside this terminal.
close-number = Alipay's no.
close-proof = Proof
close-intro = Who at Alipay said so, when, and under which number.
close-effect = From then on the money is { $money }. Asking ends.
close-effect-rest = { $kind ->
    [capture] The charge counts as you say. Asking ends.
    [release] The release counts as you say. Asking ends.
   *[refund] The refund counts as you say. Asking ends.
}
close-two = Two names are signed: yours, and a supervisor's PIN comes next.
right-close-case = close a case by hand

fact-by-hand-done = { $kind ->
    [hold] Found by hand: it is held. { $proof }
    [cancel] Found by hand: it is still held. { $proof }
    [capture] Found by hand: charged. { $proof }
    [release] Found by hand: released. { $proof }
   *[refund] Found by hand: refunded. { $proof }
}
fact-by-hand-not-done = { $kind ->
    [hold] Found by hand: nothing is held. { $proof }
    [cancel] Found by hand: undone. { $proof }
    [capture] Found by hand: not charged. { $proof }
    [release] Found by hand: not released. { $proof }
   *[refund] Found by hand: not refunded. { $proof }
}
fact-by-hand-elsewhere = Found by hand: { $money } went back elsewhere. { $proof }
fact-label-by-hand = By hand
fact-changed-bill = bill { $bill }
fact-changed-kept = kept until { $day }

refusal-no-case = No person was called to this hold
refusal-no-case-do = The terminal settles it. Check now.
refusal-not-this-case = That cannot have become of this one
refusal-not-this-case-do = Choose another answer.
refusal-no-proof = The proof is missing
refusal-no-proof-do = Type who at Alipay said so, and their number.
refusal-no-provider-number = Alipay's number of it is missing, or is none
refusal-no-provider-number-do = Type the number that Alipay's support gave you.
refusal-nobody-named = This takes two names, and nobody is registered
refusal-nobody-named-do = Register people first.
field-proof = Proof
form-bill = Bill so far
form-kept = Kept until
home-title-attention = Today  ({ $count } to look at: { $key })
check-in-ends-first = Alipay gives it back on { $day }, before the guest leaves.
