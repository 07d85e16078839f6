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

scan-too-long = This is too long, perhaps two codes at once
scan-too-long-do = Scan one code, once.
scan-too-long-say = One moment please, I scan your phone again.

## Of the right kind, but not to be sent.
scan-stale = This code was scanned too long ago
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
