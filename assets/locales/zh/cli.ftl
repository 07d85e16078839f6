# 命令行用词。--json 时不打印这些。

## list 和 search 的列。
cli-column-hold = 编号
cli-column-room = 房间
cli-column-guest = 客人
cli-column-state = 状态
cli-column-held = 已冻结
cli-column-remaining = 仍冻结
cli-column-opened = 开始时间

## show 的标签。
cli-label-guest = 客人
cli-label-booking = 预订
cli-label-money = 资金
cli-label-state = 状态
cli-label-sum = 合计
cli-label-refunded = 已退款
cli-label-order = 订单号
cli-label-request = 请求号
cli-label-authorization = 授权号
cli-label-opened = 开始时间
cli-label-charges = 扣款
cli-label-trouble = 问题
cli-label-now = 现在
cli-label-do = 请做
cli-label-say = 告诉客人
cli-charge = { $money }，已退 { $refunded }，{ $number }
cli-charge-open = { $money }，状态：{ $phase }

## 没有内容时。
cli-no-holds = 没有冻结记录。
