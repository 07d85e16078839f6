# 报表：钱的去向，按操作和人员

report-span = { $from } 至 { $to }
report-act = 操作
report-by = 操作人
report-count = 笔数
report-amount = 金额
report-held = 冻结
report-charged = 扣款
report-released = 解冻
report-refunded = 退款
report-agreed = { $time }  { $room } 房  { $by } 要{ $what }，{ $other } 同意：{ $why }
report-alone = { $time }  { $room } 房  { $by } 要{ $what }并单独同意：{ $why }
report-now-held = 冻结：{ $count } 笔，{ $amount }
report-now-unknown = 尚不确定：{ $count } 笔
report-now-attention = 需人工处理：{ $count } 笔
report-now-countersign = 待补签：{ $count } 笔
report-now-nothing = 没有冻结的金额，也没有未完成的请求。
report-head = 流水末尾：{ $hash }，第 { $seq } 条
report-now = 目前情况：
