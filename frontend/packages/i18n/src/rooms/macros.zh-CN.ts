// The texts of the prepared steps.
import { addTexts } from "../add-texts.ts";

export const texts = {
  macros: {
    title: "快捷操作",
    text: "把常连在一起做的几步存成一个，受理时一次完成。",
    menu: "快捷操作",
    add: "新增快捷操作",
    change: "修改",
    retire: "停用",
    saved: "已保存",
    name: "名称",
    name_needed: "请填写名称",
    steps: "步骤",
    step: "第 {{number}} 步",
    remove: "去掉第 {{number}} 步",
    add_step: "加一步",
    action: "做什么",
    words: "内容",
    words_needed: "请填写内容",
    after_minutes: "多少分钟后答复住户",
    after_needed: "请填写分钟数",
    after: "{{span}}后答复",
    to: "给{{name}}",
    confirm: "将对 {{count}} 件事项依次执行以下各步；某一步不能做，该事项就一步也不做。",
    run: "执行",
    done: "{{name}}：已完成 {{count}} 件",
    empty: "还没有快捷操作",
    empty_text: "例如「派单并告知」：告知住户已安排，约定两小时内答复，再移交工程岗。",
  },
} as const;

addTexts(texts);
