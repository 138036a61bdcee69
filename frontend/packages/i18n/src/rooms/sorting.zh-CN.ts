// The texts of the words by which imported messages are sorted.
import { addTexts } from "../add-texts.ts";

export const texts = {
  sorting: {
    title: "分类规则",
    hint: "从旧留言板导入历史留言时，按下列词语分类：自上而下，标题或正文含有其中一个词的第一条规则生效。只影响之后导入的留言。",
    edit: "修改规则",
    restore: "恢复内置规则",
    restored: "已恢复内置规则",
    put_back: "撤销",
    saved: "已保存",
    order: "次序",
    words: "词语",
    words_hint: "用顿号、逗号或换行隔开",
    words_needed: "请至少填写一个词语",
    what: "归为",
    kind: "类别",
    class: "投诉对象",
    class_needed: "请选择投诉对象",
    category: "细类",
    line: "第 {{no}} 条",
    up: "上移",
    remove: "删除",
    add: "增加一条",
    trial: "试一试",
    trial_text: "输入一句留言",
    by_line: "按第 {{no}} 条，含“{{word}}”",
    by_none: "没有规则符合，按此归类",
  },
} as const;

addTexts(texts);
