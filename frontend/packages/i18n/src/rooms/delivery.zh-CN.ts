// The texts of what is sent to whom.
import { addTexts } from "../add-texts.ts";

export const labels = {
  message_event: {
    warned: "即将到期",
    fell_due: "已到期，尚未完成",
    climbed: "超时未完成，请督办",
    major: "重大事项，请立即关注",
    offered: "移交给您，请接收或退回",
    refused: "移交被退回，仍由您负责",
    given: "现由您负责",
    named: "您被登记为首问责任人",
    answers: "现由您承担首问责任",
    urged: "有人催办，请尽快处理并回复",
    reported: "上报给您",
    copied: "投诉处理单抄送给您，请阅读",
    books_unsound: "账目核对不平，请立即查看",
    payment_odd: "微信支付通知与订单不符，未入账，请核查",
    tried: "通道测试",
  },
  message_channel: {
    wecom: "企业微信群机器人",
    sms: "短信",
  },
  takes: {
    all: "全部消息",
    urgent: "仅紧急",
    nothing: "停用",
  },
  acknowledged_by: {
    in_app: "在工作台",
    link: "通过链接",
  },
  sending_state: {
    waiting: "等待发送",
    sent: "已送出",
    failed: "失败",
    needless: "无需发送",
  },
} as const;

export const texts = {
  labels,
  acknowledging: {
    title: "确认收到消息",
    text: "请确认您已收到这条消息。确认后，各通道不再重复发送。",
    none: "这个链接不完整，请从消息里重新打开，或登录后在消息中确认。",
    heard: "我已收到",
    done: "已确认",
    done_text: "确认时间 {{time}}。可以关闭本页。",
  },
  reach: {
    mine: "我的接收方式",
    phone: "手机号",
    phone_hint: "紧急消息会发短信到这里，同事也可以打这个电话找您；不会告诉住户。留空则不改动。",
    wecom: "企业微信账号",
    wecom_hint: "在群里用它提醒您。留空则不改动。",
    saved: "接收方式已保存",
  },
  delivery: {
    title: "通知通道",
    channels: "通道",
    channels_text: "消息总会出现在工作台里，并按这里的设置发出去。",
    channel: "通道",
    state: "状态",
    takes: "用于",
    set: "设置",
    set_of: "设置：{{channel}}",
    ready: "已就绪",
    not_ready: "未设置",
    try: "发送测试",
    try_of: "发送测试：{{channel}}",
    tried: "测试消息已排队，结果见下方",
    saved: "通道已保存",
    url: "群机器人地址",
    url_hint: "在企业微信群里添加群机器人后复制。加密保存，不再显示。留空则不改动。",
    sms_text: "短信账号由安装者在服务器上设置，对所有小区有效。",
    sendings: "发送情况",
    nothing_sent: "还没有发送过",
    nothing_sent_text: "设置好通道后，可以先发送一条测试消息。",
    to: "收件人",
    times: "送出 / 尝试",
    at: "时间",
  },
} as const;

addTexts(texts);
