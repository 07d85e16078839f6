# 人员：登录、同意他人操作、人员登记

role-cashier = 收银员
role-supervisor = 主管

people-number = 工号
people-name = 姓名
people-role = 职务
cli-no-people = 尚未登记人员：任何人都可以操作。

## 命令行在终端上询问
refusal-not-signed-in = 无人登录，操作未执行
refusal-not-signed-in-do = 请登录后再做一次。
pin-ask = { $badge } 的密码：
pin-new = { $badge } 的新密码：
pin-again = 再输一次新密码：

## 登录
sign-in-title = 登录
sign-in-number = 工号
sign-in-pin = 密码
sign-in-intro = 请输入工号和密码。
sign-in-locked = 已为 { $name } 锁定。换人登录将回到首页。
sign-in-open = 有 { $count } 个请求未完成，终端会继续处理。
sign-in-checking = 正在核对
signed-in = 已登录：{ $name }

## 同意一次操作
approve-title = 请主管同意
approve-wants = { $name } 要{ $what }。
approve-about = { $room } 房  { $guest }  { $amount }
approve-one = 密码只用于这一次操作。用上下键选择原因。
approve-alone = 由主管同意；夜间单独值班可由本人同意，事后须补签。
approve-reason = 原因
approve-note = 备注
right-hold = 冻结押金
right-charge = 从押金扣款
right-release = 解冻押金
right-release-others = 解冻他人办理的押金
right-stop = 停止等待客人
right-undo = 处理卡住的押金
right-refund = 退回已扣的款
right-change = 更改入住资料
right-countersign = 补签单独同意的操作
right-above-limit = 超过本店限额

## 人员登记
people-title = 人员
people-none = 尚未登记人员：任何人都可以操作，流水不记录姓名。
people-first = 请先登记一位主管。此后每个人都须登录。
people-remove-again = 再按一次同一个键，删除 { $name }。
people-removed = 已删除：{ $name }
people-saved = 已保存：{ $name }
register-title = 登记人员
register-pin-title = 新密码
register-pin = 新密码
register-again = 再输一次
hold-can-countersign = 补签：有人单独同意过操作
home-countersign = 待补签
