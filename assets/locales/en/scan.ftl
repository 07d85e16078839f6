# What a scanned text is, before anything leaves (alipay-preauth.md 3). Nothing was sent.
# headline: at most 8 words. do: for the cashier, one verb first. say: to the guest.

scan-wechat = This is a WeChat code
scan-wechat-do = Ask for the payment code in Alipay.
scan-wechat-say = This is WeChat. Could you open Alipay, please?

scan-unionpay = This is a UnionPay code
scan-unionpay-do = Ask for the payment code in Alipay.
scan-unionpay-say = This is UnionPay. Could you open Alipay, please?

scan-bank-card = This is a bank card number
scan-bank-card-do = Ask for the payment code in Alipay.
scan-bank-card-say = Not the card, please. I need the code in Alipay.

scan-collection = This code collects money, it does not pay
scan-collection-do = Ask for "Pay" in Alipay, not "Collect".
scan-collection-say = Please tap "Pay" in Alipay and show me that code.

scan-link = This is a web address, not a payment code
scan-link-do = Ask for "Pay" in Alipay, then scan.
scan-link-say = Please tap "Pay" in Alipay and show me that code.

scan-other-digits = These digits are no Alipay payment code
scan-other-digits-do = Check what was scanned, then scan the phone.
scan-other-digits-say = Please tap "Pay" in Alipay and show me that code.

scan-article = This is the code of an article
scan-article-do = Point the scanner at the guest's phone.
scan-article-say = One moment please, I scan your phone again.

scan-not-a-code = This is not a payment code
scan-not-a-code-do = Ask for "Pay" in Alipay, then scan.
scan-not-a-code-say = Please tap "Pay" in Alipay and show me that code.

scan-empty = The scanner sent nothing
scan-empty-do = Scan again, a little closer.
scan-empty-say = One moment please, I scan your phone again.

scan-two-codes = These are two payment codes in one
scan-two-codes-do = Scan one code, once.
scan-two-codes-say = One moment please, I scan your phone again.

## The cure is in the scanner's manual or in the computer's settings.
scan-foreign-digits = Digits came as letters: the keyboard is { $layout }
scan-foreign-digits-do = Set the computer's keys to US, or the scanner to { $layout }.
scan-foreign-digits-say = One moment please, I have to set the scanner.

layout-french = French
layout-belgian = Belgian
layout-czech = Czech
layout-slovak = Slovak
layout-hungarian = Hungarian
layout-lithuanian = Lithuanian
layout-thai = Thai
layout-vietnamese = Vietnamese

scan-alt-mode = The scanner types in its ALT mode
scan-alt-mode-do = Scan the code "ALT mode off" in its manual.
scan-alt-mode-say = One moment please, I have to set the scanner.

scan-keypad = The scanner types without Num Lock
scan-keypad-do = Press Num Lock, then scan again.
scan-keypad-say = One moment please, I scan your phone again.

## What the scanner sent is no whole code.
scan-half = Only a part of the code arrived
scan-half-do = Scan again, a little longer.
scan-half-say = One moment please, I scan your phone again.

scan-short = The scanner sent less than it announced
scan-short-do = Scan again. If this stays, plug the scanner in anew.
scan-short-say = One moment please, I scan your phone again.

scan-mixed = Parts of two codes arrived at once
scan-mixed-do = Scan one code, once.
scan-mixed-say = One moment please, I scan your phone again.

scan-too-long = This is too long for a payment code
scan-too-long-do = Scan one code, once.
scan-too-long-say = One moment please, I scan your phone again.

## Of the right kind, but not to be sent.
scan-stale = This code is too old
scan-stale-do = Ask the guest to refresh, then scan again.
scan-stale-say = The code has changed. Could you refresh it, please?

scan-repeated = This code was used already
scan-repeated-do = Ask the guest to refresh, then scan again.
scan-repeated-say = The code has changed. Could you refresh it, please?

## May be sent, with a word of warning.
scan-unusual = This code has an unusual length
scan-unusual-do = Look whether the phone shows Alipay.
scan-unusual-say = May I see your phone once more, please?

scan-nothing-sent = Nothing was sent.
