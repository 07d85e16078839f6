# 一笔押金的经过：用于时间线和流水画面。

## 想做什么
fact-opened = { $way ->
    [qr] 申请冻结 { $money }，客人扫二维码
   *[scan] 申请冻结 { $money }，扫客人付款码
}
fact-planned-capture = 申请扣款 { $money }，剩余押金解冻
fact-planned-capture-keep = 申请扣款 { $money }，剩余押金继续冻结
fact-planned-release = 申请解冻 { $money }
fact-planned-release-remark = 申请解冻 { $money }：{ $remark }
fact-planned-refund = 申请退款 { $money }
fact-planned-refund-reason = 申请退款 { $money }：{ $reason }

## 发出了什么；对方可能收到，也可能没有
fact-sending = { $kind ->
    [hold] 冻结请求已发往支付宝
    [cancel] 撤销请求已发往支付宝
    [capture] 扣款请求已发往支付宝
    [release] 解冻请求已发往支付宝
   *[refund] 退款请求已发往支付宝
}
fact-sending-again = { $kind ->
    [hold] 重发同一冻结请求，第 { $attempt } 次
    [cancel] 重发同一撤销请求，第 { $attempt } 次
    [capture] 重发同一扣款请求，第 { $attempt } 次
    [release] 重发同一解冻请求，第 { $attempt } 次
   *[refund] 重发同一退款请求，第 { $attempt } 次
}

## 本机的决定
fact-undo-time-up = 时限已到：正在撤销冻结
fact-undo-stopped = 前台已停止：正在撤销冻结
fact-dropped = { $kind ->
    [hold] 放弃冻结：请求从未发出
    [cancel] 放弃撤销：请求从未发出
    [capture] 放弃扣款：请求从未发出
    [release] 放弃解冻：请求从未发出
   *[refund] 放弃退款：请求从未发出
}
fact-handed-over = 已转人工处理，查询仍在继续

## 消息来自哪里
fact-from-reply = 支付宝：{ $news }
fact-from-inquiry = 支付宝（查询）：{ $news }
fact-from-here = { $news }

## 得知了什么
news-waiting = { $kind ->
    [hold] 等待客人确认
   *[other] 仍在处理
}
news-shown = 二维码已生成，尚未冻结
news-held = 已冻结
news-held-on-credit = 已冻结，占用客人的信用额度
news-captured = 已扣款，交易号 { $number }
news-rest-released = 剩余押金 { $money } 已解冻
news-released = 已解冻
news-refunded = 已退款
news-cancelled-closed = 已撤销，此前没有冻结
news-cancelled-given-back = 已撤销，冻结的金额已退回
news-closed = 已关闭，没有冻结
news-absent = 此编号下没有记录
news-refused = { $kind ->
    [hold] 没有冻结。{ $why }
    [cancel] 没有撤销。{ $why }
    [capture] 没有扣款。{ $why }
    [release] 没有解冻。{ $why }
   *[refund] 没有退款。{ $why }
}
news-unknown = 结果不确定。{ $why }
news-not-sent = 请求没有离开本机。{ $why }
news-differs = 仍冻结 { $theirs }，流水为 { $ours }
news-agrees = 金额与流水重新一致

## 列中的一个词
fact-label-opened = 新押金
fact-label-planned = 申请
fact-label-sending = 已发出
fact-label-reply = 答复
fact-label-inquiry = 查询
fact-label-here = 本机
fact-label-undo = 撤销
fact-label-dropped = 放弃
fact-label-handed-over = 人工

fact-ordered = 操作人 { $by }
fact-ordered-approved = 操作人 { $by }，{ $other } 同意：{ $why }
fact-ordered-noted = 操作人 { $by }，{ $other } 同意：{ $why }，「{ $note }」
fact-ordered-alone = { $by } 单独操作并同意：{ $why }
fact-ordered-alone-noted = { $by } 单独操作并同意：{ $why }，「{ $note }」
fact-countersigned = { $by } 已补签
fact-changed = 入住资料改为：{ $stay }
fact-shift-opened = { $count ->
    [0] 班次 { $number } 开班，{ $by }
   *[other] 班次 { $number } 开班，{ $by }，签收 { $count } 笔
}
fact-shift-closed = 班次 { $number } 结班，{ $by }：Z 报表 { $z }
fact-day-rolled = 营业日 { $day } 结束，{ $by }
fact-agreed = { $said }；{ $other } 同意
fact-label-shift = 班次
fact-label-day = 营业日
fact-label-changed = 更改
fact-label-ordered = 操作人

## 主管同意的原因
why-guest-asked = 客人要求
why-wrong-amount = 金额有误
why-wrong-room = 房号有误
why-stuck = 请求卡住
why-complaint = 投诉
why-other = 其他原因
