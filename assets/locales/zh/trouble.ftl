# 六行的异常画面：标题、资金、进度、操作、对客人说、帮助。
#
# trouble-<组>-headline   标题，不责怪任何人，不出现代码
# trouble-<组>-do         给前台的一句话，动词开头
# trouble-<组>-say        对客人说的话，不提风控或账户的原因

## 客人确认之前
trouble-old-code-headline = 付款码已过期或已用过
trouble-old-code-do = 请客人刷新付款码，再扫。
trouble-old-code-say = 付款码已更新，麻烦您刷新一下。

trouble-wrong-code-headline = 这不是支付宝付款码
trouble-wrong-code-do = 请客人点开支付宝「付款」，再扫。
trouble-wrong-code-say = 请在支付宝里点「付款」，出示那个码。

trouble-confirm-headline = 等待客人在支付宝确认
trouble-confirm-do = { $kind ->
    [hold] 等客人输入密码，不要再扫。
   *[other] 请等待，或立即查询。
}
trouble-confirm-say = 请在支付宝里确认一下。

trouble-phone-headline = 客人手机没有弹出支付宝
trouble-phone-do = { $kind ->
    [hold] 请检查手机网络，刷新付款码后再扫。
   *[other] 请联系主管。
}
trouble-phone-say = 您的手机有网络吗？请重新打开付款码。

trouble-guest-app-headline = 客人的支付宝版本过低
trouble-guest-app-do = 请客人更新，或改用其他方式。
trouble-guest-app-say = 支付宝需要更新，换一种方式可以吗？

trouble-guest-settings-headline = 客人关闭了这种付款方式
trouble-guest-settings-do = { $kind ->
    [hold] 请客人打开设置，再扫付款码。
   *[other] 请客人打开设置。
}
trouble-guest-settings-say = 麻烦在支付宝设置里打开付款功能。

trouble-guest-account-headline = 支付宝不允许该账户办理
trouble-guest-account-do = { $kind ->
    [hold] 不要重复操作，请改用其他方式。
    [cancel] 请联系主管，需支付宝客服处理。
    [release] 请联系主管，需支付宝客服处理。
    [refund] 请联系主管，改用其他方式退款。
   *[capture] 请联系主管，账单改用其他方式收取。
}
trouble-guest-account-say = 支付宝没有通过，您可以咨询支付宝。

trouble-guest-bank-headline = 客人绑定的银行卡无法使用
trouble-guest-bank-do = { $kind ->
    [hold] 请客人在支付宝换一张卡，再扫。
   *[other] 请客人改用其他方式。
}
trouble-guest-bank-say = 麻烦在支付宝里换一张卡。

trouble-guest-identity-headline = 支付宝无法确认本人身份
trouble-guest-identity-do = 问清是谁的支付宝，或改用其他方式。
trouble-guest-identity-say = 支付宝没有通过，换一种方式可以吗？

trouble-guest-is-merchant-headline = 这是酒店自己的支付宝
trouble-guest-is-merchant-do = 请扫客人本人的付款码。
trouble-guest-is-merchant-say = 麻烦出示您本人的支付宝付款码。

trouble-guest-cancelled-headline = { $kind ->
    [capture] 这次扣款在完成前已关闭
   *[other] 客人确认前已关闭
}
trouble-guest-cancelled-do = { $kind ->
    [hold] 问客人是否再试，或改用其他方式。
   *[other] 请再次扣款，会使用新的编号。
}
trouble-guest-cancelled-say = { $kind ->
    [hold] 刚才已关闭，要再试一次吗？
   *[other] 请稍等，我再办理一次。
}

trouble-funds-headline = 余额不足以支付这个金额
trouble-funds-do = { $kind ->
    [hold] 请客人换付款方式，或减少押金。
   *[other] 改用其他方式收取，或减少扣款。
}
trouble-funds-say = { $kind ->
    [hold] 支付宝没有通过这个金额，少冻结一些可以吗？
   *[other] 支付宝没有通过这个金额，换一种方式可以吗？
}

trouble-no-means-headline = 这个支付宝没有可用的付款方式
trouble-no-means-do = 请客人换付款方式，或改用其他方式。
trouble-no-means-say = 麻烦在支付宝里换一种付款方式。

trouble-limit-headline = 金额超过限额
trouble-limit-do = { $kind ->
    [hold] 减少押金，或改用其他方式。
    [capture] 减少扣款，差额另行收取。
   *[other] 请用较小的金额。
}
trouble-limit-say = 支付宝没有通过这个金额，少一些可以吗？

trouble-declined-headline = 支付宝没有通过
trouble-declined-do = { $kind ->
    [hold] 不要重复操作，请改用其他方式。
    [capture] 请联系主管，账单改用其他方式收取。
   *[other] 请联系主管，不要重复操作。
}
trouble-declined-say = 支付宝没有通过，您可以咨询支付宝。

trouble-credit-headline = 客人的信用额度不足
trouble-credit-do = { $kind ->
    [hold] 减少押金，或改用其他方式。
   *[other] 减少扣款，或改用其他方式收取。
}
trouble-credit-say = 支付宝没有通过这个金额，换一种方式可以吗？

trouble-text-headline = 文字中有支付宝不接受的词
trouble-text-do = { $kind ->
    [hold] 修改房号或标题，再扫新的付款码。
   *[other] 修改文字，再办理一次。
}
trouble-text-say = 请稍等，我再办理一次。

## 结果尚不确定
trouble-busy-headline = 支付宝繁忙
trouble-busy-do = { $kind ->
    [hold] 请客人稍候，不要再扫。
    [cancel] 等待撤销，或立即查询。
    [capture] 不要再次扣款，请立即查询。
    [release] 不要再次解冻，请立即查询。
   *[refund] 不要再次退款，请立即查询。
}

trouble-no-answer-headline = 尚未收到支付宝的答复
trouble-no-answer-do = { $kind ->
    [hold] 请客人稍候，不要再扫。
    [cancel] 等待撤销，或立即查询。
    [capture] 不要再次扣款，请立即查询。
    [release] 不要再次解冻，请立即查询。
   *[refund] 不要再次退款，请立即查询。
}

trouble-odd-reply-headline = 支付宝的答复还不能作准
trouble-odd-reply-do = { $kind ->
    [hold] 请客人稍候，不要再扫。
    [cancel] 等待撤销，或立即查询。
    [capture] 不要再次扣款，请立即查询。
    [release] 不要再次解冻，请立即查询。
   *[refund] 不要再次退款，请立即查询。
}

trouble-not-sent-headline = 本机连不上支付宝
trouble-not-sent-do = 请检查本机网络。

trouble-undo-unclear-headline = 撤销尚未得到确认
trouble-undo-unclear-do = 等待撤销，或立即查询。

trouble-slow-down-headline = 支付宝要求放慢请求
trouble-slow-down-do = 请等待，会自动继续。

## 已知，没有影响
trouble-already-headline = 支付宝表示此前已完成
trouble-already-do = 请等待，或立即查询。

trouble-absent-headline = 支付宝还没有这笔记录
trouble-absent-do = 请等待，或立即查询。

## 目前不能办理
trouble-over-held-headline = 金额超过仍冻结的金额
trouble-over-held-do = { $kind ->
    [capture] 立即查询，然后按仍冻结的金额扣款。
   *[other] 立即查询，然后解冻仍冻结的金额。
}
trouble-over-held-say = 请稍等，我核对一下金额。

trouble-over-captured-headline = 金额超过可退款的金额
trouble-over-captured-do = 立即查询，然后退剩余的金额。
trouble-over-captured-say = 请稍等，我核对一下金额。

trouble-undo-too-late-headline = 已过撤销期限
trouble-undo-too-late-do = 立即查询，若已冻结则改为解冻。
trouble-undo-too-late-say = 如果有冻结，我们会为您解冻。

trouble-not-allowed-headline = 支付宝目前不允许此操作
trouble-not-allowed-do = 立即查询，然后查看这笔押金。
trouble-not-allowed-say = 请稍等，我核对一下。

trouble-closed-order-headline = { $kind ->
    [hold] 支付宝已关闭这次请求
   *[other] 支付宝显示这笔已关闭
}
trouble-closed-order-do = { $kind ->
    [hold] 请重新办理，扫新的付款码。
    [capture] 立即查询，确已关闭则改用其他方式收取。
   *[other] 立即查询，然后查看这笔押金。
}
trouble-closed-order-say = { $kind ->
    [hold] 麻烦您出示新的付款码。
   *[other] 请稍等，我核对一下。
}

trouble-refund-window-headline = 已过支付宝退款期限
trouble-refund-window-do = 请与主管改用其他方式退款。
trouble-refund-window-say = 我们会用其他方式退款给您。

trouble-refund-funds-headline = 酒店的支付宝余额不足
trouble-refund-funds-do = 请联系经理充值。
trouble-refund-funds-say = 退款还需要一些时间，我们会跟进。

trouble-refund-offline-headline = 这笔无法通过支付宝退款
trouble-refund-offline-do = 请与主管改用其他方式退款。
trouble-refund-offline-say = 我们会用其他方式退款给您。

## 设置问题，前台无法解决
trouble-key-headline = 支付宝不接受本机的签名
trouble-key-do = 停止操作，联系经理：密钥。
trouble-key-say = 抱歉，我们换一种付款方式。

trouble-app-headline = 支付宝不认识此应用
trouble-app-do = 停止操作，联系经理：app_id 与网关。
trouble-app-say = 抱歉，我们换一种付款方式。

trouble-certificate-headline = 支付宝证书不符
trouble-certificate-do = 停止操作，联系经理：证书。
trouble-certificate-say = 抱歉，我们换一种付款方式。

trouble-clock-headline = 本机时间不正确
trouble-clock-do = 停止操作，联系经理：日期与时间。
trouble-clock-say = 抱歉，我们换一种付款方式。

trouble-token-headline = 酒店在支付宝的授权已失效
trouble-token-do = 停止操作，联系经理：授权。
trouble-token-say = 抱歉，我们换一种付款方式。

trouble-contract-headline = 酒店的签约不包含此操作
trouble-contract-do = 停止操作，联系经理：支付宝签约。
trouble-contract-say = 抱歉，我们换一种付款方式。

trouble-merchant-account-headline = 酒店的支付宝账户受限
trouble-merchant-account-do = 停止操作，联系经理：支付宝账户。
trouble-merchant-account-say = 抱歉，我们换一种付款方式。

trouble-merchant-limit-headline = 超过酒店在支付宝的限额
trouble-merchant-limit-do = { $kind ->
    [capture] 减少扣款，或联系经理。
   *[other] 减少金额，或联系经理。
}
trouble-merchant-limit-say = 抱歉，这个金额我们换一种付款方式。

trouble-currency-headline = 签约不包含此币种
trouble-currency-do = 停止操作，联系经理：币种。
trouble-currency-say = 抱歉，我们换一种付款方式。

trouble-set-up-headline = 支付宝不接受这个请求
trouble-set-up-do = 停止操作，联系经理：设置。
trouble-set-up-say = 抱歉，我们换一种付款方式。

trouble-support-headline = 需要支付宝客服处理
trouble-support-do = 请联系主管，把编号告知支付宝客服。
trouble-support-say = 需要支付宝核实，我们会告知您结果。

## 有答复，但未经证实，不能作准
trouble-unclear-headline = { $kind ->
    [hold] 冻结结果尚不确定
    [cancel] 撤销尚未得到确认
    [capture] 扣款结果尚不确定
    [release] 解冻结果尚不确定
   *[refund] 退款结果尚不确定
}
trouble-unclear-do = { $kind ->
    [hold] 请客人稍候，不要再扫。
    [cancel] 等待撤销，或立即查询。
    [capture] 不要再次扣款，请立即查询。
    [release] 不要再次解冻，请立即查询。
   *[refund] 不要再次退款，请立即查询。
}
trouble-open-say = { $kind ->
    [cancel] 如果出现冻结，我们会为您解冻。
   *[other] 请稍等，我正在向支付宝核实。
}

## 程序已无法自行解决
trouble-person-headline = { $kind ->
    [hold] 这次冻结需人工处理
    [cancel] 这次撤销需人工处理
    [capture] 这次扣款需人工处理
    [release] 这次解冻需人工处理
   *[refund] 这次退款需人工处理
}
trouble-person-do = 请联系主管，把编号告知支付宝客服。
trouble-person-say = { $kind ->
    [hold] 可能会出现冻结，我们会为您解冻。
    [cancel] 可能会出现冻结，我们会为您解冻。
   *[other] 我们正在向支付宝核实，会告知您结果。
}

## 已有结果，但没有代码
trouble-time-up-headline = 客人未在时限内确认
trouble-time-up-do = 请客人出示新的付款码，或改用其他方式。
trouble-time-up-say = 刚才时间到了，要再试一次吗？

trouble-undone-headline = 没有明确答复，已撤销
trouble-undone-do = 请客人出示新的付款码，或改用其他方式。
trouble-undone-say = 刚才时间到了，要再试一次吗？

trouble-stopped-headline = 前台已停止，并已撤销
trouble-stopped-do = 重新办理，或改用其他方式。
trouble-stopped-say = 刚才已撤销，要再试一次吗？

trouble-lapsed-headline = 已关闭，没有冻结
trouble-lapsed-do = 问客人是否再试，或改用其他方式。
trouble-lapsed-say = 刚才已关闭，要再试一次吗？

trouble-dropped-headline = { $kind ->
    [hold] 冻结请求从未发出
    [cancel] 撤销请求从未发出
    [capture] 扣款请求从未发出
    [release] 解冻请求从未发出
   *[refund] 退款请求从未发出
}
trouble-dropped-do = { $kind ->
    [hold] 检查本机网络，再扫新的付款码。
    [capture] 检查本机网络，再次扣款。
    [release] 检查本机网络，再次解冻。
   *[other] 检查本机网络，再办理一次。
}
trouble-dropped-say = 抱歉，刚才网络中断，我再办理一次。

trouble-late-hold-headline = 冻结来得较晚，但有效
trouble-late-hold-do = 保留，或立即解冻。
trouble-late-hold-say = 押金已经冻结，可以保留吗？

trouble-differs-headline = 支付宝账上的金额与这里不同
trouble-differs-do = 请主管核对，然后立即查询。
trouble-differs-say = 请稍等，我核对一下金额。

## 资金一行，接在状态词之后
trouble-money-planned = 请求还没有离开本机。
trouble-money-open = { $kind ->
    [hold] { $amount } 可能已冻结。
    [cancel] { $amount } 撤销之前可能仍冻结。
    [capture] { $amount } 可能已扣款。
    [release] { $amount } 可能已解冻。
   *[refund] { $amount } 可能已退款。
}
trouble-money-differs = 支付宝 { $theirs }，流水 { $ours }。
trouble-money-held = 冻结 { $remaining }。
trouble-money-still-held = { $kind ->
    [capture] 仍冻结 { $remaining }，这次没有扣款。
    [release] 仍冻结 { $remaining }，这次没有解冻。
   *[refund] 仍冻结 { $remaining }，这次没有退款。
}
trouble-money-not-held = { $kind ->
    [hold] 这次请求没有冻结金额。
    [cancel] 这次请求没有冻结金额。
    [capture] 这次没有扣款。
    [release] 已没有冻结的金额。
   *[refund] 这次没有退款。
}

## 终端正在做什么，还有多久
trouble-now-in-flight = 正在等支付宝答复
trouble-now-inquire = { $in } 后查询支付宝，第 { $number } 次
trouble-now-last-inquiry = { $in } 后最后一次查询，随后撤销
trouble-now-undo = { $in } 后撤销
trouble-now-send-again = { $in } 后重发同一请求
trouble-now-hand-over = { $in } 后转人工处理
trouble-now-drop = { $in } 后放弃
trouble-now-limit = { $step }，{ $limit } 后开始撤销
trouble-now-nothing = 已结束，不会再自动进行。
trouble-now-open = 会继续查询。

## 帮助一行与详情
trouble-help = 流水 { $seq }，订单 { $order }
trouble-help-code = ，代码 { $code }
trouble-quoted = 「{ $say }」
trouble-label-money = 资金
trouble-label-now = 进度
trouble-label-you = 操作
trouble-label-say = 告知
trouble-label-help = 帮助
detail-code = 代码
detail-provider-says = 支付宝原文
detail-trace = 跟踪号
detail-signed = 答复已验签
detail-order = 订单号
detail-request = 请求号
detail-authorization = 授权号
detail-amount = 金额
detail-hold = 押金
answer-yes = 是
answer-no = 否
trouble-support-title = 告知支付宝客服的内容
trouble-support-ask = { $kind ->
    [hold] 以下编号的 { $amount } 是否已冻结？
    [cancel] 以下编号的 { $amount } 若已冻结，请解冻。
    [capture] 以下编号的 { $amount } 是否已扣款？
    [release] 以下编号的 { $amount } 是否已解冻？
   *[refund] 以下编号的 { $amount } 是否已退款？
}
