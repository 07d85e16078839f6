# Why a command was not carried out. Nothing left, nothing changed. One sentence, then what to do.

refusal-no-such-hold = There is no such hold
refusal-no-such-hold-do = Find it by room, guest or number.
refusal-busy = Another request of this hold is not settled
refusal-busy-do = Check now, and wait for its result.
refusal-room-busy = A hold of this room is not settled: { $hold }
refusal-room-busy-do = Settle that one first. A second could be a double.
refusal-code-used = This payment code was used already
refusal-code-used-do = Ask the guest to refresh, then scan again.
refusal-no-room = The room is missing
refusal-no-room-do = Type the room.
refusal-text-too-long = The text in "{ $field }" is too long
refusal-text-too-long-do = Shorten it.
refusal-amount-not-positive = The amount must be above zero
refusal-amount-not-positive-do = Type an amount.
refusal-amount-above-limit = The amount is above the limit of { $limit }
refusal-amount-above-limit-do = Type a smaller amount.
refusal-above-remaining = Only { $remaining } is still held
refusal-above-remaining-do = Charge what is held. Take the rest another way.
refusal-above-refundable = Only { $refundable } can still be refunded
refusal-above-refundable-do = Type a smaller amount.
refusal-nothing-held = Nothing is held any more
refusal-nothing-held-do = Look at the hold's page for what became of it.
refusal-nothing-captured = Nothing was charged, so nothing can be refunded
refusal-nothing-captured-do = Release the hold to give money back.
refusal-not-unclear = This hold is clear, there is nothing to undo
refusal-not-unclear-do = Release it to give the money back.
refusal-not-offered = The provider does not offer this
refusal-not-offered-do = Choose another way.
refusal-currency-not-taken = The provider does not take this currency
refusal-currency-not-taken-do = Use a currency that your contract names.
refusal-other-currency = The hold is in another currency
refusal-other-currency-do = Use the hold's own currency.
refusal-differs = Alipay's books say another sum
refusal-differs-do = Have a supervisor compare, then check now.
refusal-journal-down = The journal cannot be written, so nothing was sent
refusal-journal-down-do = Call a supervisor. Why: { $why }

## Names of fields in "text too long".
field-room = Room
field-guest = Guest
field-booking = Booking
field-remark = Remark
field-reason = Reason
