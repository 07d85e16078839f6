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

## 命令结果之外的提示。
cli-hint-no-hold = 请用“counterpane search”查找。
cli-backup-done = { $entries } 条记录已备份到 { $file }，并已校验。
cli-verify-sound = 日志完整：{ $entries } 条记录，链尾 { $head }。
cli-verify-damaged = 日志不完整。请先保留副本，再从备份继续。
cli-qr-too-small = 二维码需要 { $columns } 列、{ $rows } 行的窗口。
cli-qr-countdown = { $money }：客人还有 { $seconds } 秒。按 Ctrl-C 撤销。

## 日志检查的发现。
finding-file = 文件本身：{ $what }
finding-layout = 与本程序建立的不同：{ $what }
finding-changed = { $terminal } 的第 { $seq } 条记录被改动过。
finding-unlinked = { $terminal } 的第 { $seq } 条记录与前一条不相连。
finding-repeated = { $terminal } 的第 { $seq } 条记录重复或次序不对。
finding-gap = { $terminal } 的第 { $seq } 条记录之前被取走了内容。
finding-missing = { $terminal } 的第 { $from } 至 { $to } 条记录缺失。
finding-unreadable = { $terminal } 的第 { $seq } 条记录无法读取：{ $what }
finding-contradiction = 冻结 { $hold } 的记录互相矛盾：{ $what }
finding-projection = 冻结 { $hold } 的显示与其记录不一致。
finding-index = 查找索引与记录不一致。
finding-cut = 找不到记录 { $head }：末尾被截断，或这是另一本日志。

## 终端无法启动时的整屏提示。
fatal-settings = 终端无法启动
fatal-key = 按任意键离开。
