# 扫码枪：状态、处理办法、试扫。

## 每个画面的标题行。最多 18 列，窄窗口最多 9 列。
scanner-reading = { $count ->
    [1] + 扫码枪就绪
   *[other] + { $count } 把扫码枪
}
scanner-reading-short = + 扫码枪
scanner-opening = ~ 扫码枪启动中
scanner-opening-short = ~ 扫码枪
scanner-not-allowed = ! 扫码枪无权限
scanner-not-allowed-short = ! 扫码枪
scanner-broken = ! 扫码枪读不到
scanner-broken-short = ! 扫码枪
scanner-keyboard = + 键盘式扫码枪
scanner-keyboard-short = + 扫码枪
scanner-not-found = - 没有扫码枪
scanner-not-found-short = - 无扫码

## 表单等待扫码时
scanner-gone = 扫码枪已拔出。
scanner-came = 扫码枪已就绪。
scanner-lost = 扫码枪读不到了。按 { $key } 查看原因。

## 没有起作用的扫码
no-scan-here = 此处不需要扫码，没有发出任何请求。
no-scan-covered = 请先返回表单，再扫一次。没有发出任何请求。
no-scan-early = 扫码时表单还没有准备好，请再扫一次。
no-scan-keyboard = 设置中关闭了键盘式扫码，没有发出任何请求。
find-no-code = 这可能是付款码，不用来查找。

## 入住：如何得到客人的付款码
check-in-then-else = 然后显示二维码，或输入付款码。扫码枪没有就绪。
check-in-by-scanner = 扫码枪已就绪。
check-in-by-opening = 扫码枪正在启动，请稍候。
check-in-by-keyboard = 扫码枪像键盘一样输入：请让本窗口保持在最前面。
check-in-ready-blocked = 可以继续，但扫码枪无权限
check-in-by-blocked = 当前用户无权读取扫码枪：按 { $key } 查看处理办法。
check-in-ready-broken = 可以继续，但扫码枪读不到
check-in-by-broken = 无法读取扫码枪：按 { $key } 查看处理办法。
check-in-ready-none = 可以继续，但没有找到扫码枪
check-in-by-none = 或者插上扫码枪（{ $key } 有说明）。键盘式扫码枪可以直接使用。
check-in-odd-kind = 已发送，但付款码通常不是{ $kind }：请看一眼手机。

## 扫码枪设置
scanners-title = 扫码枪
scanners-looking = 正在查找扫码枪。
scanners-none = 没有找到扫码枪。插上后一秒内会列在这里。
scanners-none-keyboard = 键盘式扫码枪可能不会列出，但仍可使用：扫一下试试。
scanners-trial = 试扫：这里扫的都不会使用
scanners-try = 随便扫一个码：读到的内容显示在这里。
scanners-try-low = 随便扫一个码，这里不会使用。
scanners-good = 支付宝付款码：可以使用
scanners-length = { $count } 个字符
scanners-millis = { $count } 毫秒
scanners-pace = 按键：{ $number } 个，用时 { $took }，最长间隔 { $widest }
scanners-slow = 间隔超过 { $longest }会被当作手工输入（[scanner] max_gap）。

health-opening = ~ 启动中
health-reading = + 可读取
health-typing = + 键盘输入
health-not-allowed = ! 无权限
health-busy = ! 被其他程序占用
health-broken = ! 读不到
health-unused = - 未使用

speaks-hid-pos = HID POS 模式
speaks-serial = USB 串口
speaks-keyboard = 键盘模式
speaks-grab = 独占键盘
speaks-training = 练习
speaks-other = 厂商专用

symbology-code-128 = Code 128 条码
symbology-qr = 二维码
symbology-ean = 商品条码
symbology-code-39 = Code 39 条码
symbology-data-matrix = Data Matrix 码
symbology-pdf417 = PDF417 码
symbology-aztec = Aztec 码
symbology-other = 其他码制
symbology-unknown = 码制未知

scanner-at = 设备：{ $node }
scanner-do-opening = 刚刚插上，正在打开。
scanner-do-reading = 正在读取，扫码内容不会进入其他窗口。
scanner-do-typing = 它像键盘一样输入：只有本窗口在最前面时才能扫到。
scanner-do-hid-pos = 更好的办法：扫一下扫码枪说明书里的「USB HID POS」或「USB COM」设置码。
scanner-do-keyboard = 键盘模式需要：美式布局、以回车结尾、关闭 ALT 模式和小键盘模式。
scanner-is-not-allowed = 已找到，但当前用户无权读取。
scanner-do-rule = 请把下面这一行写入 { $file }
scanner-do-reload = 然后运行：udevadm control --reload && udevadm trigger
    再重新插上扫码枪。
scanner-do-dialout = 请把当前用户加入「dialout」组，然后重新登录电脑。
scanner-do-input = 请把当前用户加入「input」组，或把扫码枪设为 HID POS。
scanner-is-busy = 被其他程序占用。
scanner-do-busy = 请关闭其他收银程序和厂商服务（OPOS、CoreScanner），再重新插上。
scanner-is-broken = 无法读取：{ $why }
scanner-do-again = 请重新插上。
scanner-is-other = 它用的是厂商专用方式，收银程序无法读取。
scanner-do-unused = 设置中没有使用它：见设置文件的 [scanner]。
