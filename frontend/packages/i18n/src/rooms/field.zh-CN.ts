// The texts of the page for phones, and of what waits there to be sent.
import { addTexts } from "../add-texts.ts";

export const texts = {
  field: {
    title: "我的现场",
    count: "{{count}} 件",
    first: "最先到期的 {{count}} 件",
    more: "再显示一些",
    as_of: "连不上服务器，以下是 {{time}} 看到的内容。到场、拍照和办结可以照常做，联网后自动发送。",
    nothing: "手上没有待办的事项",
    nothing_text: "同事移交给您、或您自己登记的事项会出现在这里，最先到期的排在最前。",
    call: "打电话",
    photo: "拍照",
    inspect: "装修巡查",
    photo_text: "现场照片，{{time}} 拍摄",
    finish: "提交办结",
    outbox: "待发送",
    outbox_text: "没有网络时做的操作先存在本机，联网后按先后顺序发送。",
    later: "等待网络",
    waiting: "待发送 {{count}}",
    refused: "{{count}} 项未发成",
    refused_why: "未发成：{{why}}",
    again: "看过了，仍要提交",
    drop: "放弃这一项",
    drop_sure: "确定放弃",
  },
} as const;

addTexts(texts);
