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

## doctor：检查的对象。
doctor-about-settings = 设置
doctor-about-keys = 密钥
doctor-about-provider = 支付渠道
doctor-about-clock = 时钟
doctor-about-scanner = 扫码枪
doctor-about-journal = 流水
doctor-about-people = 人员
doctor-about-disk = 磁盘
doctor-about-screen = 屏幕
doctor-about-colours = 颜色
doctor-about-characters = 字符
doctor-ok = 正常
doctor-warn = 注意
doctor-bad = 有误
doctor-do = 请做：{ $what }

## doctor：结果和处理办法。
doctor-settings = 模式 { $mode }，来自 { $file }
doctor-settings-built-in = 练习模式，使用内置设置：没有设置文件
doctor-currency = 支付渠道不支持以 { $currency } 冻结
doctor-currency-do = 把 hotel.currency 设为合同中的币种
doctor-keys = 密钥文件可读，且互相匹配
doctor-provider = 签名查询得到答复，答复的签名有效
doctor-provider-not-reached = 连不上网关：{ $what }
doctor-provider-not-reached-do = 检查网络、防火墙和 gateway 设置
doctor-provider-unclear = 答复不明确（{ $code }）{ $what }
doctor-provider-unclear-do = 再运行一次 doctor；如仍如此，请联系支付渠道
doctor-their-key = 答复的签名无法验证（{ $code }）
doctor-their-key-do = 从控制台同一应用的页面复制「支付宝公钥」
doctor-their-certificate = 答复用的是另一张证书（{ $code }）
doctor-their-certificate-do = 从控制台重新下载支付宝证书
doctor-our-key = 网关不认识本方密钥（{ $code }）
doctor-our-key-do = 把 merchant_private_key 的公钥上传到该应用
doctor-our-certificate = 网关不接受本方证书（{ $code }）
doctor-our-certificate-do = 重新下载该应用的三张证书
doctor-app = 网关不认识 app_id（{ $code }）
doctor-app-do = 沙箱和正式环境编号不同：请核对 app_id、gateway 和 mode
doctor-app-off = 应用未上线（{ $code }）
doctor-app-off-do = 在支付渠道控制台上线该应用
doctor-contract = 合同不包含此功能（{ $code }）
doctor-contract-do = 为该应用签约预授权产品
doctor-address = 网关不接受本网络的地址（{ $code }）
doctor-address-do = 把酒店的公网地址加入应用的白名单
doctor-time = 网关不接受本机时间（{ $code }）
doctor-time-do = 让本机从网络校准时间
doctor-encryption = 该应用开启了内容加密（{ $code }）
doctor-encryption-do = 在支付渠道控制台关闭内容加密
doctor-clock = 与支付渠道相差不到一分钟
doctor-clock-off = 与支付渠道相差 { $by }
doctor-clock-off-do = 让本机从网络校准时间
doctor-scanner = { $name }，{ $mode }，{ $node }：{ $state }
doctor-scanner-none = 没有发现；键盘模式的扫码枪看起来像键盘
doctor-list-do = 格式见 config.toml 中的 in_house
doctor-people = 已登记 { $people } 人，其中 { $supervisors } 人可以同意操作
doctor-people-none = 尚未登记：任何人都可以操作
doctor-people-live = 尚未登记人员：任何人都可以操作，不记录姓名
doctor-people-live-do = 请登记一位主管：counterpane staff add NUMBER --name NAME --supervisor
doctor-journal = { $entries } 条记录，均完整无改动
doctor-journal-none = 还没有：第一笔冻结时建立
doctor-journal-damaged = 有 { $findings } 处问题；第一处：{ $first }
doctor-journal-damaged-do = 保留文件副本，从备份继续，并联系支持
doctor-disk = 剩余 { $megabytes } MB
doctor-disk-full = 仅剩 { $megabytes } MB
doctor-disk-full-do = 清理流水所在的磁盘
doctor-screen = { $columns } 列，{ $rows } 行
doctor-screen-small = { $columns } 列，{ $rows } 行；适合 80 列 24 行
doctor-screen-small-do = 放大窗口或缩小字号
doctor-screen-none = 此处没有终端
doctor-screen-none-do = 请在收银员使用的窗口里运行 doctor
doctor-colours = 全部颜色
doctor-colours-palette = 256 色，够用
doctor-colours-few = 最多十六色，或终端没有说明
doctor-colours-few-do = 用手机试扫二维码；支持真彩色时设置 COLORTERM=truecolor
doctor-colours-none = 没有颜色：设置了 NO_COLOR，或终端不支持
doctor-colours-none-do = 用手机试扫二维码；文字不依赖颜色
doctor-characters = UTF-8 编码
doctor-characters-old = 不是 UTF-8：姓名可能显示错误
doctor-characters-old-do = 把 LANG 设为 UTF-8 区域，例如 C.UTF-8

## 命令结果之外的提示。
cli-hint-no-hold = 请用「counterpane search」查找。
cli-backup-done = { $entries } 条记录已备份到 { $file }，并已校验，链尾 { $head }。
cli-head-none = 流水里还没有记录。
cli-verify-sound = 流水完整：{ $entries } 条记录，链尾 { $head }。
cli-verify-at-noted = 流水以所抄的记录结尾。
cli-verify-since-noted = 所抄的记录在流水中，此后又有 { $count } 条记录。
cli-verify-damaged = 流水不完整。请先保留副本，再从备份继续。
cli-qr-too-small = 二维码需要 { $columns } 列、{ $rows } 行的窗口。
cli-qr-countdown = { $money }：客人还有 { $seconds } 秒。按 Ctrl-C 撤销。

## 扫码枪：scanner list 和 scanner test 的列与用词。
cli-column-scanner = 扫码枪
cli-column-number = USB 编号
cli-column-mode = 模式
cli-column-node = 位置
cli-mode-hid-pos = HID POS 模式
cli-mode-serial = 串口
cli-mode-keyboard = 键盘
cli-mode-grab = 键盘（独占）
cli-mode-other = 厂商自有模式
cli-scanner-opening = 正在打开
cli-scanner-reading = 可读取
cli-scanner-typing = 模拟键盘
cli-scanner-not-allowed = 无权限
cli-scanner-busy = 被占用
cli-scanner-broken = 读不了
cli-scanner-unused = 未使用

## 扫码枪：处理办法。引号中的名称见扫码枪手册。
cli-scanner-none = 没有发现扫码枪。键盘模式的扫码枪看起来像键盘。
cli-scanner-none-do = 请插上扫码枪，或试扫：counterpane scanner test
cli-scanner-typing-do = 可以使用。更好：扫描手册中的「HID POS」设置码
cli-scanner-rules-do = 安装一次规则，然后重新插上：
cli-scanner-group-do = 把本用户加入该设备节点所属的组，然后重新登录
cli-scanner-busy-do = 关闭正在读取它的其他程序（收银终端也算）
cli-scanner-broken-do = 重新插上，或扫描手册中的「HID POS」设置码
cli-scanner-other-do = 扫描手册中的「HID POS」或「USB COM」设置码
cli-scanner-unused-do = 设置中没有选用：scanner.sources、scanner.device

## scanner test。
cli-test-begin = 请扫码。{ $seconds } 秒后结束。
cli-test-begin-keyboard = 请扫码。按 Esc 结束，或 { $seconds } 秒后结束。
cli-test-state = { $name } { $number } { $mode } { $node }：{ $state }
cli-test-gone = { $name }：已拔出
cli-test-scan = 扫到：{ $text } { $kind } { $aim } { $source } { $name } { $time } 毫秒
cli-test-garbled = 不是有效扫码：{ $what }
cli-test-nothing = 没有扫到任何内容。
cli-kind-payment = 支付宝付款码
cli-kind-payment-unusual = 长度少见的支付宝付款码
cli-garbled-half = 只收到半个码，后面的没有来
cli-garbled-short = 报告比扫码枪声明的短
cli-garbled-too-long = 比任何码都长
cli-garbled-mixed = 混有两个码，或来得太多读不完
cli-garbled-alt-mode = 扫码枪处于 ALT 模式：请按手册关闭
cli-garbled-keypad = 扫码枪使用小键盘：请按手册关闭

## 流水检查的发现。
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
finding-cut = 找不到记录 { $head }：末尾被截断，或这是另一本流水。

## 终端无法启动时的整屏提示。
fatal-settings = 终端无法启动
fatal-key = 按任意键离开。

## 本机其他用户能动到的密钥文件或流水。
refusal-exposed-readable = 本机其他用户能读取 { $file }（权限 { $what }）
refusal-exposed-readable-do = 请运行：{ $command }
refusal-exposed-writable = 本机其他用户能修改或更换 { $file } 的内容（权限 { $what }）
refusal-exposed-writable-do = 请运行：{ $command }
refusal-exposed-foreign = { $file } 属于本机另一个用户（编号 { $what }）
refusal-exposed-foreign-do = 请运行：{ $command }
