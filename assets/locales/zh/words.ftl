# 多个画面共用的词。一个动作只用一个词：冻结、扣款、解冻、撤销、退款。

## 客人的资金状态
money-held = 已冻结
money-not-held = 未冻结
money-not-known-yet = 尚不确定
# 不能只靠颜色区分。
money-held-symbol = +
money-not-held-symbol = -
money-not-known-yet-symbol = ?

## 押金当前的状态
state-waiting = 等待客人确认
state-held = 已冻结
state-settled = 已结清
state-not-held = 未冻结
state-unclear = 尚不确定
state-attention = 需人工处理

## 请求的种类
kind-hold = 冻结
kind-cancel = 撤销
kind-capture = 扣款
kind-release = 解冻
kind-refund = 退款

## 请求的进度
phase-planned = 尚未发出
phase-sent = 已发出，未收到答复
phase-waiting = 等待客人确认
phase-working = 支付宝仍在处理
phase-answered = 已完成，正在核实
phase-done = 已完成
phase-refused = 被拒绝
phase-dropped = 从未发出
phase-undone = 已撤销

## 终端下一步自动做什么
next-inquire = 下次查询
next-last-inquiry = 最后一次查询，随后撤销
next-undo = 撤销
next-send-again = 重发同一请求
next-hand-over = 转人工处理
next-drop = 放弃未发出的请求

## 如何连接客人的钱包
way-scan = 扫客人付款码
way-qr = 客人扫二维码

## 金额
sum-proven = 已证实
sum-line = 冻结 { $currency } { $held } = 扣款 { $captured } + 解冻 { $released } + 仍冻结 { $left }

## 房间与数量
room-named = { $room } 房
count-holds = { $count } 笔押金
