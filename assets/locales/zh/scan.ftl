# 扫到的内容是什么；此时尚未发出任何请求。

scan-wechat = 这是微信的码
scan-wechat-do = 请客人打开支付宝付款码。
scan-wechat-say = 这是微信的码，麻烦您打开支付宝。

scan-unionpay = 这是云闪付的码
scan-unionpay-do = 请客人打开支付宝付款码。
scan-unionpay-say = 这是云闪付的码，麻烦您打开支付宝。

scan-bank-card = 这是银行卡号
scan-bank-card-do = 请客人打开支付宝付款码。
scan-bank-card-say = 不用刷卡，请出示支付宝付款码。

scan-collection = 这是收款码，不是付款码
scan-collection-do = 请客人点「付款」，不是「收款」。
scan-collection-say = 请在支付宝里点「付款」，出示那个码。

scan-link = 这是网址，不是付款码
scan-link-do = 请客人点开支付宝「付款」，再扫。
scan-link-say = 请在支付宝里点「付款」，出示那个码。

scan-other-digits = 这串数字不是支付宝付款码
scan-other-digits-do = 看清扫到了什么，再扫客人手机。
scan-other-digits-say = 请在支付宝里点「付款」，出示那个码。

scan-article = 这是商品条码
scan-article-do = 把扫码枪对准客人手机。
scan-article-say = 请稍等，我再扫一下您的手机。

scan-not-a-code = 这不是付款码
scan-not-a-code-do = 请客人点开支付宝「付款」，再扫。
scan-not-a-code-say = 请在支付宝里点「付款」，出示那个码。

scan-empty = 扫码枪没有读到内容
scan-empty-do = 靠近一点，再扫一次。
scan-empty-say = 请稍等，我再扫一下您的手机。

scan-two-codes = 两个付款码连在了一起
scan-two-codes-do = 只扫一个码，只扫一次。
scan-two-codes-say = 请稍等，我再扫一下您的手机。

## 需要设置扫码枪或电脑键盘
scan-foreign-digits = 数字变成了字母：键盘布局是{ $layout }
scan-foreign-digits-do = 把电脑键盘改为美式，或把扫码枪设为{ $layout }。
scan-foreign-digits-say = 请稍等，我设置一下扫码枪。

layout-french = 法语
layout-belgian = 比利时
layout-czech = 捷克语
layout-slovak = 斯洛伐克语
layout-hungarian = 匈牙利语
layout-lithuanian = 立陶宛语
layout-thai = 泰语
layout-vietnamese = 越南语

scan-alt-mode = 扫码枪处于 ALT 模式
scan-alt-mode-do = 扫说明书上关闭 ALT 模式的设置码。
scan-alt-mode-say = 请稍等，我设置一下扫码枪。

scan-keypad = 扫码枪用小键盘输入，数字锁定没有打开
scan-keypad-do = 按一下 Num Lock 键，再扫一次。
scan-keypad-say = 请稍等，我再扫一下您的手机。

## 扫码枪发来的不是一个完整的码
scan-half = 只收到一部分内容
scan-half-do = 再扫一次，对准久一点。
scan-half-say = 请稍等，我再扫一下您的手机。

scan-short = 扫码枪发来的内容比它声明的短
scan-short-do = 再扫一次；如仍这样，重新插拔扫码枪。
scan-short-say = 请稍等，我再扫一下您的手机。

scan-mixed = 两个码的内容混在了一起
scan-mixed-do = 只扫一个码，只扫一次。
scan-mixed-say = 请稍等，我再扫一下您的手机。

scan-too-long = 内容过长，不是付款码
scan-too-long-do = 只扫一个码，只扫一次。
scan-too-long-say = 请稍等，我再扫一下您的手机。

## 种类正确，但不能发出
scan-stale = 这个付款码扫得太早，已过时
scan-stale-do = 请客人刷新付款码，再扫。
scan-stale-say = 付款码已更新，麻烦您刷新一下。

scan-repeated = 这个付款码已经用过
scan-repeated-do = 请客人刷新付款码，再扫。
scan-repeated-say = 付款码已更新，麻烦您刷新一下。

## 可以发出，但要留意
scan-unusual = 这个付款码的长度少见
scan-unusual-do = 看一眼手机上是不是支付宝。
scan-unusual-say = 麻烦再让我看一下您的手机。

scan-nothing-sent = 尚未发出任何请求。
