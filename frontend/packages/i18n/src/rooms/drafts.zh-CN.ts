// The texts of what was written and not sent.
import { addTexts } from "../add-texts.ts";

export const texts = {
  drafts: {
    elsewhere: "在别处还有没写完的内容（{{time}}）",
    take: "接着写",
    leave: "不要了",
    restored: "已恢复上次没提交的内容（{{time}}）",
    start_over: "清空重写",
    clash: "您 {{time}} 写过的内容没有提交，之后这里已被别人改过",
  },
} as const;

addTexts(texts);
