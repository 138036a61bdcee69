// The texts of the duties.
import { addTexts } from "../add-texts.ts";

export const texts = {
  duties: {
    title: "例行职责",
    text: "按标准定期要做的事，每一期都是一项承诺",
    empty: "没有例行职责",
    empty_text: "小区设置前台岗位后，会按服务标准自动排出每一期。",
    duty: "职责",
    post: "岗位",
    rhythm: "周期",
    every: "每 {{span}}",
    never: "不要求",
    now: "本期",
    on_day: "{{on}} 当天的一期",
    window: "{{on}} 至 {{until}} 这一期",
    nothing: "本期已完成",
    last: "上次",
    done_by: "{{name}} {{time}} 完成",
    missed: "漏做 {{count}} 期",
    act: "操作",
    keep: "完成",
    keep_of: "完成：{{title}}",
    kept: "已完成：{{title}}",
    found: "情况记录",
    give: "移交",
    give_of: "移交：{{title}}",
    given: "已移交：{{title}}",
    to_post: "移交给岗位",
    give_hint: "现由“{{post}}”承担；未完成的各期一并移交，已完成的不变",
  },
} as const;

addTexts(texts);
