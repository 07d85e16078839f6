# Trouble in six lines (counter.md 4): headline, money, now, you, say, help.
#
# trouble-<group>-headline   at most 8 words, blames nobody, no code
# trouble-<group>-do         for the cashier: one verb first
# trouble-<group>-say        for the guest; never the reason of a risk or of an account
#
# The groups are those of assets/codes/alipay.toml. $kind is the request: hold, cancel, capture,
# release, refund. A group that has no -say is one of which nothing is settled: then
# trouble-open-say is said.

## Before or while the guest confirms.
trouble-old-code-headline = The payment code is old or used
trouble-old-code-do = Ask the guest to refresh, then scan again.
trouble-old-code-say = The code has changed. Could you refresh it, please?

trouble-wrong-code-headline = This is not an Alipay payment code
trouble-wrong-code-do = Ask for "Pay" in Alipay, then scan.
trouble-wrong-code-say = Please tap "Pay" in Alipay and show me that code.

trouble-confirm-headline = The guest must confirm in Alipay
trouble-confirm-do = { $kind ->
    [hold] Wait for the guest's password. Do not scan again.
   *[other] Wait, or check now.
}
trouble-confirm-say = Please confirm in your Alipay app.

trouble-phone-headline = Alipay did not open on the phone
trouble-phone-do = { $kind ->
    [hold] Check the phone's network, then scan a new code.
   *[other] Call a supervisor.
}
trouble-phone-say = Is your phone online? Please open the code again.

trouble-guest-app-headline = The Alipay app is too old for this
trouble-guest-app-do = Ask for an update, or take another way.
trouble-guest-app-say = Alipay wants an update. Shall we use another way?

trouble-guest-settings-headline = This way of paying is switched off
trouble-guest-settings-do = { $kind ->
    [hold] Ask the guest to switch it on, then scan.
   *[other] Ask the guest to switch it on.
}
trouble-guest-settings-say = Could you switch payment on in Alipay's settings?

trouble-guest-account-headline = Alipay did not allow this with this wallet
trouble-guest-account-do = { $kind ->
    [hold] Do not repeat it. Take another way.
    [cancel] Call a supervisor. Alipay's support must look.
    [release] Call a supervisor. Alipay's support must look.
    [refund] Call a supervisor. Refund another way.
   *[capture] Call a supervisor. Take the bill another way.
}
trouble-guest-account-say = Your wallet did not allow it. Please ask Alipay.

trouble-guest-bank-headline = The bank card in Alipay did not work
trouble-guest-bank-do = { $kind ->
    [hold] Ask for another card in Alipay, then scan.
   *[other] Ask the guest for another way.
}
trouble-guest-bank-say = Could you choose another card in Alipay?

trouble-guest-identity-headline = Alipay could not confirm who this is
trouble-guest-identity-do = Ask whose wallet it is, or take another way.
trouble-guest-identity-say = Alipay did not confirm it. Is another way fine?

trouble-guest-is-merchant-headline = This is the hotel's own wallet
trouble-guest-is-merchant-do = Ask the guest for the guest's own code.
trouble-guest-is-merchant-say = May I scan your own Alipay code, please?

trouble-guest-cancelled-headline = { $kind ->
    [capture] The charge was closed before it was paid
   *[other] It was closed before it was confirmed
}
trouble-guest-cancelled-do = { $kind ->
    [hold] Ask whether to try again, or take another way.
   *[other] Charge again: it gets new numbers.
}
trouble-guest-cancelled-say = { $kind ->
    [hold] It was closed. Shall we try again?
   *[other] One moment please, I do it once more.
}

trouble-funds-headline = Not enough money for this amount
trouble-funds-do = { $kind ->
    [hold] Offer another source in Alipay, or a smaller hold.
   *[other] Take the bill another way, or charge less.
}
trouble-funds-say = { $kind ->
    [hold] Alipay did not allow this amount. May we hold less?
   *[other] Alipay did not allow this amount. Is another way fine?
}

trouble-no-means-headline = Nothing in this wallet can be used
trouble-no-means-do = Offer another source in Alipay, or another way.
trouble-no-means-say = Could you choose another source in Alipay?

trouble-limit-headline = The amount is above a limit
trouble-limit-do = { $kind ->
    [hold] Offer a smaller hold, or take another way.
    [capture] Charge less, and take the rest another way.
   *[other] Take a smaller amount.
}
trouble-limit-say = Alipay did not allow this amount. May we take less?

trouble-declined-headline = Alipay did not approve it
trouble-declined-do = { $kind ->
    [hold] Do not repeat it. Take another way.
    [capture] Call a supervisor. Take the bill another way.
   *[other] Call a supervisor. Do not repeat it.
}
trouble-declined-say = Your wallet did not approve it. Please ask Alipay.

trouble-credit-headline = The wallet's credit does not cover it
trouble-credit-do = { $kind ->
    [hold] Offer a smaller hold, or take another way.
   *[other] Charge less, or take the bill another way.
}
trouble-credit-say = Alipay did not allow this amount. Is another way fine?

trouble-text-headline = Alipay does not take a word in it
trouble-text-do = { $kind ->
    [hold] Change room or title, then take a new code.
   *[other] Change the text, then do it again.
}
trouble-text-say = One moment please, I do it once more.

## Nobody knows yet.
trouble-busy-headline = Alipay is busy
trouble-busy-do = { $kind ->
    [hold] Keep the guest here. Do not scan again.
    [cancel] Wait for the undo, or check now.
    [capture] Do not charge again. Check now.
    [release] Do not release again. Check now.
   *[refund] Do not refund again. Check now.
}

trouble-no-answer-headline = No answer from Alipay yet
trouble-no-answer-do = { $kind ->
    [hold] Keep the guest here. Do not scan again.
    [cancel] Wait for the undo, or check now.
    [capture] Do not charge again. Check now.
    [release] Do not release again. Check now.
   *[refund] Do not refund again. Check now.
}

trouble-odd-reply-headline = Alipay's answer proves nothing yet
trouble-odd-reply-do = { $kind ->
    [hold] Keep the guest here. Do not scan again.
    [cancel] Wait for the undo, or check now.
    [capture] Do not charge again. Check now.
    [release] Do not release again. Check now.
   *[refund] Do not refund again. Check now.
}

trouble-not-sent-headline = Alipay cannot be reached from here
trouble-not-sent-do = Check this PC's network.

trouble-undo-unclear-headline = The undo is not confirmed yet
trouble-undo-unclear-do = Wait for the undo, or check now.

trouble-slow-down-headline = Alipay asks this hotel to wait
trouble-slow-down-do = Wait. It goes on by itself.

## Known, and no harm.
trouble-already-headline = Alipay says it was done already
trouble-already-do = Wait, or check now.

trouble-absent-headline = Alipay has not seen it yet
trouble-absent-do = Wait, or check now.

## Not possible now.
trouble-over-held-headline = This is more than is still held
trouble-over-held-do = { $kind ->
    [capture] Check now, then charge what is held.
   *[other] Check now, then release what is held.
}
trouble-over-held-say = One moment please, I check the amount.

trouble-over-captured-headline = This is more than can be refunded
trouble-over-captured-do = Check now, then refund what is left.
trouble-over-captured-say = One moment please, I check the amount.

trouble-undo-too-late-headline = It is too late to undo
trouble-undo-too-late-do = Check now. What turns out held is released.
trouble-undo-too-late-say = If anything is held, we will release it.

trouble-not-allowed-headline = Alipay does not allow this now
trouble-not-allowed-do = Check now, then look at the hold's page.
trouble-not-allowed-say = One moment please, I check this.

trouble-closed-order-headline = { $kind ->
    [hold] Alipay closed this request
   *[other] Alipay has this one as closed
}
trouble-closed-order-do = { $kind ->
    [hold] Begin anew: take a new code.
    [capture] Check now. Take the bill another way if closed.
   *[other] Check now, then look at the hold's page.
}
trouble-closed-order-say = { $kind ->
    [hold] Could you show me a new code, please?
   *[other] One moment please, I check this.
}

trouble-refund-window-headline = Too late for a refund in Alipay
trouble-refund-window-do = Refund another way, with a supervisor.
trouble-refund-window-say = We will refund you another way.

trouble-refund-funds-headline = The hotel's Alipay balance is too low
trouble-refund-funds-do = Call the manager to top it up.
trouble-refund-funds-say = The refund needs more time. We will see to it.

trouble-refund-offline-headline = Alipay cannot refund this one
trouble-refund-offline-do = Refund another way, with a supervisor.
trouble-refund-offline-say = We will refund you another way.

## Set-up: nothing that a cashier can mend.
trouble-key-headline = Alipay did not accept this terminal's signature
trouble-key-do = Stop, and call the manager: keys.
trouble-key-say = Sorry, let us use another way to pay.

trouble-app-headline = Alipay does not know this application
trouble-app-do = Stop, and call the manager: app_id and gateway.
trouble-app-say = Sorry, let us use another way to pay.

trouble-certificate-headline = Alipay's certificates do not match
trouble-certificate-do = Stop, and call the manager: certificates.
trouble-certificate-say = Sorry, let us use another way to pay.

trouble-clock-headline = This PC's clock is wrong
trouble-clock-do = Stop, and call the manager: date and time.
trouble-clock-say = Sorry, let us use another way to pay.

trouble-token-headline = The hotel's permission at Alipay has ended
trouble-token-do = Stop, and call the manager: authorization.
trouble-token-say = Sorry, let us use another way to pay.

trouble-contract-headline = The hotel's contract does not allow this
trouble-contract-do = Stop, and call the manager: Alipay contract.
trouble-contract-say = Sorry, let us use another way to pay.

trouble-merchant-account-headline = The hotel's Alipay account is restricted
trouble-merchant-account-do = Stop, and call the manager: Alipay account.
trouble-merchant-account-say = Sorry, let us use another way to pay.

trouble-merchant-limit-headline = Above the hotel's limit at Alipay
trouble-merchant-limit-do = { $kind ->
    [capture] Charge less, or call the manager.
   *[other] Take less, or call the manager.
}
trouble-merchant-limit-say = Sorry, let us use another way for this amount.

trouble-currency-headline = The contract does not have this currency
trouble-currency-do = Stop, and call the manager: currency.
trouble-currency-say = Sorry, let us use another way to pay.

trouble-set-up-headline = Alipay did not accept this request
trouble-set-up-do = Stop, and call the manager: settings.
trouble-set-up-say = Sorry, let us use another way to pay.

trouble-support-headline = Alipay's support must help
trouble-support-do = Call a supervisor. Give Alipay the numbers.
trouble-support-say = Alipay must look into this. We will tell you.

## Open, with an answer that would only count if it were proven.
trouble-unclear-headline = { $kind ->
    [hold] The hold is not known yet
    [cancel] The undo is not confirmed yet
    [capture] The charge is not known yet
    [release] The release is not known yet
   *[refund] The refund is not known yet
}
trouble-unclear-do = { $kind ->
    [hold] Keep the guest here. Do not scan again.
    [cancel] Wait for the undo, or check now.
    [capture] Do not charge again. Check now.
    [release] Do not release again. Check now.
   *[refund] Do not refund again. Check now.
}
trouble-open-say = { $kind ->
    [cancel] Should a hold appear, we will release it.
   *[other] One moment please, I am checking with Alipay.
}

## The program's own means are used up.
trouble-person-headline = { $kind ->
    [hold] A person must settle this hold
    [cancel] A person must settle this undo
    [capture] A person must settle this charge
    [release] A person must settle this release
   *[refund] A person must settle this refund
}
trouble-person-do = Call a supervisor. Give Alipay the numbers.
trouble-person-say = { $kind ->
    [hold] A hold may appear. We will see that it goes back.
    [cancel] A hold may appear. We will see that it goes back.
   *[other] We are asking Alipay. We will tell you the result.
}

## Settled without a code.
trouble-time-up-headline = The guest did not confirm in time
trouble-time-up-do = Ask for a new code, or take another way.
trouble-time-up-say = It took too long. Shall we try once more?

trouble-undone-headline = No clear answer came, so it was undone
trouble-undone-do = Ask for a new code, or take another way.
trouble-undone-say = It took too long. Shall we try once more?

trouble-stopped-headline = Stopped here, and undone
trouble-stopped-do = Begin anew, or take another way.
trouble-stopped-say = It was undone. Shall we try once more?

trouble-lapsed-headline = The hold was closed, nothing is held
trouble-lapsed-do = Ask whether to try again, or take another way.
trouble-lapsed-say = It was closed. Shall we try again?

trouble-dropped-headline = { $kind ->
    [hold] The hold was never sent
    [cancel] The undo was never sent
    [capture] The charge was never sent
    [release] The release was never sent
   *[refund] The refund was never sent
}
trouble-dropped-do = { $kind ->
    [hold] Check this PC's network, then take a new code.
    [capture] Check this PC's network, then charge again.
    [release] Check this PC's network, then release again.
   *[other] Check this PC's network, then do it again.
}
trouble-dropped-say = Sorry, our line was down. I do it once more.

trouble-late-hold-headline = The hold came late, and it is good
trouble-late-hold-do = Keep it, or release it now.
trouble-late-hold-say = The deposit is held after all. Shall we keep it?

trouble-differs-headline = Alipay's books say another sum
trouble-differs-do = Call a supervisor to compare, then check now.
trouble-differs-say = One moment please, I check the amount.

## The money line, behind the word.
trouble-money-planned = Nothing has left this PC.
trouble-money-open = { $kind ->
    [hold] { $amount } may be held.
    [cancel] { $amount } may be held until undone.
    [capture] { $amount } may be charged.
    [release] { $amount } may have gone back.
   *[refund] { $amount } may have been refunded.
}
trouble-money-differs = Alipay { $theirs }, journal { $ours }.
trouble-money-held = { $remaining } is held.
trouble-money-still-held = { $kind ->
    [capture] { $remaining } stays held. This charge took nothing.
    [release] { $remaining } stays held. Nothing went back now.
   *[refund] { $remaining } stays held. This refund paid nothing.
}
trouble-money-not-held = { $kind ->
    [hold] Nothing is held for this request.
    [cancel] Nothing is held for this request.
    [capture] This charge took nothing.
    [release] Nothing is held any more.
   *[refund] This refund paid nothing.
}

## What the terminal does now, with the time to it.
trouble-now-in-flight = Waiting for Alipay's answer
trouble-now-inquire = Asks Alipay in { $in }, inquiry { $number }
trouble-now-last-inquiry = Last inquiry in { $in }, then undo
trouble-now-undo = Undo in { $in }
trouble-now-send-again = Same request again in { $in }
trouble-now-hand-over = Calls a person in { $in }
trouble-now-drop = Gives it up in { $in }
trouble-now-limit = { $step }, undo starts in { $limit }
trouble-now-nothing = Finished. Nothing more happens by itself.
trouble-now-open = It is asked about again.

## The help line and the details view.
trouble-help = Journal { $seq }, order { $order }
trouble-help-code = , code { $code }
trouble-quoted = "{ $say }"
trouble-label-money = MONEY
trouble-label-now = NOW
trouble-label-you = YOU
trouble-label-say = SAY
trouble-label-help = HELP
detail-code = Code
detail-provider-says = Alipay's words
detail-trace = Trace
detail-signed = Answer verified
detail-order = Order number
detail-request = Request number
detail-authorization = Authorization number
detail-amount = Amount
detail-hold = Hold
answer-yes = yes
answer-no = no
trouble-support-title = What to tell Alipay's support
trouble-support-ask = { $kind ->
    [hold] Is { $amount } held under these numbers, or not?
    [cancel] Is anything of { $amount } held? Please give it back.
    [capture] Was { $amount } charged under these numbers, or not?
    [release] Did { $amount } go back under these numbers, or not?
   *[refund] Was { $amount } refunded under these numbers, or not?
}
