# 需要人处理的事项、个案，以及交给支付宝客服的资料单

key-attention = 待处理
key-attention-help = 需要人处理的押金及原因
key-case = 个案
key-case-help = 个案资料：所有号码和往来记录
key-close-case = 结案
key-close-case-help = 人工结案：凭证据，两人签名
key-save = 保存
key-save-help = 把本页写入文件
about-attention = 所有需要人处理的事项。按 Enter 打开押金，办理可做的操作。
about-case = 支付宝客服需要的全部资料。结案之前终端会继续查询。
about-close-case = 只有支付宝已明确告知结果时才可结案。须两人签名。
hold-can-case = 个案：给支付宝客服的资料单，以及人工结案

## 列表
attention-title = 待处理
attention-none = 没有需要处理的事项。所有押金清楚且在期限内。
attention-count = { $count } 项待处理
attention-checking = 全部查询：已完成 { $done } / { $all }
attention-checked = 全部 { $all } 笔查询完毕。
concern-case = 个案 { $number }，须人处理
concern-unclear = 尚不清楚，正在查询
concern-countersign = 待补签
concern-ends-first = { $day } 自动退回，早于离店
concern-ends = { $day } 自动退回
concern-left = { $day } 应已离店，仍冻结
concern-kept = 保留至 { $day }，仍冻结
concern-given-up = { $kind }未发出，已放弃
concern-short = 低于账单 { $amount }

## 选中的一项该怎么办
concern-case-do = 先立即查询。若仍不清楚，把个案资料单交给支付宝客服。
concern-unclear-do = 终端正在处理，请等结果。
concern-countersign-do = 有人同意了自己的操作。核对后补签。
concern-ends-first-do = 现在再冻结一笔。冻结成功后，解冻这一笔。
concern-ends-do = 请在该日之前扣款或重新冻结，过后不再有押金。
concern-left-do = 请扣账单，或解冻。
concern-kept-do = 保留期已过。请扣迟到的费用，或解冻剩余押金。
concern-given-up-do = 没有任何内容到达支付宝。若仍需要，请重新操作。
concern-short-do = 请为该客人再冻结一笔，补足差额。

## 已尝试
tried-sent = 已尝试：{ $kind }发送 { $count } 次（最近 { $time }）
tried-answer = 最近答复 { $time }：{ $code }

## 个案
case-title = 个案 { $number }
case-title-none = 资料单
saved = 已保存为 { $path }
saved-both = 已保存，数字另存为 .csv：{ $path }
sheet-title = 个案 { $number }
sheet-title-none = 押金
sheet-of = { $hotel }，终端 { $terminal }，写于 { $time }
sheet-stay = { $room } 房  { $guest }  { $booking }
sheet-open = 不清楚的是：{ $kind } { $amount }，自 { $time }
sheet-differs = 支付宝账上比本机流水少冻结 { $missing }。
sheet-differs-more = 支付宝账上与本机流水金额不同。
sheet-clear = 没有未完成的请求。
sheet-numbers = 号码
sheet-number-release = 解冻号
sheet-number-refund = 退款号
sheet-number-capture = 扣款号
sheet-number-trade = 支付宝扣款号
sheet-story = 往来记录
sheet-entry = 流水 { $seq }
sheet-request = 号码 { $request }
sheet-code = 代码 { $code }
sheet-trace = 追踪号 { $trace }
sheet-unsigned = 未验签
sheet-words = 支付宝原话：{ $text }

## 人工结案
close-title = 结案
close-question = { $kind } { $amount }：支付宝怎么说？
close-question-differs = 支付宝已不再冻结的 { $missing } 去了哪里？
close-done = { $kind ->
    [hold] 已冻结，支付宝给了授权号。
    [cancel] 仍冻结：没有撤销。
    [capture] 已向客人扣款。
    [release] 已退回客人。
   *[refund] 客人已收到退款。
}
close-not-done = { $kind ->
    [hold] 没有冻结，以后也不会。
    [cancel] 已撤销：没有冻结。
    [capture] 没有向客人扣款，以后也不会。
    [release] 没有退回：仍冻结。
   *[refund] 客人没有收到，以后也不会。
}
close-elsewhere = 已在本终端以外退回客人。
close-number = 支付宝号码
close-proof = 证据
close-intro = 支付宝哪位客服、何时、以什么编号告知。
close-effect = 此后这笔钱记为{ $money }，不再查询。
close-effect-rest = { $kind ->
    [capture] 扣款以您所选为准，不再查询。
    [release] 解冻以您所选为准，不再查询。
   *[refund] 退款以您所选为准，不再查询。
}
close-two = 须两人签名：您本人，接着由主管输入密码。
right-close-case = 人工结案

fact-by-hand-done = { $kind ->
    [hold] 人工查明：已冻结。{ $proof }
    [cancel] 人工查明：仍冻结。{ $proof }
    [capture] 人工查明：已扣款。{ $proof }
    [release] 人工查明：已解冻。{ $proof }
   *[refund] 人工查明：已退款。{ $proof }
}
fact-by-hand-not-done = { $kind ->
    [hold] 人工查明：没有冻结。{ $proof }
    [cancel] 人工查明：已撤销。{ $proof }
    [capture] 人工查明：没有扣款。{ $proof }
    [release] 人工查明：没有解冻。{ $proof }
   *[refund] 人工查明：没有退款。{ $proof }
}
fact-by-hand-elsewhere = 人工查明：{ $money } 已在别处退回。{ $proof }
fact-label-by-hand = 人工
fact-changed-bill = 账单 { $bill }
fact-changed-kept = 保留至 { $day }

refusal-no-case = 这笔押金没有叫人处理
refusal-no-case-do = 终端会自行处理。请立即查询。
refusal-not-this-case = 这笔不可能是这个结果
refusal-not-this-case-do = 请选另一个答案。
refusal-no-proof = 缺少证据
refusal-no-proof-do = 请输入支付宝哪位客服告知，以及编号。
refusal-no-provider-number = 缺少支付宝的号码，或号码不对
refusal-no-provider-number-do = 请输入支付宝客服给的号码。
refusal-nobody-named = 须有两人署名，但尚未登记人员
refusal-nobody-named-do = 请先登记人员。
field-proof = 证据
form-bill = 目前账单
form-kept = 保留至
home-title-attention = 今日（{ $count } 项待处理：{ $key }）
check-in-ends-first = 支付宝将于 { $day } 退回，早于客人离店。
