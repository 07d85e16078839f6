# 押金详情、各表单、查找与流水。

## 押金
hold-title = { $room } 房：押金
hold-title-none = 押金
hold-loading = 正在流水中查找。
hold-gone = 本机流水中没有这笔押金。
hold-checking = 正在向支付宝查询。
hold-unanswered = 支付宝没有回答查询。以下是此前已证实的情况。
hold-activity = { $kind } { $amount }：{ $phase }
hold-in-flight = 正在等支付宝答复，{ $time }
hold-charge = 已扣款 { $amount }  { $number }
hold-charge-refunded = 已扣款 { $amount }，已退款 { $refunded }  { $number }
hold-departure = 离店 { $what }。
hold-bill = 目前账单 { $what }。
hold-kept = 保留至 { $what }。
form-occupied = 该房已为 { $guest } 冻结 { $amount }。
hold-ends = 按合同，支付宝将于 { $day } 退回。
hold-no-end = 未设自动退回日：须扣款或解冻。
hold-others-unclear = 本次入住另有 { $count } 笔押金；合计尚不确定。
hold-others = 本次入住另有 { $count } 笔押金；合计仍冻结 { $amount }
hold-can-charge = 扣款：客人付账单，最多 { $remaining }
hold-can-release = 解冻：最多退回 { $remaining }，不扣款
hold-can-refund = 退款：已扣款中最多退回 { $refundable }
hold-can-undo = 撤销：{ $asked } 全部不再冻结
hold-can-check = 立即查询：询问支付宝，不动资金
hold-can-hold-again = 入住：为同一入住再冻结一笔
hold-asked = 申请 { $amount }
hold-timeline = 经过，最新的在前

## 各表单
form-confirm = 请核对：按 { $key } 立即执行
form-sent = 正在处理，可以离开此画面。

## 扣款
charge-title = 扣款
charge-amount = 账单
charge-rest = 剩余押金
charge-release-rest = 立即解冻给客人
charge-keep-rest = 继续冻结
charge-intro = 请输入完整账单，可以超过冻结的金额。
charge-pays = 客人支付 { $amount }。
charge-rest-goes = { $rest } 立即解冻。
charge-rest-stays = { $rest } 继续冻结，以后须扣款或解冻。
charge-nothing-left = 不再有冻结的金额。
charge-amount-again = 本次扣款
charge-before = 已扣款 { $before }：请输入还须扣的金额。
charge-in-all = 连同已扣的 { $before }，客人共付 { $total }。
charge-noted = 登记的账单为 { $bill }：其中 { $left } 尚未扣款。
charge-rest-until = { $rest } 继续冻结至 { $day }，以备迟到的费用。
charge-owed = 还有 { $owed } 须另行收取。
charge-second-hold = 或按 { $key } 为同一入住再冻结一笔。
charge-on-credit = 这笔占用信用额度，支付宝仍可能拒绝。

## 解冻
release-title = 解冻
release-amount = 金额
release-remark = 客人可见
release-remark-default = 退还押金，{ $room } 房
release-goes = { $amount } 退回给客人，不扣款。
release-left = { $left } 继续冻结。
release-all = 不再有冻结的金额，押金结束。

## 退款
refund-title = 退款
refund-amount = 金额
refund-reason = 原因
refund-charge = 已扣款 { $charged }，可退款 { $left }  { $number }
refund-intro = 请输入退给客人的金额。
refund-goes = 退给客人 { $amount }。
refund-left = 这笔扣款还剩 { $left }。
refund-no-hold = 退款后不会重新冻结。

## 撤销
undo-title = 撤销
undo-effect = 向支付宝发出 { $amount } 的撤销。
undo-effect-after = 如果支付宝已冻结，会全部退回，然后可以重新办理。

## 详情
details-title = 详情
detail-wallet = 客人支付宝
detail-charge = 扣款

## 查找
find-title = 查找
find-label = 查找
find-intro = 房号、姓名、预订号或任何编号。未结和启动后已结的押金：
find-searching = 正在流水中查找。
find-nothing = 没有找到，请输入较短的内容。

## 流水
journal-title = 流水
journal-filter = 筛选
journal-nothing = 没有符合的记录。
journal-more = 最新的在前，向下可看更早的。
journal-all = 最新的在前，已全部显示。
entry-title = 流水第 { $seq } 条
entry-kind = 种类
entry-at = 时间
entry-utc = 标准时
entry-hold = 押金
entry-hash = 链

change-title = 更改入住资料
change-intro = 不动钱款。客人在支付宝看到的内容不变。

stay-title = { $room } 房：入住
stay-left = 余 { $amount }
stay-short = 比账单少 { $amount }。
stay-extend = 续住：先冻结新的一笔，再解冻旧的。
about-stay = 同一客人的全部押金。按 Enter 打开其中一笔。
about-check-out = 全部押金一张账单。第二次按 Enter 之前不动任何资金。
check-out-title = 退房
check-out-intro = 请输入全部账单。从该客人的各笔押金扣款，先扣最早的。
check-out-charge = { $day } 的押金：从 { $held } 中扣 { $amount }。
check-out-release = { $day } 的押金：解冻 { $held }。
check-out-leave = { $day } 的押金：{ $held } 保持不变。
check-out-working = 正在办理。可以离开，终端会继续。
check-out-charged = 已扣款：{ $amount }。
check-out-settled = 账单已扣款。
check-out-kept = { $amount } 保留冻结，以备迟到的费用。
check-out-still-held = 仍冻结 { $amount }。请解冻或扣款。
check-out-still = 仍冻结 { $amount }。再按 Esc 离开。
check-out-still-unclear = 结果尚不确定。再按 Esc 离开。
home-holds = { $count } 笔
