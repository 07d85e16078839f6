# 画面用语。

program-name = Counterpane
mode-training = 练习模式
mode-training-mark = 练习模式 TRAINING - 非真实资金
mode-sandbox = 沙箱模式
mode-sandbox-mark = 沙箱模式 SANDBOX - 测试资金
needs-size = 需要 { $size }
alarm-journal-down = 流水无法写入 - 不发送请求
failed-here = 本终端无法完成：{ $why }
say-to-guest = 请说：「{ $words }」

age-minutes = { $count } 分钟
age-hours = { $count } 小时
age-days = { $count } 天

## 首页
home-title = 今日
home-attention = 需人工处理
home-waiting = 等待中
home-held = 已冻结（按房号）
home-done = 已完成
home-in-flight = 已发出 { $time }
home-next = { $step } { $time }
home-leaves = { $age }，{ $day } 退房
home-leaves-today = { $age }，今天退房
home-left = { $age }，应于 { $day } 退房
home-checking = 正在向支付宝查询所有未结押金。
home-scan-early = 请先填写房号和金额，再请客人刷新付款码后扫描。
home-empty-title = 还没有冻结任何押金
home-empty-what = 入住时押金冻结在客人的支付宝里。退房时扣除账单金额，其余解冻。

## 入住
check-in-title = 入住
form-departure = 退房日期
form-amount = 金额
form-room-hint = 必填
form-departure-hint = 2026-12-31，或 +3 晚
form-room-missing = 缺少房号。
form-code = 这里不能填付款码。请清除：Ctrl+U。
form-amount-missing = 缺少金额。
form-amount-shape = 金额不是数字，例如 500.00。
form-amount-digits = 金额的小数位多于 { $currency } 允许的位数。
form-amount-zero = 金额必须大于零。
form-departure-shape = 退房日期不对：2026-12-31，或 +3。
form-departure-past = 退房日期已过。
check-in-missing = 还不能扫码
check-in-then = 然后扫客人的付款码，或显示二维码。
check-in-scan-again = 什么都没有发送。请客人刷新付款码，再扫一次。
check-in-ready = 可以扫码了
check-in-what = 将为 { $room } 房冻结 { $amount }。客人此时不付款。
check-in-scan-now = 请客人打开支付宝的「付款」，扫描手机上的付款码。
check-in-sending-title = 正在发送
check-in-sending = 先写入流水，再发送。请不要再次扫码。
check-in-already = 这笔押金已在处理。请不要再次扫码。
check-in-failed = 本终端无法完成
code-title = 输入付款码
code-label = 付款码：
code-what = 输入客人手机上付款码下方的数字。Enter 发送，Esc 返回。

## 练习用的客人
guests-title = 客人
guests-intro = 选择站在前台的客人。星号表示当前的客人。
guests-here = 前台的客人：{ $guest }

## 等待
waiting-title = { $room } 房：冻结
waiting-starting = 请稍候。
waiting-not-sent = 正在准备请求
waiting-sent = 请求正发往支付宝
waiting-guest = 客人正在支付宝中确认
waiting-guest-do = 请客人在手机上输入密码。请不要再次扫码。
waiting-guest-say = 请在支付宝中确认押金。
waiting-unclear = 支付宝还没有答复
waiting-unclear-do = 请客人稍候，不要再次扫码。
waiting-unclear-say = 请稍候，我正在向支付宝查询。
waiting-undoing = 正在撤销请求
waiting-undoing-do = 请等到结果明确。在此之前不要再次扫码。
waiting-undoing-say = 请稍候，我正在撤销。
waiting-in-flight = 已发往支付宝 { $time }
waiting-next = 等待中：{ $step } { $time }
waiting-limit = 等待还剩 { $time }，之后撤销。
waiting-inquiries = 已查询 { $count } 次
waiting-no-scan = 这个房间的押金正在处理。接待下一位客人前请按 Esc 离开。
stop-title = 停止等待并撤销？
stop-what = 发出 { $amount } 的撤销。若支付宝已冻结，全部解冻。
stop-or = 或者返回：请求照常继续。
outcome-held = 已为 { $room } 房冻结 { $amount }。
outcome-held-next = 客人还没有付款。退房时扣除账单金额。
outcome-not-held = { $room } 房没有冻结任何金额。
outcome-not-known = 尚不确定 { $room } 房是否冻结了金额。
outcome-not-known-next = 请不要再次扫码。请立即查询，或通知主管。
outcome-not-held-next = 请重新办理入住，或改用其他方式。
qr-training = 练习模式中，客人会自行扫描。
qr-scan-this = 请客人用支付宝扫描此二维码。
qr-too-small = 窗口太小，放不下二维码
qr-too-long = 支付宝返回的内容放不进二维码

## 退出、帮助、流水
leave-title = 退出？
leave-open = 还有请求没有结果
leave-again = 如果现在退出，下次启动时会再次查询。不会丢失任何内容。
help-title = 帮助
help-money = 显示「尚不确定」时终端仍在查询：请不要再次扫码。
help-version = Counterpane { $version }
journal-down-title = 流水
journal-down-headline = 流水无法写入
journal-down-money = 恢复之前不会发送任何请求。已冻结的金额仍然冻结。
journal-down-do = 请清理磁盘空间或修复磁盘，并通知主管。终端会自动重试。
journal-down-why = 原因：{ $why }
journal-down-over = 流水已恢复写入。
