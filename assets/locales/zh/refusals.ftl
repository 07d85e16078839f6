# 命令未执行的原因。没有发出请求，也没有任何变化。

refusal-no-such-hold = 找不到这笔押金
refusal-no-such-hold-do = 请按房号、客人或编号查找。
refusal-busy = 这笔押金还有请求没有结果
refusal-busy-do = 请立即查询，等它有结果。
refusal-room-busy = 此房还有一笔押金没有结果：{ $hold }
refusal-room-busy-do = 请先处理那一笔，以免重复冻结。
refusal-code-used = 这个付款码已经用过
refusal-code-used-do = 请客人刷新付款码，再扫。
refusal-no-room = 没有填房号
refusal-no-room-do = 请输入房号。
refusal-text-too-long = 「{ $field }」内容过长
refusal-text-too-long-do = 请缩短。
refusal-amount-not-positive = 金额必须大于零
refusal-amount-not-positive-do = 请输入金额。
refusal-amount-above-limit = 金额超过上限 { $limit }
refusal-amount-above-limit-do = 请输入较小的金额。
refusal-above-remaining = 仅有 { $remaining } 仍冻结
refusal-above-remaining-do = 按冻结的金额扣款，差额另行收取。
refusal-above-refundable = 最多还能退款 { $refundable }
refusal-above-refundable-do = 请输入较小的金额。
refusal-nothing-held = 已没有冻结的金额
refusal-nothing-held-do = 请查看这笔押金的经过。
refusal-nothing-captured = 没有扣过款，无款可退
refusal-nothing-captured-do = 要把钱还给客人，请解冻。
refusal-not-unclear = 这笔押金结果明确，无需撤销
refusal-not-unclear-do = 要把钱还给客人，请解冻。
refusal-not-offered = 支付渠道不支持此操作
refusal-not-offered-do = 请改用其他方式。
refusal-currency-not-taken = 支付渠道不支持此币种
refusal-currency-not-taken-do = 请使用签约的币种。
refusal-other-currency = 这笔押金是另一币种
refusal-other-currency-do = 请使用押金本身的币种。
refusal-differs = 支付宝账上的金额与这里不同
refusal-differs-do = 请主管核对，然后立即查询。
refusal-journal-down = 流水无法写入，没有发出任何请求
refusal-journal-down-do = 请联系主管。原因：{ $why }

## 「内容过长」中的栏目名
field-room = 房号
field-guest = 客人
field-booking = 预订号
field-remark = 备注
field-reason = 原因
